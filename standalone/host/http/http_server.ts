/** The HTTP side of the host: hapi, as in Kibana, with the rules that Kibana's core puts around every route. */
import Hapi, { type Lifecycle, type Request, type ResponseToolkit, type ServerRoute } from '@hapi/hapi';
import type { BasePath, Headers, HttpServerInfo, IRouter, Logger, RequestHandlerContext } from '@kbn/core/server';
import { INTERNAL_ERROR, errorBody } from './errors';
import { allowedHostNames, isAllowedHost } from './host_header';
import { createRouter, type HostRoute } from './router';
import { runRoute } from './run_route';
import { NO_STORE, SECURITY_HEADERS } from './security_headers';

/** Kibana's `server.maxPayload`. */
const MAX_PAYLOAD_BYTES = 1_048_576;
/** Kibana 9's `server.payloadTimeout`: a body must arrive within this time unless the route says otherwise. */
const PAYLOAD_TIMEOUT_MS = 20_000;
/** Kibana's `server.socketTimeout`: a silent connection is closed after this time. */
const SOCKET_TIMEOUT_MS = 120_000;

declare module '@hapi/hapi' {
  interface RouteOptionsApp {
    /** Set for routes that came through a Kibana router. */
    hostRoute?: HostRoute;
  }
}

export interface HttpServerOptions {
  /** Address to listen on. */
  host: string;
  /** 0 picks a free port. */
  port: number;
  /** Prefix of every URL, e.g. `/workbench`; empty for none. */
  basePath: string;
  /** Version that browsers of an older page are compared with (`kbn-version`). */
  version: string;
  logger: Logger;
  /** Whether the person at the page holds an API privilege. */
  hasPrivilege(privilege: string): boolean;
  context: RequestHandlerContext;
}

export class HttpServer {
  private readonly hapi: Hapi.Server;
  readonly basePath: BasePath;

  constructor(private readonly options: HttpServerOptions) {
    const { basePath, host, port } = options;
    this.hapi = Hapi.server({
      host,
      port,
      debug: false,
      routes: { payload: { maxBytes: MAX_PAYLOAD_BYTES }, state: { parse: false, failAction: 'ignore' } },
    });
    // Imports of large files may take long; idle sockets are bounded per route instead.
    this.hapi.listener.requestTimeout = 0;
    this.basePath = {
      serverBasePath: basePath,
      get: () => basePath,
      prepend: (path) => `${basePath}${path}`,
      remove: (path) => withoutPrefix(path, basePath) ?? path,
    };
    const allowed = allowedHostNames(host);
    this.hapi.ext('onRequest', (request, toolkit) => this.checkHost(request, toolkit, allowed));
    this.hapi.ext('onRequest', (request, toolkit) => this.stripBasePath(request, toolkit));
    this.hapi.ext('onPreAuth', (request, toolkit) => this.checkRules(request, toolkit));
    this.hapi.ext('onPreResponse', (request, toolkit) => this.finish(request, toolkit));
  }

  createRouter(): IRouter {
    return createRouter((route) => this.hapi.route(this.toHapiRoute(route)));
  }

  /** For what is not an API: the page itself and its files. */
  addRoute(route: ServerRoute): void {
    this.hapi.route(route);
  }

  /** @throws the listener's error, e.g. with `code` EADDRINUSE */
  async start(): Promise<void> {
    await this.hapi.start();
  }

  /** Lets running requests finish for at most `timeoutMs`, then closes their connections. */
  async stop(timeoutMs: number): Promise<void> {
    await this.hapi.stop({ timeout: timeoutMs });
    this.hapi.listener.closeAllConnections();
  }

  getServerInfo(): HttpServerInfo {
    return {
      name: 'detection-workbench',
      hostname: this.options.host,
      port: Number(this.hapi.info.port),
      protocol: 'http',
    };
  }

