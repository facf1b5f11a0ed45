/** A page of Kibana as a plugin meets it: globals first, then setup, start, and the app mounted into an element. */
import { createBrowserHistory } from 'history';
import type { App, Plugin, PluginInitializerContext } from '@kbn/core/public';
import type { PageMetadata } from '../../../standalone/host/page';
import { createBundles } from '../../../standalone/shell/core/bundles';
import { createShellCore, type ShellCore } from '../../../standalone/shell/core/core';
import { AppHistory } from '../../../standalone/shell/core/scoped_history';
import { sharedDeps } from '../../../standalone/shell/shared_deps';
import { drawFrame } from './frame';
import { kibanaCore, type KibanaLine } from './kibana_core';

/** What the server of the tests writes into the page. */
export interface ShellMetadata extends PageMetadata {
  line: KibanaLine;
}

interface PluginBundle {
  plugin(context: PluginInitializerContext): Plugin<unknown, unknown>;
}

export interface KibanaPage {
  app: App;
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
  instance.setup(setup, {});
  instance.start(start, {});
  shell.resolveStartServices();
  const app = await firstApp(shell);
  return { app, unmount: await mount(app, shell, new AppHistory(history, shell.application.routeOf(app))) };
}

function firstApp({ application }: ShellCore): Promise<App> {
  return new Promise((resolve, reject) => {
    application.apps$.subscribe(([app]) => (app ? resolve(app) : reject(new Error('The plugin registered no app'))));
  });
}

async function mount(app: App, core: ShellCore, history: AppHistory): Promise<() => Promise<void>> {
  const element = drawFrame(core);
  const unmount = await app.mount({
    appBasePath: core.http.basePath.prepend(core.application.routeOf(app)),
    history,
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
