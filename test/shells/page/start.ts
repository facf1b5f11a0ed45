/** A page of Kibana as a plugin meets it: globals first, then setup, start, and the app of the URL mounted into an element. */
import { createBrowserHistory, type History } from 'history';
import { concatMap, firstValueFrom } from 'rxjs';
import type { App, Plugin, PluginInitializerContext } from '@kbn/core/public';
import type { PageMetadata } from '../../../standalone/host/page';
import { createBundles } from '../../../standalone/shell/core/bundles';
import { createShellCore, type ShellCore } from '../../../standalone/shell/core/core';
import { AppHistory } from '../../../standalone/shell/core/scoped_history';
import { sharedDeps } from '../../../standalone/shell/shared_deps';
import { drawFrame } from './frame';
import { kibanaCore, type KibanaLine } from './kibana_core';
import { neighbourApps } from './neighbours/apps';
import { Neighbours } from './neighbours/neighbours';

/** What the server of the tests writes into the page. */
export interface ShellMetadata extends PageMetadata {
  line: KibanaLine;
  /** The plugins that have doors into the workbench are absent. */
  isAlone?: boolean;
}

interface PluginBundle {
  plugin(context: PluginInitializerContext): Plugin<unknown, unknown>;
}

export interface KibanaPage {
  /** The plugin's. */
  app: App;
  /** What the plugin registered with others; absent where the others are. */
  neighbours?: Neighbours;
  /** Takes the app away and waits until its element is empty. */
  unmount(): Promise<void>;
}

/** Before the plugin's script: what it finds when it is evaluated. */
export function provideGlobals({ plugin }: ShellMetadata): void {
  Object.assign(globalThis, {
    __kbnSharedDeps__: sharedDeps,
    __kbnBundles__: createBundles(),
    __kbnPublicPath__: { [plugin.id]: plugin.publicPath },
  });
}

/** After the plugin's script. An error that the plugin reports is an error of the page. */
export async function startPage(metadata: ShellMetadata): Promise<KibanaPage> {
  const history = createBrowserHistory({ basename: metadata.basePath });
  const shell = createShellCore(metadata, history);
  const { setup, start } = kibanaCore(metadata.line, shell);
  const { plugin } = __kbnBundles__.get(`plugin/${metadata.plugin.id}/public`) as PluginBundle;
  const instance = plugin({
    opaqueId: Symbol(metadata.plugin.id),
    env: { mode: { dev: false, prod: true }, packageInfo: { version: metadata.version, buildNum: 1 } },
    logger: { get: () => ({ error: (error) => console.error(error) }) },
    config: { get: <T>() => metadata.plugin.config as T },
  });
  const neighbours = metadata.isAlone ? undefined : new Neighbours(metadata.line);
  if (neighbours) for (const other of neighbourApps(neighbours, start)) setup.application.register(other);
  instance.setup(setup, neighbours?.setup ?? {});
  instance.start(start, neighbours?.start ?? {});
  shell.resolveStartServices();
  const app = await appOf(shell, metadata.plugin.id);
  const element = drawFrame(shell);
  return { app, ...(neighbours ? { neighbours } : {}), unmount: showApps(shell, history, element) };
}

async function appOf({ application }: ShellCore, id: string): Promise<App> {
  const app = (await firstValueFrom(application.apps$)).find((one) => one.id === id);
  if (!app) throw new Error('The plugin registered no app');
  return app;
}

type Unmount = () => Promise<void>;

/**
 * Mounts the app of the URL, now and whenever it becomes another one.
 *
 * @returns takes the last one away
 */
function showApps(core: ShellCore, history: History, element: HTMLElement): Unmount {
  let unmount: Promise<Unmount> | undefined;
  const takeAway = async (): Promise<void> => {
    await (
      await unmount
    )?.();
    unmount = undefined;
  };
  const subscription = core.application.current$
    .pipe(
      concatMap(async (app) => {
        await takeAway();
        if (app) unmount = mount(app, core, history, element);
        await unmount;
      }),
    )
    .subscribe({ error: (error: unknown) => console.error(error) });
  return async () => {
    subscription.unsubscribe();
    await takeAway();
  };
}

async function mount(app: App, core: ShellCore, history: History, element: HTMLElement): Promise<Unmount> {
  const route = core.application.routeOf(app);
  const unmount = await app.mount({
    appBasePath: core.http.basePath.prepend(route),
    history: new AppHistory(history, route),
    element,
    theme$: core.theme$,
    onAppLeave: core.application.setLeaveHandler,
    setHeaderActionMenu: (menu) => core.chrome.headerMenu$.next(menu),
  });
  return async () => {
    unmount();
    if (element.childElementCount > 0) throw new Error('The app left something behind in its element');
  };
}
