/** Hosts one Kibana plugin without Kibana: takes its server half through setup and start, and serves the page for its browser half. */
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { of } from 'rxjs';
import type {
  Capabilities,
  CoreRequestHandlerContext,
  Logger,
  Plugin,
  PluginConfigDescriptor,
  PluginInitializerContext,
} from '@kbn/core/server';
import { APP_ID, uiCapabilities } from '../../common/tiers';
import { createCore } from './core';
import { HttpServer } from './http/http_server';
import { serveFiles } from './http/static_files';
import { renderPage, type PageMetadata, type ShellAssets } from './page';
import { privilegesOf, tiersOf, type Role } from './roles';

/** Time that running requests get when the host stops. */
const STOP_TIMEOUT_MS = 3_000;

/** A plugin whose server half can be made here. */
export interface HostedPlugin<Config> {
  id: string;
  config: PluginConfigDescriptor<Config>;
  create(context: PluginInitializerContext<Config>): Plugin<unknown, unknown>;
  /** Configuration as in kibana.yml below the plugin's path. */
  settings: Record<string, unknown>;
  /** What the browser half may know of the configuration. */
  browserConfig: Record<string, unknown>;
}

export interface HostOptions<Config> {
  plugin: HostedPlugin<Config>;
  /** Address to listen on. */
  host: string;
  /** 0 picks a free port. */
  port: number;
  /** Prefix of every URL, e.g. `/workbench`; empty for none. */
  basePath: string;
  role: Role;
  username: string;
  /** Folder with the built browser files (scripts/start.mjs). */
  bundlesDir: string;
  logger: Logger;
}

export interface Host {
  /** Where a browser on this machine finds it, with the base path, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** What scripts/bundle_standalone.mjs says about its output, in `<bundlesDir>/manifest.json`. */
interface BundleManifest {
  version: string;
  shell: ShellAssets;
}

const NOT_BUILT: BundleManifest = {
  version: 'not-built',
  shell: { boot: 'shell/boot.js', shell: 'shell/shell.js', styles: [], icon: 'shell/icon.svg' },
};

/**
 * Sets the plugin up, starts it, then listens: nobody is answered by half a plugin.
 *
 * @throws whatever the plugin throws; the listener's error (`code` EADDRINUSE when the port is taken)
 */
export async function startHost<Config>(options: HostOptions<Config>): Promise<Host> {
  const { basePath, bundlesDir, host, logger, plugin, port, role, username } = options;
  const manifest = readManifest(bundlesDir);
  const granted = privilegesOf(role);
  const capabilities: Capabilities = {
    navLinks: { [plugin.id]: true },
    management: {},
    catalogue: {},
    [APP_ID]: uiCapabilities(tiersOf(role)),
  };
  const http = new HttpServer({
    host,
    port,
    basePath,
    version: manifest.version,
    logger: logger.get('http'),
    hasPrivilege: (privilege) => granted.has(privilege),
    context: { core: unavailableContext() },
  });
  const core = createCore({ http, capabilities, user: { username, roles: [role] } });
  const instance = plugin.create(initializerContext(plugin, manifest.version, logger));
  const metadata: PageMetadata = {
    basePath,
    version: manifest.version,
    capabilities,
    user: { username },
    plugin: {
      id: plugin.id,
      publicPath: `${basePath}/bundles/plugin/${plugin.id}/${manifest.version}/`,
      config: plugin.browserConfig,
    },
  };
  try {
    instance.setup(core.setup, {});
    addPages(http, bundlesDir, renderPage(metadata, manifest.shell), `${basePath}/app/${plugin.id}`);
    core.resolveStartServices({}, instance.start(core.start, {}));
    await http.start();
  } catch (error) {
    await http.stop(0);
    await instance.stop?.();
    throw error;
  }
  const info = http.getServerInfo();
  return {
    url: `http://${reachableName(host)}:${info.port}${basePath}`,
    port: info.port,
    stop: async () => {
      await http.stop(STOP_TIMEOUT_MS);
      await instance.stop?.();
    },
  };
}

function addPages(http: HttpServer, bundlesDir: string, page: string, home: string): void {
  http.addRoute({ method: 'GET', path: '/', handler: (_request, toolkit) => toolkit.redirect(home) });
  http.addRoute({
    method: 'GET',
    path: '/app/{path*}',
    handler: (_request, toolkit) => toolkit.response(page).type('text/html; charset=utf-8'),
  });
  http.addRoute({ method: 'GET', path: '/bundles/{path*}', handler: serveFiles(bundlesDir) });
}

function initializerContext<Config>(
  plugin: HostedPlugin<Config>,
  version: string,
  logger: Logger,
): PluginInitializerContext<Config> {
  const config: unknown = plugin.config.schema.validate(plugin.settings);
  return {
    opaqueId: Symbol(plugin.id),
    env: {
      mode: { dev: false, prod: true },
      packageInfo: { version, branch: 'standalone', buildNum: 0, buildSha: '', dist: true },
      instanceUuid: randomUUID(),
    },
    logger: { get: (...context) => logger.get('plugins', plugin.id, ...context) },
    config: { create: <T>() => of(config as T), get: <T>() => config as T },
  };
}

/** Handlers of the plugin reach their data through the stack port; only Kibana has a core context. */
function unavailableContext(): Promise<CoreRequestHandlerContext> {
  const context = Promise.reject<CoreRequestHandlerContext>(new Error('The core context exists only inside Kibana'));
  context.catch(() => undefined);
  return context;
}

function readManifest(bundlesDir: string): BundleManifest {
  try {
    return JSON.parse(readFileSync(join(bundlesDir, 'manifest.json'), 'utf8')) as BundleManifest;
  } catch {
    return NOT_BUILT;
  }
}

function reachableName(boundTo: string): string {
  if (boundTo === '127.0.0.1' || boundTo === '0.0.0.0' || boundTo === '::' || boundTo === '::1') return 'localhost';
  return boundTo.includes(':') ? `[${boundTo}]` : boundTo;
}
