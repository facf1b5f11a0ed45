/** The two bars at the top, as in Kibana: product and tools, then breadcrumbs and the app's own menu. */
import React from 'react';
import {
  EuiAvatar,
  EuiHeader,
  EuiHeaderBreadcrumbs,
  EuiHeaderSection,
  EuiHeaderSectionItem,
  EuiHeaderSectionItemButton,
  EuiIcon,
  EuiLink,
  EuiLoadingSpinner,
  EuiToolTip,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ChromeBreadcrumb, CoreTheme, MountPoint as MountFunction } from '@kbn/core/public';
import type { ShellCore } from '../core/core';
import { DARK_MODE } from '../core/settings_store';
import { BrandIcon } from './brand_icon';
import { MainMenu } from './main_menu';
import { MountPoint } from './mount_point';
import { isPlainClick } from './plain_click';
import { useObservable } from './use_observable';

interface HeaderProps {
  core: ShellCore;
  home: string;
  username: string;
}

export function Header({ core, home, username }: HeaderProps) {
  const { application, chrome } = core;
  const breadcrumbs = useObservable<ChromeBreadcrumb[]>(chrome.breadcrumbs$, []);
  const menu = useObservable<MountFunction | undefined>(chrome.headerMenu$, undefined);
  return (
    <header data-test-subj="headerGlobalNav">
      <EuiHeader position="fixed">
        <EuiHeaderSection>
          <EuiHeaderSectionItem>
            <Brand core={core} home={home} />
          </EuiHeaderSectionItem>
        </EuiHeaderSection>
        <EuiHeaderSection side="right">
          <EuiHeaderSectionItem>
            <ThemeSwitch core={core} />
          </EuiHeaderSectionItem>
          <EuiHeaderSectionItem>
            <EuiToolTip content={username}>
              <EuiAvatar name={username} size="s" data-test-subj="shellUser" />
            </EuiToolTip>
          </EuiHeaderSectionItem>
        </EuiHeaderSection>
      </EuiHeader>
      <EuiHeader position="fixed">
        <EuiHeaderSection grow={false}>
          <EuiHeaderSectionItem>
            <MainMenu application={application} />
          </EuiHeaderSectionItem>
        </EuiHeaderSection>
        <EuiHeaderBreadcrumbs
          aria-label={i18n.translate('detectionWorkbench.shell.breadcrumbs', { defaultMessage: 'Breadcrumbs' })}
          data-test-subj="breadcrumbs"
          breadcrumbs={breadcrumbs}
        />
        <EuiHeaderSection side="right">
          <EuiHeaderSectionItem>
            <div data-test-subj="headerActionMenu">{menu && <MountPoint mount={menu} />}</div>
          </EuiHeaderSectionItem>
        </EuiHeaderSection>
      </EuiHeader>
    </header>
  );
}

/** The product's mark, which turns into a spinner while requests are under way. */
function Brand({ core, home }: { core: ShellCore; home: string }) {
  const isLoading = useObservable(core.http.getLoadingCount$(), 0) > 0;
  return (
    <EuiLink
      color="text"
      className="shellBrand"
      href={home}
      data-test-subj={isLoading ? 'globalLoadingIndicator' : 'globalLoadingIndicator-hidden'}
      onClick={(event: React.MouseEvent) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        void core.start.application.navigateToUrl(home);
      }}
    >
      {isLoading ? <EuiLoadingSpinner size="l" /> : <EuiIcon type={BrandIcon} size="l" aria-hidden={true} />}
      {i18n.translate('detectionWorkbench.shell.product', { defaultMessage: 'Detection Workbench' })}
    </EuiLink>
  );
}

function ThemeSwitch({ core }: { core: ShellCore }) {
  const { darkMode } = useObservable<CoreTheme>(core.theme$, { darkMode: false });
  const label = darkMode
    ? i18n.translate('detectionWorkbench.shell.theme.light', { defaultMessage: 'Switch to light mode' })
    : i18n.translate('detectionWorkbench.shell.theme.dark', { defaultMessage: 'Switch to dark mode' });
  return (
    <EuiToolTip content={label} disableScreenReaderOutput>
      <EuiHeaderSectionItemButton
        aria-label={label}
        data-test-subj="themeSwitch"
        onClick={() => void core.uiSettings.set(DARK_MODE, !darkMode)}
      >
        <EuiIcon type={darkMode ? 'sun' : 'moon'} aria-hidden={true} />
      </EuiHeaderSectionItemButton>
    </EuiToolTip>
  );
}
