import { schema } from '@kbn/config-schema';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allowedHostNames, isAllowedHost } from './http/host_header';
import { FOR_VIEWERS, startTestHost, type TestHost } from './host_for_tests';

/** fetch does not let us choose the Host header. */
function statusFor(port: number, hostHeader: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port, host: '127.0.0.1', path: '/api/ping', headers: { host: hostHeader } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', reject);
    request.end();
  });
}

let bundlesDir: string;
let host: TestHost;
beforeAll(async () => {
  bundlesDir = mkdtempSync(join(tmpdir(), 'bundles-'));
  mkdirSync(join(bundlesDir, 'shell'));
  writeFileSync(join(bundlesDir, 'shell', 'app.js'), 'export {};');
  writeFileSync(join(bundlesDir, '..', 'outside.txt'), 'outside');
  host = await startTestHost(
    (router) =>
      router.get({ path: '/api/ping', validate: false, ...FOR_VIEWERS }, (_c, _r, response) =>
        response.ok({ body: {} }),
      ),
    { bundlesDir, username: `ana"><script>alert(1)</script>`, role: 'triager' },
  );
});
afterAll(async () => {
  await host.stop();
  rmSync(bundlesDir, { recursive: true });
});

describe('Host header', () => {
  it.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('answers as %s', async (name) => {
    expect(await statusFor(host.port, `${name}:${host.port}`)).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:5601', '169.254.169.254'])(
    'refuses %s',
    async (name) => {
      expect(await statusFor(host.port, name)).toBe(403);
    },
  );

  it('follows the address that the host is bound to', () => {
    expect(isAllowedHost('10.1.2.3:5601', allowedHostNames('10.1.2.3'))).toBe(true);
    expect(isAllowedHost('10.1.2.4:5601', allowedHostNames('10.1.2.3'))).toBe(false);
    expect(isAllowedHost('[fd00::1]:5601', allowedHostNames('fd00::1'))).toBe(true);
    expect(isAllowedHost('evil.example', allowedHostNames('0.0.0.0'))).toBe(false);
    expect(isAllowedHost(undefined, allowedHostNames('127.0.0.1'))).toBe(false);
  });
});

describe('the page', () => {
  it('lives at the app and all below it, and the root leads there', async () => {
    expect((await host.call('/', { redirect: 'manual' })).headers.get('location')).toBe('/app/sample');
    for (const path of ['/app/sample', '/app/sample/techniques/T1571', '/app/unknown']) {
      const response = await host.call(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
    }
  });

  it('obeys a policy without inline scripts and eval, and has none', async () => {
    const response = await host.call('/app/sample');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'report-sample' 'self';");
    expect(policy).not.toContain('unsafe-eval');
    const html = await response.text();
    expect(html).not.toMatch(/<script>|<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/(src|href)="https?:/);
  });

  it('escapes what it carries', async () => {
    const html = await (await host.call('/app/sample')).text();
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&quot;triage&quot;:true');
    expect(html).toContain('&quot;tune&quot;:false');
  });
});

describe('files', () => {
  it('are served for a year under their hashed names', async () => {
    const response = await host.call('/bundles/shell/app.js');
    expect(await response.text()).toBe('export {};');
    expect(response.headers.get('cache-control')).toContain('max-age=31536000');
    expect(response.headers.get('content-type')).toContain('application/javascript');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '/bundles/',
    '/bundles/shell',
    '/bundles/shell/',
    '/bundles/..%2foutside.txt',
    '/bundles/%2e%2e/outside.txt',
    '/bundles/none.js',
  ])('are all there is: %s is not found', async (path) => {
    expect((await host.call(path)).status).toBe(404);
  });
});

describe('base path', () => {
  it('is required, stripped, and part of every link', async () => {
    const below = await startTestHost(
      (router) =>
        router.get({ path: '/api/ping', validate: false, ...FOR_VIEWERS }, (_c, request, response) =>
          response.ok({ body: { path: request.url.pathname } }),
        ),
      { basePath: '/workbench' },
    );
    try {
      expect(await (await below.call('/api/ping')).json()).toEqual({ path: '/api/ping' });
      expect((await fetch(`http://127.0.0.1:${below.port}/api/ping`)).status).toBe(404);
      expect((await fetch(`http://127.0.0.1:${below.port}/workbenchmark/api/ping`)).status).toBe(404);
      expect((await below.call('/', { redirect: 'manual' })).headers.get('location')).toBe('/workbench/app/sample');
      expect(await (await below.call('/app/sample')).text()).toContain('src="/workbench/bundles/');
      expect(below.url).toBe(`http://localhost:${below.port}/workbench`);
    } finally {
      await below.stop();
    }
  });
});

it('reports a taken port with the code of the system', async () => {
  await expect(startTestHost(() => undefined, { port: host.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('keeps API answers out of caches', async () => {
  expect((await host.call('/api/ping')).headers.get('cache-control')).toContain('no-store');
});

it('stops a plugin that does not get through its start', async () => {
  const stop = jest.fn();
  const failing = {
    id: 'failing',
    config: { schema: schema.object({}) },
    settings: {},
    browserConfig: {},
    create: () => ({
      setup: () => undefined,
      start: () => {
        throw new Error('no data file');
      },
      stop,
    }),
  };
  await expect(startTestHost(() => undefined, { plugin: failing })).rejects.toThrow('no data file');
  expect(stop).toHaveBeenCalledTimes(1);
});
