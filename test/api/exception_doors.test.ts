/** Exceptions that Elastic Security, its API, an import or a script writes: judged at the door, and not forgotten. */
import type { ExceptionItem } from '../../common/allowlist';
import { api } from '../../common/api';
import type { Stack } from '../../server/stack/stack';
import { contextOf, createData, ListsPlugin } from '../support/lists_plugin';
import { OutsideWriter } from '../support/outside_writer';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const OUR_LIST = 'detection-workbench-np-6';
const REASON = 'Agreed in change 4711';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

const lists = new ListsPlugin();
let manager: StackWorkbench;
let tuner: StackWorkbench;
/** Kibana's own way to the store, beside the workbench. */
let kibana: Stack;
let eve: OutsideWriter;

/** What the lists plugin does with a write that its extension points let through, also with those of the workbench. */
function watched(stack: Stack): Stack {
  const { exceptions, user, space } = stack;
  const throughDoor = async (type: string, data: unknown): Promise<void> => {
    const { status, message } = await lists.call(type, data, contextOf(user.name, space));
    if (status !== 200) throw new Error(message);
  };
  return Object.create(stack, {
    exceptions: {
      value: Object.create(exceptions, {
        create: {
          value: async (item: ExceptionItem) => {
            await throughDoor('exceptionsListPreCreateItem', createData(item));
            return exceptions.create(item);
          },
        },
      }),
    },
  }) as Stack;
}

beforeAll(async () => {
  // On a busy machine a check may take longer than its budget, which other tests are about.
  jest.spyOn(performance, 'now').mockReturnValue(0);
  manager = await startStackWorkbench({ lists, around: watched });
  tuner = await startStackWorkbench({ role: 'tuner', username: 'tom', shares: manager });
  await manager.call(api.content.applyContent, { body: { packIds: PACKS } });
  await manager.replay('T1571-2');
  kibana = manager.stack.stackOf('eve');
  eve = new OutsideWriter(lists, kibana);
  await status();
});
afterAll(async () => {
  await tuner.stop();
  await manager.stop();
});
beforeEach(async () => {
  for (const { item_id } of await kibana.exceptions.items([OUR_LIST])) await eve.remove(item_id);
  await setPolicy('record');
});

const status = async () => (await manager.call(api.exceptionGuard.getExceptionGuard)).body;
const queue = async () => (await manager.call(api.techniques.listTechniques)).body.workQueue;
const recorded = async () => (await manager.call(api.exceptionGuard.listRecordedExceptions)).body.recorded;

async function setPolicy(mode: 'record' | 'refuse'): Promise<void> {
  const before = await status();
  const body = { mode, reason: REASON, ...(before.version ? { version: before.version } : {}) };
  if (before.mode !== mode)
    expect((await manager.call(api.exceptionGuard.setExceptionGuard, { body })).status).toBe(200);
}

function onPort(value: string, id = `port-${value.trim()}`): ExceptionItem {
  return {
    item_id: id,
    list_id: OUR_LIST,
    namespace_type: 'single',
    type: 'simple',
    name: `Port ${value}`,
    description: '',
    entries: [{ type: 'match', field: 'destination.port', operator: 'included', value }],
    os_types: [],
    tags: [],
    comments: [],
  };
}

