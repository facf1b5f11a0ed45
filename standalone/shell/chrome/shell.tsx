/** The page around the app: skip link, header, content, toasts and dialogs. */
import React, { useEffect } from 'react';
import { EuiSkipLink } from '@elastic/eui';
import type { History } from 'history';
import { i18n } from '@kbn/i18n';
import type { App } from '@kbn/core/public';
import type { ShellCore } from '../core/core';
import { AppContainer } from './app_container';
import { ConfirmDialog } from './confirm_dialog';
import { NotFound } from './error_screens';
import { Header } from './header';
import { ThemeContexts } from './theme_contexts';
import { ToastList } from './toast_list';
import { useObservable } from './use_observable';

const CONTENT_ID = 'shellContent';

interface ShellProps {
  core: ShellCore;
  history: History;
  /** URL of the app's first page. */
  home: string;
  username: string;
}

export function Shell({ core, history, home, username }: ShellProps) {
  const app = useObservable<App | undefined>(core.application.current$, undefined);
  useEffect(() => {
    const subscription = core.theme$.subscribe(({ darkMode }) => {
      document.documentElement.dataset['theme'] = darkMode ? 'dark' : 'light';
    });
    return () => subscription.unsubscribe();
  }, [core]);
  return (
    <ThemeContexts theme$={core.theme$} isRoot>
      <EuiSkipLink
        className="shellSkipLink"
        destinationId={CONTENT_ID}
        position="fixed"
        overrideLinkBehavior
        data-test-subj="skipToContent"
      >
        {i18n.translate('detectionWorkbench.shell.skip', { defaultMessage: 'Skip to main content' })}
      </EuiSkipLink>
      <Header core={core} home={home} username={username} />
      <div id={CONTENT_ID} className="shellContent" tabIndex={-1}>
        {app ? <AppContainer key={app.id} app={app} core={core} history={history} /> : <NotFound home={home} />}
      </div>
      <ToastList toasts={core.toasts} />
      <ConfirmDialog overlays={core.overlays} />
    </ThemeContexts>
  );
}
