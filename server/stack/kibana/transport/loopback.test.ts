/** Against a server of our own on this machine: what goes out, what comes back, and what is refused. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KibanaRequest } from '@kbn/core/server';
import { Loopback, refuseOwnCall, type LoopbackSettings } from './loopback';
import { remoteKibana } from './remote';

interface Arrived {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server | undefined;
let loopback: Loopback | undefined;
const arrived: Arrived[] = [];

afterEach(async () => {
  loopback?.close();
  arrived.splice(0);
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

const listening = async (made: Server): Promise<number> => {
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return (made.address() as AddressInfo).port;
};

/** A server that notes what arrives and answers as told. */
const serve = (answer: (call: Arrived) => { status: number; body?: string; type?: string; location?: string }) => {
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const call = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      arrived.push(call);
      const { status, body = '{}', type = 'application/json; charset=utf-8', location } = answer(call);
      response.writeHead(status, { 'content-type': type, ...(location ? { location } : {}) }).end(body);
    });
  };
  return listening(createServer(listener));
};

const limits = { timeoutMs: 2_000, maxBytes: 100_000 };

interface Surroundings {
  settings?: Partial<LoopbackSettings>;
  protocol?: 'http' | 'https';
  hostname?: string;
  serverBasePath?: string;
  space?: string;
}

const transportTo = (port: number, headers: KibanaRequest['headers'] = {}, surroundings: Surroundings = {}) => {
  const { settings = {}, protocol = 'http', hostname = '127.0.0.1', serverBasePath = '', space = '' } = surroundings;
  loopback = new Loopback(
    {
      basePath: {
        serverBasePath,
        get: () => `${serverBasePath}${space ? `/s/${space}` : ''}`,
        prepend: (path) => path,
        remove: (path) => path,
      },
      getServerInfo: () => ({ name: 'k', protocol, hostname, port }),
    },
    { ...limits, ...settings },
  );
  return loopback.asScoped({ headers } as KibanaRequest);
};