describe('a space that records', () => {
  it.each([
    ['list API', () => eve.write(onPort('8088'))],
    ['rule route of Elastic Security', () => eve.write(onPort('8088'), 'rule')],
    ['rule route without an id, as its flyout does', () => eve.writeWithoutId(onPort('8088'))],
    ['import', () => eve.importFile([onPort('8088'), onPort('4711')])],
    [
      'change of an item that was harmless',
      async () => {
        await eve.write(onPort('4711', 'changed'));
        return eve.write(onPort('8088', 'changed'));
      },
    ],
  ])('lets a blinding item through the %s, and puts it at the head of the work queue', async (_door, act) => {
    expect((await act()).status).toBe(200);
    const [first] = await queue();
    expect(first).toMatchObject({
      kind: 'recorded_exception',
      severity: 'danger',
      techniqueId: 'T1571',
      ruleKey: 'NP-6',
      title: '"Port 8088" hides an expected attack',
    });
    expect(first?.detail).toMatch(/^eve wrote it outside the workbench on \d{4}-\d\d-\d\d\. T1571-2 /);
    const { workQueue } = (await manager.call(api.techniques.getTechnique, { params: { techniqueId: 'T1571' } })).body;
    expect(workQueue[0]).toMatchObject({ kind: 'recorded_exception', recordId: first?.recordId });
    const log = (await manager.call(api.misc.listActivity, { query: { action: 'exceptions.recorded' } })).body.entries;
    expect(log[0]).toMatchObject({ by: 'eve', techniqueId: 'T1571' });
    expect(JSON.stringify(log[0]?.after)).toContain('T1571-2');
  });

  it('heads the queue too with what stops a rule and what does nothing, the worse first, and says each once', async () => {
    await eve.write({
      ...onPort('1', 'never'),
      name: 'Never',
      entries: [{ type: 'wildcard', field: 'process.executable', operator: 'included', value: 'C:\\x\\*.exe' }],
    });
    await eve.write(onPort('http'));
    const items = await queue();
    expect(items.slice(0, 2)).toMatchObject([
      { kind: 'recorded_exception', severity: 'danger', title: '"Port http" stops a rule' },
      { kind: 'recorded_exception', severity: 'warning', title: '"Never" does nothing' },
    ]);
    const said = (name: string) => items.filter(({ title }) => title.includes(name));
    expect([said('Port http').length, said('Never').length]).toEqual([1, 1]);
  });

  it('forgets it once it is repaired, changed or gone', async () => {
    await eve.write({
      ...onPort('1', 'never'),
      entries: [{ type: 'wildcard', field: 'process.executable', operator: 'included', value: 'C:\\x\\*.exe' }],
    });
    await eve.write(onPort('8088', 'changed'));
    await eve.write(onPort('http', 'gone'));
    expect((await recorded()).map(({ itemId }) => itemId).sort()).toEqual(['changed', 'gone', 'never']);

    const { findings } = (await manager.call(api.health.getHealth)).body;
    const { findingId } = (await recorded()).find(({ itemId }) => itemId === 'never') ?? {};
    const { version } = findings.find(({ id }) => id === findingId) ?? {};
    const repaired = await manager.call(api.health.repairFinding, {
      body: { findingId: findingId ?? '', version: version ?? '', reason: REASON },
    });
    expect(repaired.status).toBe(200);
    await eve.write(onPort('4711', 'changed'));
    await eve.remove('gone');
    expect(await recorded()).toEqual([]);
  });

  it('is silent about what hides no attack', async () => {
    expect((await eve.write(onPort('4711'))).status).toBe(200);
    expect(await recorded()).toEqual([]);
  });
});

describe('accepting a recorded exception', () => {
  const accept = (workbench: StackWorkbench, record: { id: string; version: string }, expiresAt: string) =>
    workbench.call(api.exceptionGuard.acceptRecordedException, {
      params: { recordId: record.id },
      body: { version: record.version, override: { reason: REASON, expiresAt } },
    });

  it('takes a manager, a reason and an end, and leaves the queue until then', async () => {
    await eve.write(onPort('8088', 'accepted'));
    const [record] = await recorded();
    if (record === undefined) throw new Error('nothing was recorded');
    expect((await accept(tuner, record, inDays(7))).status).toBe(403);
    expect((await accept(manager, record, inDays(31))).status).toBe(403);
    expect((await accept(manager, record, inDays(-1))).status).toBe(403);
    const { status: code, body } = await accept(manager, record, inDays(7));
    expect({ code, body }).toEqual({ code: 200, body: { recorded: [] } });
    expect((await queue()).map(({ kind }) => kind)).not.toContain('recorded_exception');
    const [entry] = (await manager.call(api.misc.listActivity, { query: { action: 'exceptions.accept' } })).body
      .entries;
    expect(entry).toMatchObject({ by: 'ana', reason: REASON, summary: expect.stringContaining('eve') as string });
    // Someone who looked at it before knows nothing of the acceptance.
    expect((await accept(manager, record, inDays(3))).status).toBe(409);
  });

  it('stays when the same is written again, and ends with its day', async () => {
    await eve.write(onPort('8088', 'accepted'));
    expect(await recorded()).toEqual([]);
    const { documents } = await kibana.documents.list<{ accepted?: { expiresAt: string } }>('exception', { size: 10 });
    const known = documents.find(({ data }) => data.accepted !== undefined);
    if (known === undefined) throw new Error('nothing was accepted');
    const ended = { ...known.data, accepted: { ...known.data.accepted, expiresAt: inDays(-1) } };
    await kibana.documents.update('exception', known.id, known.version, ended);
    expect(await recorded()).toMatchObject([{ itemId: 'accepted' }]);
  });

  it('answers 404 for what nobody recorded', async () => {
    expect((await accept(manager, { id: 'none', version: 'x' }, inDays(1))).status).toBe(404);
  });
});

