import type { SelfClient, SelfClientFetchOptions } from '@kbn/core/server';
import { selfClientTransport } from './self_client';

const client = (fetch: (path: string, options: SelfClientFetchOptions) => unknown): SelfClient => ({
  fetch: async (path, options = {}) => fetch(path, options),
});

describe("core's own client", () => {
  it('is asked for public APIs, with a form as text', async () => {
    const asked: Array<[string, SelfClientFetchOptions]> = [];
    const transport = selfClientTransport(
      client((...call) => {
        asked.push(call);
        return { response: { status: 200 }, body: { success: true } };
      }),
      60_000,
    );
    const multipart = { filename: 'rules.ndjson', text: '{}\n' };
    expect(await transport.request('POST', '/api/detection_engine/rules/_import', { multipart })).toEqual({
      status: 200,
      body: { success: true },
    });
    const [path, options] = asked[0] ?? [];
    expect(path).toBe('/api/detection_engine/rules/_import');
    expect(options).toMatchObject({ method: 'POST', version: '2023-10-31', access: 'public', asResponse: true });
    expect(options?.headers?.['content-type']).toMatch(/^multipart/);
    expect(typeof options?.body).toBe('string');
    // Core sets these itself and refuses them from plugins.
    expect(Object.keys(options?.headers ?? {}).filter((name) => name.startsWith('kbn-'))).toEqual([]);
  });

  it('throws errors with the answer inside, which is handed on', async () => {
    const refused = Object.assign(new Error('Forbidden'), { response: { status: 403 }, body: { message: 'no' } });
    const transport = selfClientTransport(
      client(() => Promise.reject(refused)),
      1,
    );
    expect(await transport.request('GET', '/api/status')).toEqual({ status: 403, body: { message: 'no' } });
  });

  it.each([
    ['timeout', new Error('This operation was aborted'), 'timeout'],
    ['a server with client certificates', new Error('Kibana self HTTP calls do not support mTLS'), 'unavailable'],
  ])('reports %s', async (_what, error, code) => {
    const transport = selfClientTransport(
      client(() => Promise.reject(error)),
      1,
    );
    await expect(transport.request('GET', '/api/status')).rejects.toMatchObject({ code });
  });

  it('makes no call that is not ours', async () => {
    const transport = selfClientTransport(
      client(() => ({ response: { status: 200 } })),
      1,
    );
    await expect(transport.request('GET', '/internal/x')).rejects.toThrow('does not call');
  });
});
