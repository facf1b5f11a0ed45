/** Gives the current app its element, and takes it away when another one comes. */
import React, { useEffect, useRef, useState } from 'react';
import { EuiLoadingSpinner } from '@elastic/eui';
import type { History } from 'history';
import type { App } from '@kbn/core/public';
import type { ShellCore } from '../core/core';
import { AppHistory } from '../core/scoped_history';
import { FatalError } from './error_screens';

interface AppContainerProps {
  app: App;
  core: ShellCore;
  history: History;
}

type MountState = { status: 'mounting' } | { status: 'mounted' } | { status: 'failed'; error: Error };

export function AppContainer({ app, core, history }: AppContainerProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<MountState>({ status: 'mounting' });

  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const { application, chrome, theme$, http } = core;
    const appPath = application.routeOf(app);
    const appHistory = new AppHistory(history, appPath);
    let isGone = false;
    let unmount = () => undefined as void;
    setState({ status: 'mounting' });
    Promise.resolve()
      .then(() =>
        app.mount({
          appBasePath: http.basePath.prepend(appPath),
          history: appHistory,
          element,
          theme$,
          onAppLeave: application.setLeaveHandler,
          setHeaderActionMenu: (mount) => chrome.headerMenu$.next(mount),
        }),
      )
      .then((appUnmount) => {
        if (isGone) return appUnmount();
        unmount = appUnmount;
        setState({ status: 'mounted' });
      })
      .catch((error: unknown) => {
        if (!isGone) setState({ status: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
      });
    return () => {
      isGone = true;
      unmount();
      appHistory.destroy();
      application.setLeaveHandler(undefined);
      chrome.reset();
    };
  }, [app, core, history]);

  return (
    <>
      {state.status === 'mounting' && (
        <div className="shellLoading" data-test-subj="appLoading">
          <EuiLoadingSpinner size="xl" />
        </div>
      )}
      {state.status === 'failed' && <FatalError error={state.error} />}
      <div ref={ref} className="shellApp" data-test-subj="appMountPoint" />
    </>
  );
}
