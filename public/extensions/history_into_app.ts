/** A history for parts of the workbench that are shown inside other apps: going anywhere means going to the workbench. */
import { createMemoryHistory, createPath } from 'history';
import type { AppMountParameters, ApplicationStart } from '@kbn/core/public';
import { APP_ID } from '../../common/tiers';

export function historyIntoApp(application: ApplicationStart): AppMountParameters['history'] {
  const go = (path: string | { pathname?: string; search?: string }): void => {
    void application.navigateToApp(APP_ID, { path: typeof path === 'string' ? path : createPath(path) });
  };
  return Object.assign(createMemoryHistory(), {
    push: go,
    replace: go,
    createHref: (location: { pathname?: string; search?: string }) =>
      application.getUrlForApp(APP_ID, { path: createPath(location) }),
  }) as unknown as AppMountParameters['history'];
}
