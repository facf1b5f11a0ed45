/** The menu behind the button at the upper left: the pages of each app, in the groups that Kibana uses. */
import React, { useState } from 'react';
import {
  EuiCollapsibleNav,
  EuiCollapsibleNavGroup,
  EuiHeaderSectionItemButton,
  EuiIcon,
  EuiListGroup,
  EuiListGroupItem,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { isPlainClick } from './plain_click';
import type { App, ApplicationStart } from '@kbn/core/public';

interface MainMenuProps {
  app: App | undefined;
  application: ApplicationStart;
}

export function MainMenu({ app, application }: MainMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const label = i18n.translate('detectionWorkbench.shell.menu.toggle', { defaultMessage: 'Main menu' });
  const go = (event: React.MouseEvent, path: string) => {
    setOpen(false);
    if (!app || !isPlainClick(event)) return;
    event.preventDefault();
    void application.navigateToApp(app.id, { path });
  };
  return (
    <EuiCollapsibleNav
      id="shellMainMenu"
      aria-label={label}
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      button={
        <EuiHeaderSectionItemButton
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls="shellMainMenu"
          data-test-subj="toggleNavButton"
          onClick={() => setOpen(!isOpen)}
        >
          <EuiIcon type="menu" size="m" aria-hidden={true} />
        </EuiHeaderSectionItemButton>
      }
    >
      {app && (
        <EuiCollapsibleNavGroup title={app.title} isCollapsible={false}>
          <EuiListGroup aria-label={app.title}>
            {(app.deepLinks ?? []).map(({ id, title, path }) => (
              <EuiListGroupItem
                key={id}
                size="s"
                label={title}
                href={application.getUrlForApp(app.id, { path })}
                data-test-subj={`mainMenuLink-${id}`}
                onClick={(event: React.MouseEvent) => go(event, path)}
              />
            ))}
          </EuiListGroup>
        </EuiCollapsibleNavGroup>
      )}
    </EuiCollapsibleNav>
  );
}
