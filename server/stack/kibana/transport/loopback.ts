/**
 * Calls the Kibana that the plugin runs in, as the user of a request (kibana-contract section 8): the credentials of the
 * request are handed on, the user's own privileges decide. Used where core has no client of its own for that.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { HttpServiceStart, KibanaRequest } from '@kbn/core/server';
import { StackError } from '../../stack';
import { assertAllowed } from './allowed_calls';
import { exchange, type TlsSettings } from './exchange';
import { kibanaHeaders, OWN_CALL_HEADER, payloadOf, queryString } from './headers';
import type { Answer, HttpMethod, KibanaCall, KibanaTransport } from './types';

export interface LoopbackSettings {
  /** Address under which this Kibana reaches itself; by default where it listens. */
  url?: string;
  /** PEM of the authority that signed Kibana's certificate. */
  ca?: string;
  /** Name in Kibana's certificate. */
  servername?: string;
  timeoutMs: number;
  maxBytes: number;
}

interface Target {
  origin: string;
  socketPath?: string;
  tls?: TlsSettings;
}

/** One for the plugin: keeps connections and what is known about the base path. */
export class Loopback {
  private readonly http = new HttpAgent({ keepAlive: true, maxSockets: 20 });
  private readonly https = new HttpsAgent({ keepAlive: true, maxSockets: 20 });
  private rewritesBasePath: Promise<boolean> | undefined;

  constructor(
    private readonly core: Pick<HttpServiceStart, 'basePath' | 'getServerInfo'>,
    private readonly settings: LoopbackSettings,
  ) {}

  asScoped(request: KibanaRequest): KibanaTransport {
    return { request: (method, path, call) => this.call(request, method, path, call) };
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  private async call(request: KibanaRequest, method: HttpMethod, path: string, call: KibanaCall = {}): Promise<Answer> {
    assertAllowed(method, path);
    const prefix = await this.prefix(request);
    const send = (credentials: Record<string, string>) =>
      this.send(method, `${prefix}${path}${queryString(call.query)}`, credentials, call);
    const [first, second] = credentialsOf(request);
    const answer = await send(first ?? {});
    // Kibana can be set up to take no `authorization` header; the session's cookie is good then.
    return answer.status === 401 && second ? send(second) : answer;
  }

  private send(
    method: HttpMethod,
    path: string,
    credentials: Record<string, string>,
    call: KibanaCall = {},
  ): Promise<Answer> {
    const { origin, ...target } = this.target();
    const payload = payloadOf(call);
    return exchange({
      server: 'Kibana',
      method,
      isRead: method === 'GET',
      url: new URL(`${origin}${path}`),
      headers: { ...kibanaHeaders(payload), ...credentials, [OWN_CALL_HEADER]: '1' },
      ...(payload.body === undefined ? {} : { body: payload.body }),
      ...(call.signal ? { signal: call.signal } : {}),
      ...target,
      agent: origin.startsWith('https:') ? this.https : this.http,
      timeoutMs: this.settings.timeoutMs,
      maxBytes: this.settings.maxBytes,
    });
  }

  private target(): Target {
    const { url, ca, servername } = this.settings;
    const { protocol, hostname, port } = this.core.getServerInfo();
    if (url === undefined && protocol === 'socket') return { origin: 'http://localhost', socketPath: hostname };
    const origin = url === undefined ? `${protocol}://${reachable(hostname)}:${port}` : new URL(url).origin;
    if (!origin.startsWith('https:')) return { origin };
    const local = isLoopback(new URL(origin).hostname);
    // A certificate is made for a name, never for 127.0.0.1, and the connection does not leave this machine.
    const verify = !local || servername ? 'full' : ca ? 'chain' : 'none';
    return { origin, tls: { ...(ca ? { ca } : {}), ...(servername ? { servername } : {}), verify } };
  }

  /** Base path as this Kibana wants it, with the space of the request. */
  private async prefix(request: KibanaRequest): Promise<string> {
    const { serverBasePath } = this.core.basePath;
    const full = this.core.basePath.get(request);
    if (serverBasePath === '') return full;
    this.rewritesBasePath ??= this.probe(request, serverBasePath);
    try {
      return (await this.rewritesBasePath) ? full : full.slice(serverBasePath.length);
    } catch (error) {
      this.rewritesBasePath = undefined;
      throw error;
    }
  }

  /** A plugin cannot read `server.rewriteBasePath`; with it off, Kibana does not know paths that start with the base path. */
  private async probe(request: KibanaRequest, serverBasePath: string): Promise<boolean> {
    const { status } = await this.send('GET', `${serverBasePath}/api/status`, credentialsOf(request)[0] ?? {});
    return status !== 404 && status < 500;
  }
}

/** What the request can be repeated with, best first. */
function credentialsOf({ headers }: KibanaRequest): Array<Record<string, string>> {
  return ['authorization', 'cookie'].flatMap((name) => {
    const value = headers[name];
    const text = Array.isArray(value) ? value.join('; ') : value;
    return text ? [{ [name]: text }] : [];
  });
}

/** @throws StackError `rejected` for a request that the workbench itself made */
export function refuseOwnCall({ headers }: KibanaRequest): void {
  if (headers[OWN_CALL_HEADER] === undefined) return;
  throw new StackError('rejected', 'The workbench was called by itself. Check detectionWorkbench.self.url.');
}

function reachable(hostname: string): string {
  if (hostname === '' || hostname === '0.0.0.0') return '127.0.0.1';
  if (hostname === '::') return '[::1]';
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
