/** Things that go wrong in the middle: each leaves a clear state, and the next run repairs it. */
import { API_BASE, api } from '../../common/api';
import type { ApplyEvent } from '../../common/api/content';
import { StackError, type Stack } from '../../server/stack/stack';
import { EmbeddedStack } from '../../standalone/stack';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const RULES = 14;
const REASON = 'Agreed in change 4711';

/** Runs before a call to the stack; throwing makes the call fail. */
type Fault = (call: string, args: readonly unknown[]) => void | Promise<void>;

let fault: Fault = () => {};

/** Every store of the stack, with the fault in front of each of its methods. */
function faulty(stack: Stack): Stack {
  const wrap = <T extends object>(name: string, store: T): T =>
    new Proxy(store, {
      get: (target, key) => {
        const member = Reflect.get(target, key) as unknown;
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          await fault(`${name}.${String(key)}`, args);
          return (await (member as (...all: unknown[]) => unknown).apply(target, args)) as unknown;
        };
      },
    });
  return {
    ...stack,
    rules: wrap('rules', stack.rules),
    exceptions: wrap('exceptions', stack.exceptions),
    documents: wrap('documents', stack.documents),
    searches: wrap('searches', stack.searches),
    alerts: wrap('alerts', stack.alerts),
    events: wrap('events', stack.events),
  };
}

/** Fails the nth call of a method, once. */
function failOnce(method: string, nth = 1): Fault {
  let calls = 0;
  return (call) => {
    if (call !== method) return;
    calls += 1;
    if (calls === nth) throw new StackError('unavailable', `${method} does not answer`);
  };
}

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let workbench: StackWorkbench;
/** Each test begins with an empty one; the host stays. */
let stack: EmbeddedStack;
beforeAll(async () => {
  workbench = await startStackWorkbench({ around: () => faulty(stack.stackOf('ana')) });
});
afterAll(() => workbench.stop());
beforeEach(() => {
  fault = () => {};
  stack = EmbeddedStack.open({ userName: () => 'ana', log: { warn: () => {}, error: () => {}, debug: () => {} } });
});
afterEach(() => stack.stop());

const apply = async (): Promise<ApplyEvent[]> =>
  (await workbench.call(api.content.applyContent, { body: { packIds: PACKS } })).body as unknown as ApplyEvent[];
const rules = () => stack.stackOf('ana').rules.list();

describe('content apply', () => {
  it.each([
    ['an exception list cannot be made', failOnce('exceptions.ensureList', 3)],
    ['rules cannot be written', failOnce('rules.upsert')],
    ['rules cannot be read back', failOnce('rules.get', 2)],
    ['what was written cannot be noted', failOnce('documents.create', 5)],
    ['saved searches cannot be seeded', failOnce('searches.seed')],
    ['rules cannot be enabled', failOnce('rules.setEnabled')],
  ])('is completed by the next run when %s', async (_what, once) => {
    fault = once;
    const first = await apply();
    const enabledTooEarly = (await rules()).filter(
      ({ enabled, exceptions_list }) => enabled && exceptions_list.length === 0,
    );
    expect(enabledTooEarly).toEqual([]);
    const said = first.at(-1)!;
    expect(said.type === 'failed' || (said.type === 'end' && said.failed > 0)).toBe(true);

    expect((await apply()).at(-1)).toMatchObject({ type: 'end', failed: 0 });
    const after = await rules();
    expect(after).toHaveLength(RULES);
    expect(after.every(({ enabled, exceptions_list }) => enabled && exceptions_list.length === 1)).toBe(true);
    expect((await apply()).at(-1)).toMatchObject({ type: 'end', failed: 0, succeeded: 0 });
  });

  it('repairs a list that was deleted behind our back', async () => {
    await apply();
    await stack.stackOf('eve').exceptions.removeList('detection-workbench-np-1');
    const lines = await apply();
    expect(lines).toContainEqual(expect.objectContaining({ id: 'detection-workbench-np-1', outcome: 'created' }));
    expect((await rules()).every(({ exceptions_list }) => exceptions_list.length === 1)).toBe(true);
  });
});

