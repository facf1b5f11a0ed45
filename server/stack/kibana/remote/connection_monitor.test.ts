import { StackError } from '../../stack';
import { ok } from '../testing/recorded';
import type { Answer, ElasticsearchTransport, KibanaTransport } from '../transport/types';
import { ConnectionMonitor } from './connection_monitor';

const FINE = ok({ version: { number: '8.12.2' } });
const REFUSED: Answer = { status: 401, body: null };
const down = () => new StackError('unavailable', 'Kibana cannot be reached: nothing listens at its address.');

let now: number;
let kibana: Answer | StackError;
let elasticsearch: Answer | StackError;
let asked: number;
let monitor: ConnectionMonitor;

const answering = (answer: () => Answer | StackError): KibanaTransport & ElasticsearchTransport => ({
  request: async () => {
    const given = answer();
    if (given instanceof StackError) throw given;
    return given;
  },
});
const pass = (ms: number) => (now += ms);

beforeEach(() => {
  [now, kibana, elasticsearch, asked] = [Date.UTC(2030, 0, 1), FINE, FINE, 0];
  const probes = {
    kibana: answering(() => {
      asked += 1;
      return kibana;
    }),
    elasticsearch: answering(() => elasticsearch),
  };
  monitor = new ConnectionMonitor(probes, '8.12.2', () => now);
});

const call = () => monitor.watchKibana(answering(() => kibana)).request('GET', '/api/status');

describe('the state of a connection', () => {
  it('is not asked for while calls are answered', async () => {
    for (let seconds = 0; seconds < 60; seconds += 10) {
      pass(10_000);
      await call();
      expect(await monitor.state()).toEqual({ status: 'connected' });
    }
    expect(asked).toBe(0);
  });

  it('is asked for when nothing was called for a while', async () => {
    kibana = down();
    pass(25_000);
    const lost = { status: 'lost', reason: expect.stringContaining('nothing listens') };
    expect(await monitor.state()).toMatchObject({ ...lost, since: '2030-01-01T00:00:25.000Z' });
  });

  it('is lost after a call that failed, keeps since when, and comes back by itself', async () => {
    kibana = down();
    await expect(call()).rejects.toThrow('cannot be reached');
    expect(await monitor.state()).toMatchObject({ status: 'lost' });
    const since = new Date(now).toISOString();
    pass(5_000);
    expect(await monitor.state()).toMatchObject({ status: 'lost', since });
    kibana = FINE;
    pass(5_000);
    expect(await monitor.state()).toEqual({ status: 'connected' });
  });

  it('is not asked for again at every look', async () => {
    kibana = down();
    pass(25_000);
    await Promise.all([monitor.state(), monitor.state()]);
    await monitor.state();
    expect(asked).toBe(1);
  });

  it('stays when one call took too long but the server is there', async () => {
    const slow = monitor.watchElasticsearch(answering(() => new StackError('timeout', 'no answer within 60 seconds')));
    await expect(slow.request('POST', '/a/_eql/search')).rejects.toMatchObject({ code: 'timeout' });
    expect(await monitor.state()).toEqual({ status: 'connected' });
  });

  it('is refused when the key is not accepted any more, which calls say too', async () => {
    kibana = REFUSED;
    await expect(call()).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('does not accept the API key any more'),
    });
    expect(await monitor.state()).toMatchObject({ status: 'refused', reason: expect.stringContaining('a new one') });
  });

  it('is lost while a proxy answers for a server that is down', async () => {
    elasticsearch = { status: 503, body: null };
    pass(25_000);
    expect(await monitor.state()).toMatchObject({ status: 'lost', reason: expect.stringContaining('503') });
  });

  it('notices an upgrade of Kibana', async () => {
    kibana = ok({ version: { number: '9.2.0' } });
    pass(25_000);
    await monitor.state();
    expect(monitor.version).toBe('9.2.0');
  });
});
