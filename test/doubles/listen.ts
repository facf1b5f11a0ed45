/** A double behind a port of this machine, with or without TLS. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsFiles } from './tls';

export interface RunningDouble {
  /** `http://127.0.0.1:<port>`, or `https:` */
  url: string;
  close(): Promise<void>;
}

export interface ListenOptions {
  tls?: TlsFiles;
  /** A port to listen on again, after the server was gone. */
  port?: number;
}

export async function listen(listener: RequestListener, { tls, port = 0 }: ListenOptions = {}): Promise<RunningDouble> {
  const server: Server = tls ? createTlsServer({ ...tls }, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`, close: () => closed(server) };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
