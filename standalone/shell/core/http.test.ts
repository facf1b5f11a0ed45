/** The browser's HTTP service against the real host. */
import { firstValueFrom, toArray, takeUntil, Subject } from 'rxjs';
import type { RouteValidationFunction } from '@kbn/core/server';
import type { HttpSetup, IHttpFetchError } from '@kbn/core/public';
import { FOR_VIEWERS, startTestHost, type TestHost } from '../../host/host_for_tests';
import { createHttp } from './http';

let host: TestHost;
let http: HttpSetup;

beforeAll(async () => {
  host = await startTestHost(
    (router) => {
      const anything: RouteValidationFunction<unknown> = (value, { ok }) => ok(value);
      router.get(
        { path: '/api/query', validate: { query: anything }, ...FOR_VIEWERS },
        (_context, { query }, response) => response.ok({ body: { query } }),
      );
      router.post({ path: '/api/write', validate: false, ...FOR_VIEWERS }, (_context, { headers }, response) =>
        response.ok({
          body: { origin: headers['x-elastic-internal-origin'], version: headers['elastic-api-version'] },
        }),
      );
      router.get({ path: '/api/conflict', validate: false, ...FOR_VIEWERS }, (_context, _request, response) =>
        response.conflict({ body: { message: 'Too late', attributes: { currentVersion: '7' } } }),
      );
      router.get({ path: '/api/lines', validate: false, ...FOR_VIEWERS }, (_context, _request, response) =>
        response.ok({ body: '{"n":1}\n{"n":2}\n', headers: { 'content-type': 'application/x-ndjson' } }),
      );
      router.get(
        { path: '/api/never', validate: false, ...FOR_VIEWERS },
        (_context, request, response) =>
          new Promise((resolve) => request.events.aborted$.subscribe(() => resolve(response.ok()))),
      );
    },
    { basePath: '/wb' },
  );
  Object.assign(globalThis, { window: { location: { origin: `http://127.0.0.1:${host.port}` } } });
  http = createHttp('/wb', 'not-built');
});
afterAll(() => host.stop());

const rejection = (promise: Promise<unknown>): Promise<IHttpFetchError> =>
  promise.then(
    () => Promise.reject(new Error('was answered')),
    (error: IHttpFetchError) => error,
  );

it('prefixes the base path and encodes the query', async () => {
  const query = { text: 'a&b=ü', list: ['x', 'y'], absent: undefined, yes: true };
  expect(await http.get('/api/query', { query })).toEqual({ query: { text: 'a&b=ü', list: ['x', 'y'], yes: 'true' } });
  expect(await http.fetch({ path: '/api/query', query: { a: 1 } })).toEqual({ query: { a: '1' } });
});

it('sends what writes need, and the version of the API', async () => {
  const answer = await http.post('/api/write', { body: '{}', version: '2023-10-31' });
  expect(answer).toEqual({ origin: 'Kibana', version: '2023-10-31' });
});

it('rejects with the body of a refusal', async () => {
  const error = await rejection(http.get('/api/conflict'));
  expect(error).toMatchObject({ name: 'Error', message: 'Too late' });
  expect(error.response?.status).toBe(409);
  expect(error.body?.attributes).toEqual({ currentVersion: '7' });
});

it('leaves a stream unread when asked to', async () => {
  const { response } = await http.get('/api/lines', { asResponse: true, rawResponse: true });
  expect(await response?.text()).toBe('{"n":1}\n{"n":2}\n');
});

it('rejects an aborted request under the name that callers look for', async () => {
  const controller = new AbortController();
  const failed = rejection(http.get('/api/never', { signal: controller.signal }));
  controller.abort();
  expect((await failed).name).toBe('AbortError');
});

it('counts requests under way, but not those of the system', async () => {
  const done$ = new Subject<void>();
  const counts = firstValueFrom(http.getLoadingCount$().pipe(takeUntil(done$), toArray()));
  await http.get('/api/query');
  await http.get('/api/query', { asSystemRequest: true });
  await rejection(http.get('/api/conflict'));
  done$.next();
  expect(await counts).toEqual([0, 1, 0, 1, 0]);
});
