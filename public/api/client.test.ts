import type { HttpSetup } from '@kbn/core/public';
import { getAlert, searchAlerts } from '../../common/api/alerts';
import { applyContent } from '../../common/api/content';
import { ApiError } from './api_error';
import { call, pathOf, stream } from './client';

const httpWith = (fetch: (options: { path: string }) => unknown): HttpSetup => ({ fetch }) as unknown as HttpSetup;

function bodyOf(chunks: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(encoder.encode(chunk)));
      controller.close();
    },
  });
}

describe('pathOf', () => {
  it('keeps a value inside its segment', () => {
    expect(pathOf(getAlert, { alertId: '../a/b?c#d' })).toBe('/api/detection_workbench/alerts/..%2Fa%2Fb%3Fc%23d');
  });
});

describe('call', () => {
  it("rejects with the server's sentence and reason code", async () => {
    const http = httpWith(() => {
      throw Object.assign(new Error('Conflict'), {
        request: {},
        response: { status: 409 },
        body: { statusCode: 409, message: 'Someone was faster', attributes: { code: 'conflict', currentVersion: '2' } },
      });
    });
    const failure = await call(http, getAlert, { params: { alertId: '1' } }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({
      message: 'Someone was faster',
      code: 'conflict',
      status: 409,
      attributes: { currentVersion: '2' },
    });
  });

  it('tells a lost connection from an answer', async () => {
    const http = httpWith(() => {
      throw new TypeError('Failed to fetch');
    });
    const body = { filter: {}, size: 0, sort: { field: '@timestamp', order: 'desc' }, facets: [] } as const;
    await expect(call(http, searchAlerts, { body: { ...body, facets: [] } })).rejects.toMatchObject({
      code: 'network',
      status: 0,
    });
  });

  it('passes an abort on as it is', async () => {
    const http = httpWith(() => {
      throw Object.assign(new Error('aborted'), { name: 'AbortError' });
    });
    await expect(call(http, getAlert, { params: { alertId: '1' } })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('stream', () => {
  it('hands over each object however the bytes are cut', async () => {
    const events = [
      { type: 'start', total: 1 },
      { type: 'end', succeeded: 1, failed: 0, unchanged: 0 },
    ];
    const text = events.map((event) => JSON.stringify(event)).join('\n');
    const http = httpWith(() => ({
      response: { body: bodyOf([text.slice(0, 5), text.slice(5, 30), text.slice(30)]) },
    }));
    const seen: unknown[] = [];
    await stream(http, applyContent, { body: { packIds: ['a'], overwrite: [] } }, (event) => seen.push(event));
    expect(seen).toEqual(events);
  });

  it('reads the refusal of a stream from its unread body', async () => {
    const http = httpWith(() => {
      const response = {
        status: 403,
        bodyUsed: false,
        json: async () => ({ message: 'Not allowed', attributes: { code: 'forbidden' } }),
      };
      throw Object.assign(new Error('Forbidden'), { request: {}, response });
    });
    const run = stream(http, applyContent, { body: { packIds: ['a'], overwrite: [] } }, () => undefined);
    await expect(run).rejects.toMatchObject({ message: 'Not allowed', code: 'forbidden', status: 403 });
  });
});
