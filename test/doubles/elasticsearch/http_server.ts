/** The double behind a port of this machine, with API keys. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, headersOf, listen, type ListenOptions, type RunningDouble } from '../listen';
import type { EsAnswer } from './answers';
import type { ElasticsearchDouble } from './double';
import { holderOf, notAuthenticated, securityAnswer, type KeyHolders } from './security';

export function serveElasticsearch(
  double: ElasticsearchDouble,
  holders: KeyHolders,
  options?: ListenOptions,
): Promise<RunningDouble> {
  return listen((request, response) => void answer(double, holders, request, response), options);
}

async function answer(
  double: ElasticsearchDouble,
  holders: KeyHolders,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const { pathname, searchParams } = new URL(url, 'http://double');
  const text = await bodyOf(request);
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  const reply = (): EsAnswer => {
    const holder = holderOf(headersOf(request)['authorization'], holders);
    if (!holder) return notAuthenticated(pathname);
    return (
      securityAnswer(pathname, body, holder) ?? double.handle(method, pathname, Object.fromEntries(searchParams), body)
    );
  };
  const { status, body: content } = reply();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}
