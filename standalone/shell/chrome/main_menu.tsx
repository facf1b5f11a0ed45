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

import type { App } from '@kbn/core/public';
import type { Application } from '../core/application';
import { isPlainClick } from './plain_click';
import { useObservable } from './use_observable';

export function MainMenu({ application }: { application: Application }) {
  const apps = useObservable<readonly App[]>(application.apps$, []);
  const [isOpen, setOpen] = useState(false);
  const label = i18n.translate('detectionWorkbench.shell.menu.toggle', { defaultMessage: 'Main menu' });
  const go = (event: React.MouseEvent, appId: string, path: string) => {
    setOpen(false);
    if (!isPlainClick(event)) return;
    event.preventDefault();
    void application.start.navigateToApp(appId, { path });
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
      {apps.map((app) => (
        <EuiCollapsibleNavGroup key={app.id} title={app.title} isCollapsible={false}>
          <EuiListGroup aria-label={app.title}>
            {(app.deepLinks ?? []).map(({ id, title, path }) => (
              <EuiListGroupItem
                key={id}
                label={title}
                href={application.start.getUrlForApp(app.id, { path })}
                data-test-subj={`mainMenuLink-${id}`}
                onClick={(event: React.MouseEvent) => go(event, app.id, path)}
              />
            ))}
          </EuiListGroup>
        </EuiCollapsibleNavGroup>
      ))}
    </EuiCollapsibleNav>
  );
}
