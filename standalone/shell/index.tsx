/** Starts the browser half: provides the shared libraries, takes the plugin through setup and start, draws the shell. */
import React from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserHistory } from 'history';
import type { Plugin, PluginInitializerContext } from '@kbn/core/public';
import type { PageMetadata } from '../host/page';
import { FatalError } from './chrome/error_screens';
import { Shell } from './chrome/shell';
import { ThemeContexts } from './chrome/theme_contexts';
import { createBundles } from './core/bundles';
import { createShellCore, type ShellCore } from './core/core';
import { sharedDeps } from './shared_deps';

const metadata = JSON.parse(
  document.querySelector('kbn-injected-metadata')?.getAttribute('data') ?? '{}',
) as PageMetadata;

Object.assign(globalThis, {
  __kbnSharedDeps__: sharedDeps,
  __kbnBundles__: createBundles(),
  __kbnPublicPath__: { [metadata.plugin.id]: metadata.plugin.publicPath },
});

/** What a plugin's bundle defines. */
interface PluginBundle {
  plugin(context: PluginInitializerContext): Plugin<unknown, unknown>;
}

function startPlugin(core: ShellCore): void {
  const { id, config } = metadata.plugin;
  const bundle = __kbnBundles__.get(`plugin/${id}/public`) as PluginBundle;
  const plugin = bundle.plugin({
    opaqueId: Symbol(id),
    env: { mode: { dev: false, prod: true }, packageInfo: { version: metadata.version, buildNum: 0 } },
    logger: { get: () => ({ error: (error) => core.toasts.addError(toError(error), { title: id }) }) },
    config: { get: <T,>() => config as T },
  });
  plugin.setup(core.setup, {});
  plugin.start(core.start, {});
  core.resolveStartServices();
}

function toError(error: string | Error): Error {
  return typeof error === 'string' ? new Error(error) : error;
}

function start(): void {
  const container = document.getElementById('kibana-body');
  if (!container) return;
  const history = createBrowserHistory({ basename: metadata.basePath });
  const core = createShellCore(metadata, history);
  const root = createRoot(container);
  try {
    startPlugin(core);
  } catch (error) {
    root.render(
      <ThemeContexts theme$={core.theme$} isRoot>
        <FatalError error={error instanceof Error ? error : new Error(String(error))} />
      </ThemeContexts>,
    );
    return;
  }
  const home = `${metadata.basePath}/app/${metadata.plugin.id}`;
  root.render(<Shell core={core} history={history} home={home} username={metadata.user.username} />);
}

// The plugin's script is deferred like this one, so by now it has run too.
document.addEventListener('DOMContentLoaded', start);