describe('a space that refuses', () => {
  beforeEach(() => setPolicy('refuse'));

  it.each([
    ['list API', () => eve.write(onPort('8088'))],
    ['rule route of Elastic Security', () => eve.write(onPort('8088'), 'rule')],
    ['import', () => eve.importFile([onPort('8088')])],
  ])('refuses through the %s, with the attack and the page of the override; nothing is written', async (_door, act) => {
    const { status: code, message } = await act();
    expect(code).toBe(409);
    expect(message).toContain('T1571-2 ');
    expect(message).toContain('/app/detectionWorkbench/techniques/T1571/allowlist');
    expect(await kibana.exceptions.items([OUR_LIST])).toEqual([]);
    expect(await recorded()).toEqual([]);
    const [entry] = (await manager.call(api.misc.listActivity, { query: { action: 'exceptions.refused' } })).body
      .entries;
    expect(entry).toMatchObject({ by: 'eve', techniqueId: 'T1571' });
  });

  it('judges the writes of the workbench once: an override that was given there is not asked for again', async () => {
    const draft = {
      name: 'Our build server',
      ruleKeys: ['NP-6'],
      conditions: onPort('8088').entries,
      reason: REASON,
      owner: 'soc',
    };
    const own = (await status()).counts.outcomes.own;
    expect((await manager.call(api.allowlist.createEntry, { body: draft as never })).status).toBe(409);
    const override = { reason: REASON, expiresAt: inDays(7) };
    const saved = await manager.call(api.allowlist.createEntry, { body: { ...draft, override } as never });
    expect(saved.status).toBe(200);
    expect((await status()).counts.outcomes.own).toBe(own + 1);
    expect(await recorded()).toEqual([]);
  });
});

describe('the policy of a space', () => {
  it('is shown with what the door did, changed with a reason by a manager only, and not over a change of others', async () => {
    const before = await status();
    expect(before).toMatchObject({ mode: 'record', watch: 'door', budgetMs: 50 });
    expect(before.counts.outcomes.recorded).toBeGreaterThan(0);
    expect(before.counts.outcomes.refused).toBeGreaterThan(0);
    const body = { mode: 'refuse' as const, reason: REASON, ...(before.version ? { version: before.version } : {}) };
    expect((await tuner.call(api.exceptionGuard.setExceptionGuard, { body })).status).toBe(403);
    expect((await manager.call(api.exceptionGuard.setExceptionGuard, { body })).status).toBe(200);
    expect((await manager.call(api.exceptionGuard.setExceptionGuard, { body })).status).toBe(409);
    const [entry] = (await manager.call(api.misc.listActivity, { query: { action: 'exceptions.policy' } })).body
      .entries;
    expect(entry).toMatchObject({ by: 'ana', reason: REASON, before: 'record', after: 'refuse' });
  });

  it('cannot be set where there is no door that would hold to it', async () => {
    const alone = await startStackWorkbench({ shares: manager });
    try {
      expect((await alone.call(api.exceptionGuard.getExceptionGuard)).body.watch).toBe('only_here');
      const body = { mode: 'refuse' as const, reason: REASON };
      expect(await alone.call(api.exceptionGuard.setExceptionGuard, { body })).toMatchObject({
        status: 400,
        body: { attributes: { code: 'invalid' } },
      });
    } finally {
      await alone.stop();
    }
  });
});
