/** `core.application`: the registered apps, and the way from one URL to another. */
import type { History } from 'history';
import { BehaviorSubject, distinctUntilChanged, map, Observable, shareReplay } from 'rxjs';
import type {
  App,
  AppLeaveHandler,
  ApplicationSetup,
  ApplicationStart,
  Capabilities,
  NavigateToAppOptions,
} from '@kbn/core/public';

export interface Application {
  setup: ApplicationSetup;
  start: ApplicationStart;
  /** All registered apps, in the order of their registration. */
  apps$: Observable<readonly App[]>;
  /** The app whose route is a prefix of the page's path; undefined for unknown paths. */
  current$: Observable<App | undefined>;
  routeOf(app: App): string;
  /** The mounted app may ask to be warned about before it is left. */
  setLeaveHandler(handler: AppLeaveHandler | undefined): void;
}

const NOTHING_TO_LOSE = { type: 'default' } as const;

/** @param history of the page, whose basename is the base path */
export function createApplication(history: History, basePath: string, capabilities: Capabilities): Application {
  const apps$ = new BehaviorSubject<ReadonlyMap<string, App>>(new Map());
  let leaveHandler: AppLeaveHandler | undefined;

  const path$ = new Observable<string>((subscriber) => {
    subscriber.next(history.location.pathname);
    return history.listen((location) => subscriber.next(location.pathname));
  });
  const current$ = path$.pipe(
    map((path) => [...apps$.value.values()].find((app) => isBelow(path, routeOf(app)))),
    distinctUntilChanged(),
    shareReplay(1),
  );

  const getUrlForApp: ApplicationStart['getUrlForApp'] = (appId, options = {}) => {
    const url = `${basePath}${pathInPage(apps$.value.get(appId), appId, options)}`;
    return options.absolute ? `${window.location.origin}${url}` : url;
  };
  const start: ApplicationStart = {
    capabilities,
    currentAppId$: current$.pipe(map((app) => app?.id)),
    getUrlForApp,
    navigateToApp: async (appId, options = {}) => {
      if (options.openInNewTab) {
        window.open(getUrlForApp(appId, options), '_blank', 'noopener');
        return;
      }
      const path = pathInPage(apps$.value.get(appId), appId, options);
      if (options.replace) history.replace(path, options.state);
      else history.push(path, options.state);
    },
    navigateToUrl: async (url) => {
      const target = new URL(url, window.location.href);
      const isOurs = target.origin === window.location.origin && isBelow(target.pathname, `${basePath}/app`);
      if (isOurs) history.push(`${target.pathname.slice(basePath.length)}${target.search}${target.hash}`);
      else window.location.assign(target);
    },
  };

  window.addEventListener('beforeunload', (event) => {
    const action = leaveHandler?.({
      confirm: (text, title) => ({ type: 'confirm', text, title }),
      default: () => NOTHING_TO_LOSE,
    });
    if (action?.type === 'confirm') event.preventDefault();
  });

  return {
    setup: {
      register: (app) => {
        if (apps$.value.has(app.id)) throw new Error(`An application is already registered with the id "${app.id}"`);
        apps$.next(new Map([...apps$.value, [app.id, app]]));
      },
    },
    start,
    apps$: apps$.pipe(map((apps) => [...apps.values()])),
    current$,
    routeOf,
    setLeaveHandler: (handler) => (leaveHandler = handler),
  };
}

function routeOf(app: App): string {
  return app.appRoute ?? `/app/${app.id}`;
}

function pathInPage(
  app: App | undefined,
  appId: string,
  options: Pick<NavigateToAppOptions, 'path' | 'deepLinkId'>,
): string {
  const route = app ? routeOf(app) : `/app/${appId}`;
  const deepLink = app?.deepLinks?.find((link) => link.id === options.deepLinkId);
  const path = `${deepLink?.path ?? ''}${options.path ?? (deepLink ? '' : (app?.defaultPath ?? ''))}`;
  const isSuffix = path === '' || path.startsWith('/') || path.startsWith('?') || path.startsWith('#');
  return path === '/' ? route : `${route}${isSuffix ? '' : '/'}${path}`;
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
