/** The double behind a port of this machine, for what must go over HTTP: transports, timeouts, connections that end. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, headersOf, listen, type ListenOptions, type RunningDouble } from '../listen';
import type { KibanaDouble } from './double';
import { ConnectionDropped } from './faults';
import { wireBytes } from './protocol';

export type { RunningDouble } from '../listen';

export function serve(double: KibanaDouble, options?: ListenOptions): Promise<RunningDouble> {
  return listen((request, response) => void answer(double, request, response), options);
}

async function answer(double: KibanaDouble, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/' } = request;
  try {
    const reply = await double.handle({ method, path, headers: headersOf(request), body: await bodyOf(request) });
    response.writeHead(reply.status, reply.headers).end(wireBytes(reply));
  } catch (error) {
    if (error instanceof ConnectionDropped) response.destroy();
    else response.writeHead(500).end(String(error));
  }
}
