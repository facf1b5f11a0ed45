/** The double behind a port of this machine, for what must go over HTTP: transports, timeouts, connections that end. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KibanaDouble } from './double';
import { ConnectionDropped } from './faults';
import { wireBytes } from './protocol';

export interface RunningDouble {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

export async function serve(double: KibanaDouble): Promise<RunningDouble> {
  const server = createServer((request, response) => void answer(double, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closed(server) };
}

async function answer(double: KibanaDouble, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const body = Buffer.concat(chunks).toString('utf8');
  try {
    const reply = await double.handle({ method: request.method ?? 'GET', path: request.url ?? '/', headers, body });
    response.writeHead(reply.status, reply.headers).end(wireBytes(reply));
  } catch (error) {
    if (error instanceof ConnectionDropped) response.destroy();
    else response.writeHead(500).end(String(error));
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
