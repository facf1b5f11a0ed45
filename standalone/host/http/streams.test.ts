import { request as httpRequest } from 'node:http';
import { PassThrough } from 'node:stream';
import type { KibanaRequest } from '@kbn/core/server';
import { FOR_VIEWERS, startTestHost, type TestHost } from '../host_for_tests';

const events: string[] = [];
let release: () => void = () => undefined;
let stream = new PassThrough();

function follow(request: KibanaRequest): Promise<void> {
  request.events.aborted$.subscribe(() => events.push('aborted'));
  return new Promise((resolve) => {
    request.events.completed$.subscribe(() => {
      events.push('completed');
      resolve();
    });
  });
}

let host: TestHost;
let completed: Promise<void>;

beforeAll(async () => {
  host = await startTestHost((router) => {
    router.get({ path: '/api/slow', validate: false, ...FOR_VIEWERS }, async (_context, request, response) => {
      completed = follow(request);
      events.push('running');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return response.ok({ body: {} });
    });
    router.get({ path: '/api/lines', validate: false, ...FOR_VIEWERS }, (_context, request, response) => {
      completed = follow(request);
      stream = new PassThrough();
      stream.write('{"n":1}\n');
      return response.ok({ body: stream, headers: { 'content-type': 'application/x-ndjson' } });
    });
  });
});
beforeEach(() => events.splice(0));
afterAll(() => host.stop());

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

it('tells a handler that works when its client goes away', async () => {
  const client = httpRequest({ port: host.port, host: '127.0.0.1', path: '/api/slow' });
  client.on('error', () => undefined);
  client.end();
  await until(() => events.includes('running'));
  client.destroy();
  await completed;
  release();
  expect(events).toEqual(['running', 'aborted', 'completed']);
});

it('only completes an ordinary request', async () => {
  const answer = host.call('/api/slow');
  await until(() => events.includes('running'));
  release();
  expect((await answer).status).toBe(200);
  await completed;
  expect(events).toEqual(['running', 'completed']);
});

it('delivers each line when it is written, also to clients that accept gzip', async () => {
  const response = await host.call('/api/lines', { headers: { 'accept-encoding': 'gzip' } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('{"n":1}\n');
  stream.write('{"n":2}\n');
  expect((await reader?.read())?.value).toBe('{"n":2}\n');
  stream.end();
  expect((await reader?.read())?.done).toBe(true);
});

it('completes, without aborting, when the client leaves in the middle of a stream, and closes the stream', async () => {
  const controller = new AbortController();
  const response = await host.call('/api/lines', { signal: controller.signal });
  await response.body?.getReader().read();
  const closed = new Promise((resolve) => stream.once('close', resolve));
  controller.abort();
  await completed;
  await closed;
  expect(events).toEqual(['completed']);
});
