import { schema } from '@kbn/config-schema';
import { type Readable } from 'node:stream';
import type { IRouter, RouteValidationFunction } from '@kbn/core/server';
import { apiPrivilege, routeAccess } from '../../../server/privileges';
import { FOR_VIEWERS, startTestHost, type TestHost } from '../host_for_tests';

const portNumber: RouteValidationFunction<{ port: number }> = (value, { ok, badRequest }) => {
  const port = Number((value as { port?: unknown } | null)?.port);
  return port > 0 ? ok({ port }) : badRequest('a port is a positive number', ['port']);
};
const anything: RouteValidationFunction<unknown> = (value, { ok }) => ok(value);

function sampleRoutes(router: IRouter): void {
  router.get(
    { path: '/api/ports/{port}', validate: { params: portNumber }, ...FOR_VIEWERS },
    (_context, request, response) => response.ok({ body: { params: request.params, query: request.query } }),
  );
  router.post({ path: '/api/ports', validate: { body: portNumber }, ...FOR_VIEWERS }, (_context, { body }, response) =>
    response.ok({ body }),
  );
  router.put(
    { path: '/api/config', validate: { body: schema.object({ name: schema.string() }) }, ...FOR_VIEWERS },
    (_context, { body }, response) => response.ok({ body }),
  );
  router.post({ path: '/api/echo', validate: { body: anything }, ...FOR_VIEWERS }, (_context, { body }, response) =>
    response.ok({ body: { got: body } }),
  );
  router.post({ path: '/api/unchecked', validate: false, ...FOR_VIEWERS }, (_context, { body }, response) =>
    response.ok({ body: { got: body } }),
  );
  router.get({ path: '/api/throws', validate: false, ...FOR_VIEWERS }, () => {
    throw new Error('secret path /home/ana');
  });
  router.get({ path: '/api/nothing', validate: false, ...FOR_VIEWERS }, () => undefined as never);
  router.get({ path: '/api/conflict', validate: false, ...FOR_VIEWERS }, (_context, _request, response) =>
    response.conflict({ body: { message: 'Somebody was faster', attributes: { currentVersion: '2' } } }),
  );
  router.post(
    {
      path: '/api/upload',
      validate: { body: anything },
      security: FOR_VIEWERS.security,
      options: {
        ...FOR_VIEWERS.options,
        body: { output: 'stream', parse: false, maxBytes: 20_000_000, accepts: ['application/x-ndjson'] },
      },
    },
    async (_context, { body }, response) => {
      let bytes = 0;
      for await (const chunk of body as Readable) bytes += (chunk as Buffer).length;
      return response.ok({ body: { bytes } });
    },
  );
  const { tags, security } = routeAccess('manage');
  router.delete(
    { path: '/api/everything', validate: false, options: { tags }, security },
    (_context, _request, response) => response.noContent(),
  );
  router.versioned
    .get({ path: '/api/versioned', access: 'public', ...FOR_VIEWERS })
    .addVersion({ version: '2023-10-31', validate: false }, (_context, _request, response) =>
      response.ok({ body: { is: 'old' } }),
    )
    .addVersion({ version: '2025-01-01', validate: false }, (_context, _request, response) =>
      response.ok({ body: { is: 'new' } }),
    );
  router.versioned
    .get({ path: '/internal/versioned', access: 'internal', ...FOR_VIEWERS })
    .addVersion({ version: '1', validate: false }, (_context, _request, response) =>
      response.ok({ body: { is: 'internal' } }),
    );
}

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost(sampleRoutes);
});
afterAll(() => host.stop());

const failure = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });

describe('validation', () => {
  it('hands over what the validator made of the input, and nothing that has no validator', async () => {
    const response = await host.call('/api/ports/8444?port=1');
    expect(await response.json()).toEqual({ params: { port: 8444 }, query: {} });
    expect(await (await host.send('POST', '/api/unchecked', { a: 1 })).json()).toEqual({ got: {} });
  });

  it.each([
    ['GET', '/api/ports/none', undefined, '[request params.port]: a port is a positive number'],
    ['POST', '/api/ports', { port: -1 }, '[request body.port]: a port is a positive number'],
    ['PUT', '/api/config', { name: 5 }, '[request body.name]: expected value of type [string] but got [number]'],
  ])('%s %s says where the mistake is', async (method, path, body, message) => {
    const response = body ? await host.send(method, path, body) : await host.call(path);
    expect(await failure(response)).toEqual({ status: 400, body: { statusCode: 400, error: 'Bad Request', message } });
  });

  it('refuses routes that some Kibana would not protect or not validate', async () => {
    const attempt = (register: (router: IRouter) => void) => startTestHost(register);
    await expect(attempt((router) => router.get({ path: '/a', validate: false }, jest.fn()))).rejects.toThrow(
      'security.authz',
    );
    await expect(
      attempt((router) => router.get({ path: '/a', validate: false, security: FOR_VIEWERS.security }, jest.fn())),
    ).rejects.toThrow('by tags');
    await expect(
      attempt((router) => router.get({ path: '/a', validate: (() => ({})) as never, ...FOR_VIEWERS }, jest.fn())),
    ).rejects.toThrow('Lazy');
    await expect(
      attempt((router) => {
        const route = router.versioned.get({ path: '/a', access: 'public', ...FOR_VIEWERS });
        route.addVersion({ version: '1', validate: false }, jest.fn());
      }),
    ).rejects.toThrow('a date');
  });
});