describe('a tuning whose rule cannot be updated', () => {
  it('says so, shows the rule as outdated, and is completed by the next apply', async () => {
    await apply();
    const params = { ruleKey: 'NP-1' };
    fault = failOnce('rules.upsert');
    const half = await workbench.call(api.tuning.saveTuning, {
      params,
      body: { values: { min_port: 2000 }, reason: REASON },
    });
    expect(half.status).toBe(503);
    expect((await workbench.call(api.tuning.getTuning, { params })).body.tuning.revision).toBe(1);
    const state = async () =>
      (await workbench.call(api.content.getDrift)).body.rules.find(({ ruleKey }) => ruleKey === 'NP-1')?.state;
    expect(await state()).toBe('outdated');
    await apply();
    expect(await state()).toBe('in_sync');
  });
});

describe('an entry that is written for one rule of two', () => {
  const draft = {
    name: 'Backup agent',
    ruleKeys: ['NP-1', 'NP-3'],
    conditions: [
      {
        type: 'match',
        field: 'process.executable',
        operator: 'included',
        value: 'C:\\Program Files\\Backup\\agent.exe',
      },
      { type: 'match', field: 'destination.ip', operator: 'included', value: '198.51.100.77' },
    ],
    reason: REASON,
  };

  it('says which half is there, and saving again completes it', async () => {
    await apply();
    fault = failOnce('exceptions.create', 2);
    const half = await workbench.call(api.allowlist.createEntry, { body: draft });
    expect(half.status).toBe(500);
    expect(half.body).toMatchObject({
      attributes: { code: 'half_written', written: [expect.stringContaining('np-1')] },
    });
    const [entry] = (await workbench.call(api.allowlist.listEntries)).body.entries;
    const completed = await workbench.call(api.allowlist.updateEntry, {
      params: { entryId: entry!.id },
      body: { ...draft, version: entry!.version },
    });
    expect(completed.status).toBe(200);
    expect(completed.body.entry.ruleKeys).toEqual(['NP-1', 'NP-3']);
  });
});

describe('an impact whose reader goes away', () => {
  it('is cancelled in the stack', async () => {
    await apply();
    let cancelled: (value: boolean) => void = () => {};
    const wasCancelled = new Promise<boolean>((resolve) => (cancelled = resolve));
    fault = async (call, args) => {
      if (call !== 'events.match') return;
      const { signal } = args[1] as { signal: AbortSignal };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      cancelled(true);
      throw new StackError('cancelled', 'Cancelled');
    };
    const reader = new AbortController();
    const response = await fetch(`${workbench.url}${API_BASE}${api.impact.measureImpact.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'kbn-xsrf': 'true' },
      body: JSON.stringify({ change: { kind: 'tuning', ruleKey: 'NP-1', values: { min_port: 2000 } } }),
      signal: reader.signal,
    });
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    reader.abort();
    expect(await wasCancelled).toBe(true);
  });
});

describe('a stack that does not answer', () => {
  it('is a 503 in its words, and no stack trace', async () => {
    fault = (call) => {
      if (call.startsWith('alerts.')) throw new StackError('unavailable', 'Elasticsearch does not answer');
    };
    const { status, body } = await workbench.call(api.alerts.searchAlerts, { body: { filter: {} } });
    expect(status).toBe(503);
    expect(body).toMatchObject({ message: 'Elasticsearch does not answer', attributes: { code: 'unavailable' } });
  });

  it('is a plain 500 when the error is not ours', async () => {
    fault = (call) => {
      if (call.startsWith('alerts.')) throw new TypeError('secret of the inside');
    };
    const { status, body } = await workbench.call(api.alerts.searchAlerts, { body: { filter: {} } });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/secret/);
    expect(workbench.log.some((line) => line.includes('secret of the inside'))).toBe(true);
  });
});
