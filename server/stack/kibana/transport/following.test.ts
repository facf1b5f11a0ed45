import { Subject } from 'rxjs';
import { following } from './following';
import type { ElasticsearchCall } from './types';

const aborted$ = () => new Subject<void>();
const requestOf = (gone: Subject<void>) => ({ events: { aborted$: gone, completed$: new Subject<void>() } });

function recorder() {
  const calls: ElasticsearchCall[] = [];
  const request = async (_method: string, _path: string, call: ElasticsearchCall = {}) => {
    calls.push(call);
    return { status: 200, body: null };
  };
  return { calls, transport: { request } };
}

describe('a transport that follows a request', () => {
  it('cancels what is under way when the client goes away', async () => {
    const gone = aborted$();
    const { calls, transport } = recorder();
    await following(requestOf(gone), transport).request('POST', '/_search', { body: {} });
    expect(calls[0]?.signal?.aborted).toBe(false);
    gone.next();
    expect(calls[0]).toMatchObject({ body: {}, signal: { aborted: true } });
  });

  it('leaves a call alone that has its own signal', async () => {
    const gone = aborted$();
    const own = new AbortController();
    const { calls, transport } = recorder();
    await following(requestOf(gone), transport).request('POST', '/_search', { signal: own.signal });
    gone.next();
    expect(calls[0]?.signal).toBe(own.signal);
    expect(own.signal.aborted).toBe(false);
  });
});
