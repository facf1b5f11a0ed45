/** Connections that a server ended while nobody used them, noticed only when they are used again; and where they lead. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { remoteElasticsearch, remoteKibana } from './remote';

const limits = { apiKey: 'a2V5', timeoutMs: 2_000, maxBytes: 1_000_000 };

let server: Server;
/** Methods of all requests that arrived, also of those without an answer. */
let arrived: string[];
let url: string;

beforeEach(async () => {
  arrived = [];
  const used = new Set<Socket>();
  server = createServer((request, response) => {
    arrived.push(request.method ?? '');
    if (used.has(request.socket)) request.socket.destroy();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    used.add(request.socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('are made anew for what only reads', async () => {
  const kibana = remoteKibana({ url, ...limits }, 'default');
  await kibana.request('GET', '/api/status');
  expect((await kibana.request('GET', '/api/status')).status).toBe(200);
  const elasticsearch = remoteElasticsearch({ url, ...limits });
  await elasticsearch.request('POST', '/logs-*/_search', { body: {} });
  expect((await elasticsearch.request('POST', '/logs-*/_search', { body: {} })).status).toBe(200);
});

it('fail for what writes: it may have been done', async () => {
  const kibana = remoteKibana({ url, ...limits }, 'default');
  await kibana.request('GET', '/api/status');
  await expect(kibana.request('POST', '/api/exception_lists', { body: {} })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('ended without an answer'),
  });
  expect(arrived.filter((method) => method === 'POST')).toHaveLength(1);
});

it('never leave the base path, whatever an index is called', async () => {
  const elasticsearch = remoteElasticsearch({ url: `${url}/proxy`, ...limits });
  for (const path of ['/../_search', '/./_search', '/%2e%2E/_search', '/logs-*/_mapping/field/..']) {
    await expect(elasticsearch.request('GET', path)).rejects.toMatchObject({ code: 'rejected' });
  }
  expect(arrived).toEqual([]);
  await elasticsearch.request('GET', `/${encodeURIComponent("logs-*,-x:y,<n-{now/d}>,'a'")}/_search`);
  expect(arrived).toEqual(['GET']);
});

it.each([
  ['text/html', (key: string) => `<pre>authorization: ${key}</pre>`],
  ['application/json', (key: string) => JSON.stringify({ message: 'Bad Gateway', request: { authorization: key } })],
])('keep the key out of an answer that repeats the request (%s)', async (type, page) => {
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(502, { 'content-type': type }).end(page(String(request.headers.authorization)));
  });
  const answers = [
    await remoteKibana({ url, ...limits }, 'default').request('GET', '/api/status'),
    await remoteElasticsearch({ url, ...limits }).request('GET', '/_security/_authenticate'),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(502);
    expect(JSON.stringify(body)).toContain('ApiKey ***');
    expect(JSON.stringify(body)).not.toContain(limits.apiKey);
  }
});