describe('writes', () => {
  it('need a kbn-xsrf header', async () => {
    const response = await host.call('/api/echo', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await failure(response)).toEqual({
      status: 400,
      body: { statusCode: 400, error: 'Bad Request', message: 'Request must contain a kbn-xsrf header.' },
    });
  });

  it('from a page of another build are asked to reload', async () => {
    const response = await host.send('POST', '/api/echo', {}, { 'kbn-version': 'older' });
    expect((await failure(response)).body).toMatchObject({
      message: expect.stringContaining('please refresh the page'),
    });
  });

  it('accept JSON only', async () => {
    const response = await host.send('POST', '/api/echo', 'a=1', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(response.status).toBe(415);
  });

  it.each([
    ['malformed JSON', '{"a":'],
    ['a __proto__ key', '{"a":{"__proto__":{"admin":true}}}'],
  ])('refuse %s', async (_name, body) => {
    const { status, body: answer } = await failure(await host.send('POST', '/api/echo', body));
    expect(status).toBe(400);
    expect(answer).toMatchObject({ message: 'Invalid request payload JSON format' });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('survive hundreds of thousands of nested arrays', async () => {
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
    const { status } = await failure(await host.send('POST', '/api/unchecked', deep));
    expect(status).toBeLessThan(500);
  });

  it('are bounded to 1 MiB', async () => {
    const { status, body } = await failure(await host.send('POST', '/api/echo', { text: 'x'.repeat(10_000_000) }));
    expect(status).toBe(413);
    expect(body).toMatchObject({ error: 'Request Entity Too Large' });
  });

  it('stream when the route asks for it, up to its own bound', async () => {
    const headers = { 'content-type': 'application/x-ndjson' };
    expect(await (await host.send('POST', '/api/upload', 'x'.repeat(5_000_000), headers)).json()).toEqual({
      bytes: 5_000_000,
    });
    expect((await host.send('POST', '/api/upload', 'x'.repeat(20_000_001), headers)).status).toBe(413);
  });
});

describe('errors', () => {
  it('carry attributes', async () => {
    expect(await failure(await host.call('/api/conflict'))).toEqual({
      status: 409,
      body: { statusCode: 409, error: 'Conflict', message: 'Somebody was faster', attributes: { currentVersion: '2' } },
    });
  });

  it.each(['/api/throws', '/api/nothing'])('of the server tell the client nothing: %s', async (path) => {
    const response = await host.call(path);
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/secret|at .*\.ts/);
    expect(host.log.join('\n')).toMatch(/secret path|Unexpected result/);
  });

  it('name a missing route', async () => {
    expect(await failure(await host.call('/api/none'))).toEqual({
      status: 404,
      body: { statusCode: 404, error: 'Not Found', message: 'Not Found' },
    });
  });
});

describe('versions', () => {
  const get = async (path: string, version?: string) => {
    const response = await host.call(path, { headers: version ? { 'elastic-api-version': version } : {} });
    return {
      status: response.status,
      version: response.headers.get('elastic-api-version'),
      body: await response.json(),
    };
  };

  it('default to the oldest public one', async () => {
    expect(await get('/api/versioned')).toEqual({ status: 200, version: '2023-10-31', body: { is: 'old' } });
    expect(await get('/api/versioned', '2025-01-01')).toEqual({
      status: 200,
      version: '2025-01-01',
      body: { is: 'new' },
    });
  });

  it('must exist, and be given for internal routes', async () => {
    expect(await get('/api/versioned', '1999-01-01')).toMatchObject({ status: 400 });
    expect(await get('/internal/versioned')).toMatchObject({ status: 400 });
    expect(await get('/internal/versioned', '1')).toMatchObject({ status: 200, body: { is: 'internal' } });
  });
});

describe('roles', () => {
  it('without the privilege of a route get 403 in words', async () => {
    const viewer = await startTestHost(sampleRoutes, { role: 'viewer' });
    try {
      const { status, body } = await failure(await viewer.send('DELETE', '/api/everything', {}));
      expect(status).toBe(403);
      expect(body).toMatchObject({ message: expect.stringContaining(apiPrivilege('manage')) });
      expect((await viewer.call('/api/ports/1')).status).toBe(200);
      expect((await host.send('DELETE', '/api/everything', {})).status).toBe(204);
    } finally {
      await viewer.stop();
    }
  });
});
