import type { ElasticsearchClient } from '@kbn/core/server';
import { clientTransport } from './elasticsearch_client';

type Request = ElasticsearchClient['transport']['request'];
const clientOf = (request: (...call: Parameters<Request>) => unknown) =>
  ({
    transport: { request: async (...call: Parameters<Request>) => request(...call) },
  }) as unknown as ElasticsearchClient;
const failing = (error: object) =>
  clientTransport(
    clientOf(() => Promise.reject(Object.assign(new Error('x'), error))),
    5_000,
  );

describe("core's Elasticsearch client", () => {
  it('is asked for the whole answer, once, within the time', async () => {
    const asked: unknown[] = [];
    const transport = clientTransport(
      clientOf((...call) => {
        asked.push(call);
        return { statusCode: 200, body: { hits: {} } };
      }),
      5_000,
    );
    const call = { query: { ignore_unavailable: true, none: undefined }, body: { size: 0 }, timeoutMs: 100 };
    expect(await transport.request('POST', '/logs-*/_search', call)).toEqual({ status: 200, body: { hits: {} } });
    expect(asked[0]).toEqual([
      { method: 'POST', path: '/logs-*/_search', querystring: { ignore_unavailable: true }, body: { size: 0 } },
      { meta: true, maxRetries: 0, requestTimeout: 100 },
    ]);
  });

  it('throws refusals, which are answers', async () => {
    const body = { error: { type: 'parsing_exception' }, status: 400 };
    expect(await failing({ statusCode: 400, body }).request('GET', '/')).toEqual({ status: 400, body });
    expect(await failing({ statusCode: 400, meta: { body } }).request('GET', '/')).toEqual({ status: 400, body });
  });

  it.each([
    ['TimeoutError', 'timeout'],
    ['RequestAbortedError', 'cancelled'],
    ['ConnectionError', 'unavailable'],
    ['NoLivingConnectionsError', 'unavailable'],
  ])('throws %s when there was none', async (name, code) => {
    await expect(failing({ name }).request('GET', '/')).rejects.toMatchObject({ code });
  });

  it('was cancelled when the caller says so, whatever the error is called', async () => {
    const call = { signal: AbortSignal.abort() };
    await expect(failing({ name: 'ConnectionError' }).request('GET', '/', call)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
