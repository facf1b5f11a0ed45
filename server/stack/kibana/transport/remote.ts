/** Kibana and Elasticsearch from outside, with an API key. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { StackError } from '../../stack';
import { assertAllowed } from './allowed_calls';
import { exchange, type Exchange } from './exchange';
import { kibanaHeaders, payloadOf, queryString } from './headers';
import type { Answer, ElasticsearchTransport, KibanaTransport, Query } from './types';

export interface RemoteSettings {
  /** Base address, with the base path where there is one. */
  url: string;
  /** The key in its encoded form, as Kibana shows it once. */
  apiKey: string;
  /** PEM of the authority that signed the server's certificate, where the system does not know it. */
  ca?: string;
  timeoutMs: number;
  maxBytes: number;
}

/** @param space id of the space that all calls go to */
export function remoteKibana(settings: RemoteSettings, space: string): KibanaTransport {
  const prefix = `${baseOf(settings.url)}${space === 'default' ? '' : `/s/${encodeURIComponent(space)}`}`;
  const connection = connect('Kibana', settings);
  return {
    request: async (method, path, call = {}) => {
      assertAllowed(method, path);
      const payload = payloadOf(call);
      const answer = await exchange({
        ...connection,
        method,
        isRead: method === 'GET',
        url: addressOf(prefix, path, call.query),
        headers: { ...kibanaHeaders(payload), ...authorization(settings) },
        ...(payload.body === undefined ? {} : { body: payload.body }),
        ...(call.signal ? { signal: call.signal } : {}),
      });
      return withoutKey(answer, settings);
    },
  };
}

export function remoteElasticsearch(settings: RemoteSettings): ElasticsearchTransport {
  const connection = connect('Elasticsearch', settings);
  return {
    request: async (method, path, { query, body, signal, timeoutMs } = {}) => {
      const answer = await exchange({
        ...connection,
        method,
        // Whatever is changed is changed through Kibana.
        isRead: true,
        url: addressOf(baseOf(settings.url), path, query),
        headers: { 'content-type': 'application/json', ...authorization(settings) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        ...(signal ? { signal } : {}),
        timeoutMs: timeoutMs ?? settings.timeoutMs,
      });
      return withoutKey(answer, settings);
    },
  };
}

function connect(
  server: string,
  { url, ca, timeoutMs, maxBytes }: RemoteSettings,
): Pick<Exchange, 'server' | 'timeoutMs' | 'maxBytes' | 'agent' | 'tls'> {
  const limits = { server, timeoutMs, maxBytes };
  if (!url.startsWith('https:')) return { ...limits, agent: new HttpAgent({ keepAlive: true }) };
  const agent = new HttpsAgent({ keepAlive: true });
  return { ...limits, agent, tls: { ...(ca ? { ca } : {}), verify: 'full' } };
}

const authorization = ({ apiKey }: RemoteSettings): Record<string, string> => ({ authorization: `ApiKey ${apiKey}` });

const baseOf = (url: string): string => (url.endsWith('/') ? url.slice(0, -1) : url);

/**
 * Reading an address must not make another path of it: with an index called `..` it would leave the base path, and take
 * the key to whatever else is on that server.
 */
function addressOf(base: string, path: string, query: Query | undefined): URL {
  const url = new URL(`${base}${path}${queryString(query)}`);
  if (!url.pathname.endsWith(path)) throw new StackError('rejected', `"." and ".." name nothing: ${path}`);
  return url;
}

/** What a proxy on the way says about a failure may repeat the request, and from here it reaches the page and the log. */
function withoutKey(answer: Answer, { apiKey }: RemoteSettings): Answer {
  if (answer.status < 400) return answer;
  const text = JSON.stringify(answer.body);
  return text.includes(apiKey) ? { ...answer, body: JSON.parse(text.replaceAll(apiKey, '***')) as unknown } : answer;
}