describe('calls to the own Kibana', () => {
  it('carry the credentials, the space, the version and nothing of the browser', async () => {
    const port = await serve(() => ({ status: 200, body: '{"data":[]}' }));
    const headers = { authorization: 'Basic c2VjcmV0', 'kbn-version': '8.12.2', origin: 'http://x', cookie: 'sid=1' };
    const answer = await transportTo(port, headers, { hostname: '0.0.0.0', space: 'blue' }).request(
      'GET',
      '/api/detection_engine/rules/_find',
      { query: { filter: 'a: "b c"', page: 1, none: undefined } },
    );
    expect(answer).toEqual({ status: 200, body: { data: [] } });
    expect(arrived[0]?.url).toBe('/s/blue/api/detection_engine/rules/_find?filter=a%3A+%22b+c%22&page=1');
    expect(arrived[0]?.headers).toMatchObject({
      authorization: 'Basic c2VjcmV0',
      'elastic-api-version': '2023-10-31',
      'x-detection-workbench-call': '1',
    });
    expect(arrived[0]?.headers).toHaveProperty('kbn-xsrf');
    for (const name of ['kbn-version', 'origin', 'cookie']) expect(arrived[0]?.headers).not.toHaveProperty(name);
  });

  it('fall back to the cookie where Kibana takes no authorization', async () => {
    const port = await serve(({ headers }) => ({ status: headers.cookie ? 200 : 401 }));
    const transport = transportTo(port, { authorization: 'Bearer x', cookie: 'sid=1' });
    expect((await transport.request('GET', '/api/exception_lists')).status).toBe(200);
    expect(arrived.map(({ headers }) => [headers.authorization, headers.cookie])).toEqual([
      ['Bearer x', undefined],
      [undefined, 'sid=1'],
    ]);
  });

  it('send JSON as JSON and a file as a form', async () => {
    const port = await serve(() => ({ status: 200 }));
    const transport = transportTo(port);
    await transport.request('POST', '/api/exception_lists', { body: { name: 'Zoë' } });
    await transport.request('POST', '/api/detection_engine/rules/_import', {
      multipart: { filename: 'rules.ndjson', text: '{"rule_id":"a"}\n' },
    });
    expect(JSON.parse(arrived[0]?.body ?? '')).toEqual({ name: 'Zoë' });
    expect(arrived[1]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(arrived[1]?.body).toContain('name="file"; filename="rules.ndjson"');
    expect(arrived[1]?.body).toContain('{"rule_id":"a"}\n');
  });

  it.each([
    ['with', true, '/kbn/s/blue/api/exception_lists'],
    ['without', false, '/s/blue/api/exception_lists'],
  ])('go %s the base path as this Kibana wants it, found out once', async (_how, rewrites, expected) => {
    const port = await serve(({ url }) => ({ status: url.startsWith('/kbn') === rewrites ? 200 : 404 }));
    const transport = transportTo(port, {}, { serverBasePath: '/kbn', space: 'blue' });
    await transport.request('GET', '/api/exception_lists');
    await transport.request('GET', '/api/exception_lists');
    expect(arrived.map(({ url }) => url)).toEqual(['/kbn/api/status', expected, expected]);
  });

  it('go only where the workbench calls', async () => {
    const port = await serve(() => ({ status: 200 }));
    await expect(transportTo(port).request('GET', '/internal/security/me')).rejects.toThrow('does not call');
    expect(arrived).toEqual([]);
  });

  it('follow no redirect', async () => {
    const port = await serve(() => ({ status: 302, location: 'http://elsewhere/' }));
    await expect(transportTo(port).request('GET', '/api/status')).rejects.toMatchObject({ code: 'unavailable' });
    expect(arrived).toHaveLength(1);
  });

  it('end at the size that is allowed', async () => {
    const port = await serve(() => ({ status: 200, body: JSON.stringify('x'.repeat(200_000)) }));
    await expect(transportTo(port).request('GET', '/api/status')).rejects.toMatchObject({ code: 'too_large' });
  });

  it('end at the time that is allowed, and when they are cancelled', async () => {
    const port = await listening(createServer(() => undefined));
    const transport = transportTo(port, {}, { settings: { timeoutMs: 100 } });
    await expect(transport.request('GET', '/api/status')).rejects.toMatchObject({ code: 'timeout' });
    const controller = new AbortController();
    const waiting = transport.request('GET', '/api/status', { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('say that Kibana cannot be reached', async () => {
    const port = await serve(() => ({ status: 200 }));
    await new Promise((resolve) => server?.close(resolve));
    await expect(transportTo(port).request('GET', '/api/status')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('hand on errors and texts as answers', async () => {
    const port = await serve(({ url }) =>
      url.includes('status')
        ? { status: 503, body: 'Kibana server is not ready yet', type: 'text/plain' }
        : { status: 204, body: '' },
    );
    const transport = transportTo(port);
    expect(await transport.request('GET', '/api/status')).toEqual({
      status: 503,
      body: 'Kibana server is not ready yet',
    });
    expect(await transport.request('GET', '/api/exception_lists')).toEqual({ status: 204, body: null });
  });

  it('that come back to the workbench are refused', () => {
    expect(() => refuseOwnCall({ headers: { 'x-detection-workbench-call': '1' } } as unknown as KibanaRequest)).toThrow(
      'called by itself',
    );
    expect(() => refuseOwnCall({ headers: {} } as KibanaRequest)).not.toThrow();
  });
});

describe('calls from outside', () => {
  it('carry the API key and go into the space, below the base path', async () => {
    const port = await serve(() => ({ status: 200 }));
    const transport = remoteKibana({ url: `http://127.0.0.1:${port}/kbn/`, apiKey: 'a2V5', ...limits }, 'blue');
    await transport.request('GET', '/api/status');
    expect(arrived[0]).toMatchObject({ url: '/kbn/s/blue/api/status', headers: { authorization: 'ApiKey a2V5' } });
  });
});

const certificate = (): { key: string; cert: string } | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const name = ['-subj', '/CN=kibana.test', '-addext', 'subjectAltName=DNS:kibana.test'];
    execFileSync('openssl', ['req', '-x509', ...options, ...name, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('calls over TLS', () => {
  const made = certificate();
  if (!made) {
    console.warn('Skipped: the tests of TLS need openssl.');
    it.todo('needs openssl');
    return;
  }
  const serveTls = () => listening(createTlsServer(made, (_, response) => response.end('{}')) as unknown as Server);

  it.each([
    ['nothing set', {}, true],
    ['the authority', { ca: made.cert }, true],
    ['the authority and the name', { ca: made.cert, servername: 'kibana.test' }, true],
    ['another name', { ca: made.cert, servername: 'other.test' }, false],
    ['the name without the authority', { servername: 'kibana.test' }, false],
  ])('within this machine, with %s', async (_what, settings, works) => {
    const port = await serveTls();
    const call = transportTo(port, {}, { protocol: 'https', settings }).request('GET', '/api/status');
    if (works) expect((await call).status).toBe(200);
    else
      await expect(call).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('certificate'),
      });
  });

  it('from outside are never made to a server that nobody vouches for', async () => {
    const port = await serveTls();
    const settings = { url: `https://127.0.0.1:${port}`, apiKey: 'a2V5', ...limits };
    await expect(remoteKibana(settings, 'default').request('GET', '/api/status')).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