  private toHapiRoute(route: HostRoute): ServerRoute {
    const { body = {}, timeout = {} } = route.options;
    const isRaw = body.output === 'stream' || body.parse === false;
    return {
      method: route.method,
      path: route.path,
      handler: (request, toolkit) => runRoute(route, this.options, request, toolkit),
      options: {
        app: { hostRoute: route },
        timeout: { socket: timeout.idleSocket ?? SOCKET_TIMEOUT_MS },
        payload:
          route.method === 'get'
            ? undefined
            : {
                maxBytes: body.maxBytes ?? MAX_PAYLOAD_BYTES,
                output: body.output ?? 'data',
                parse: body.parse ?? true,
                // Only JSON is parsed: a form on some other site can send nothing that a route would read.
                allow: body.accepts ?? (isRaw ? undefined : 'application/json'),
                timeout: timeout.payload ?? (isRaw ? false : PAYLOAD_TIMEOUT_MS),
              },
      },
    };
  }

  private checkHost(request: Request, toolkit: ResponseToolkit, allowed: ReadonlySet<string>): Lifecycle.ReturnValue {
    if (isAllowedHost(request.raw.req.headers.host, allowed)) return toolkit.continue;
    return refuse(
      toolkit,
      403,
      'This host is not reachable under that name. Open it as localhost, or start it with --host.',
    );
  }

  private stripBasePath(request: Request, toolkit: ResponseToolkit): Lifecycle.ReturnValue {
    const { basePath } = this.options;
    if (!basePath) return toolkit.continue;
    const rest = withoutPrefix(request.url.pathname, basePath);
    if (rest === undefined) {
      return request.path === '/' ? toolkit.redirect(`${basePath}/`).takeover() : refuse(toolkit, 404);
    }
    request.setUrl(`${rest}${request.url.search}`);
    return toolkit.continue;
  }

  /** Checked before a body is read. */
  private checkRules(request: Request, toolkit: ResponseToolkit): Lifecycle.ReturnValue {
    const route = request.route.settings.app?.hostRoute;
    if (!route) return toolkit.continue;
    const headers = request.headers as Headers;
    const { version } = this.options;
    const browserVersion = headers['kbn-version'];
    if (browserVersion !== undefined && browserVersion !== version) {
      const message = `Browser client is out of date, please refresh the page ("kbn-version" header was "${browserVersion}" but should be "${version}")`;
      return refuse(toolkit, 400, message);
    }
    const isWrite = route.method !== 'get' && route.options.xsrfRequired !== false;
    if (isWrite && browserVersion === undefined && headers['kbn-xsrf'] === undefined) {
      return refuse(toolkit, 400, 'Request must contain a kbn-xsrf header.');
    }
    const missing = route.privileges.filter((privilege) => !this.options.hasPrivilege(privilege));
    if (missing.length > 0) {
      const call = `${route.method.toUpperCase()} ${route.path}`;
      return refuse(
        toolkit,
        403,
        `API [${call}] is unauthorized for user, this action is granted by the Kibana privileges [${missing}]`,
      );
    }
    return toolkit.continue;
  }

  /** The last word on every answer: headers, and errors without inner details. */
  private finish(request: Request, toolkit: ResponseToolkit): Lifecycle.ReturnValue {
    const { response } = request;
    if ('isBoom' in response) {
      const { statusCode, payload } = response.output;
      if (statusCode >= 500) this.options.logger.error(response, { path: request.path });
      if (statusCode >= 500) payload.message = INTERNAL_ERROR;
      Object.assign(response.output.headers, SECURITY_HEADERS, { 'cache-control': NO_STORE });
      return toolkit.continue;
    }
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.header(name, value);
    if (response.headers['cache-control'] === undefined) response.header('cache-control', NO_STORE);
    return toolkit.continue;
  }
}

function refuse(toolkit: ResponseToolkit, status: number, message?: string): Lifecycle.ReturnValue {
  return toolkit.response(errorBody(status, message)).code(status).takeover();
}

/** The path below a prefix, with its leading slash; undefined when the path is not below it. */
function withoutPrefix(path: string, prefix: string): string | undefined {
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
}
