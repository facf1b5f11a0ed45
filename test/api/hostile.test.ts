/** Hostile input: text stays text, what cannot be kept is refused with a clear 4xx, and the host stays up. */
import { api, routes, type RouteContract } from '../../common/api';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const SCRIPT = '<script>alert(1)</script>{{constructor.constructor("x")()}}${7+7}\'"--';

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let workbench: StackWorkbench;
beforeAll(async () => {
  workbench = await startStackWorkbench();
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
});
afterAll(async () => {
  await workbench.stop();
  expect(workbench.log.filter((line) => line.includes('[ERROR]'))).toEqual([]);
});

const isUp = async () => (await workbench.call(api.misc.getEnvironment)).status;

const draft = {
  name: SCRIPT,
  ruleKeys: ['NP-1'],
  conditions: [
    { type: 'match', field: 'process.parent.name', operator: 'included', value: SCRIPT },
    { type: 'match', field: 'user.name', operator: 'included', value: SCRIPT },
    { type: 'match', field: 'host.name', operator: 'included', value: SCRIPT },
  ],
  reason: SCRIPT,
  owner: SCRIPT,
  ticket: SCRIPT,
};

describe('markup and template syntax', () => {
  it('in every text of an entry is kept and given back as it was', async () => {
    const { status, body: answer } = await workbench.call(api.allowlist.createEntry, { body: draft });
    expect({ status, problem: (answer as { message?: string }).message }).toEqual({ status: 200, problem: undefined });
    const [entry] = (await workbench.call(api.allowlist.listEntries)).body.entries;
    expect(entry).toMatchObject({
      name: draft.name,
      reason: draft.reason,
      owner: draft.owner,
      ticket: draft.ticket,
      conditions: draft.conditions,
    });
    const log = (await workbench.call(api.misc.listActivity, { query: { entryId: entry!.id } })).body.entries[0];
    expect(log?.reason).toBe(draft.reason);
  });

  it('in a view and in an event is text', async () => {
    const saved = await workbench.call(api.misc.saveView, { body: { name: SCRIPT, filter: { tags: [SCRIPT] } } });
    expect(saved.body.view).toMatchObject({ name: SCRIPT, filter: { tags: [SCRIPT] } });
    const event = { '@timestamp': new Date().toISOString(), event: { category: 'network' }, process: { name: SCRIPT } };
    const explained = await workbench.call(api.misc.explainEvent, { body: { event } });
    expect(explained.status).toBe(200);
    expect(explained.body.event).toEqual(event);
  });

  it('in a value that a template left open is refused as an open placeholder', async () => {
    const open = {
      ...draft,
      conditions: [{ type: 'match', field: 'user.name', operator: 'included', value: '{{account}}' }],
    };
    const { status, body } = await workbench.call(api.allowlist.createEntry, { body: open });
    expect(status).toBe(409);
    expect(body).toMatchObject({ attributes: { code: 'unhealthy', findings: [{ code: 'placeholder_not_filled' }] } });
  });
});

/** A value of the wrong kind for each part of a body. */
const WRONG: readonly unknown[] = [
  null,
  'text',
  7,
  [],
  { filter: 7 },
  { packIds: 'x' },
  { values: [] },
  { draft: { ruleKeys: [1] } },
];

describe('wrong types', () => {
  const withBody = routes.filter(({ body }) => body !== undefined);

  it.each(withBody.map((contract) => [contract.id, contract] as const))(
    '%s answers 4xx, never 5xx',
    async (_id, contract) => {
      const params = { ruleKey: 'NP-1', entryId: 'none', testId: 'T1571-1', alertId: 'none', recordId: 'none' };
      for (const wrong of WRONG) {
        const { status, body } = await workbench.raw(contract as RouteContract, JSON.stringify(wrong), params);
        const isAccepted = contract.body?.safeParse(wrong ?? {}).success === true;
        if (!isAccepted)
          expect({ wrong, status, says: (body as { message?: string }).message }).toMatchObject({
            status: 400,
            says: expect.any(String),
          });
      }
    },
  );
});

describe('bodies that are built to hurt', () => {
  const explain = (body: string) => workbench.raw(api.misc.explainEvent, body);

  it.each([
    ['a __proto__ key', '{"event":{"__proto__":{"polluted":true}}}'],
    ['a constructor.prototype key', '{"event":{"constructor":{"prototype":{"polluted":true}}},"ruleKeys":[7]}'],
    ['deep nesting', `{"event":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`],
    ['NUL', '{"event":{"a":"x\\u0000y"}}'],
    ['a lone surrogate', '{"event":{"a":"\\ud800"}}'],
    ['broken JSON', '{"event":{'],
    ['no JSON at all', 'event=1'],
    ['an empty body', ''],
  ])('%s is refused with a clear 400', async (_what, body) => {
    const answer = await explain(body);
    expect(answer.status).toBe(400);
    expect((answer.body as { message: string }).message).toEqual(expect.any(String));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await isUp()).toBe(200);
  });

  it('10 MB are refused with 413', async () => {
    const { status } = await explain(JSON.stringify({ event: { a: 'x'.repeat(10_000_000) } }));
    expect(status).toBe(413);
    expect(await isUp()).toBe(200);
  });

  it('long lists and texts are refused by their bounds', async () => {
    const many = { ...draft, conditions: Array.from({ length: 101 }, () => draft.conditions[0]) };
    expect((await workbench.call(api.allowlist.createEntry, { body: many })).status).toBe(400);
    const long = { ...draft, reason: 'x'.repeat(501) };
    expect((await workbench.call(api.allowlist.createEntry, { body: long })).status).toBe(400);
  });
});

describe('ids and filters made of syntax', () => {
  it.each(["' OR 1=1 --", '../../etc/passwd', '%00', '*', '{"$gt":""}'])(
    '%s finds nothing and breaks nothing',
    async (id) => {
      expect([400, 404]).toContain((await workbench.call(api.alerts.getAlert, { params: { alertId: id } })).status);
      expect([400, 404]).toContain((await workbench.call(api.packs.getPack, { params: { packId: id } })).status);
      const { status, body } = await workbench.call(api.alerts.searchAlerts, {
        body: { filter: { ids: [id], terms: { 'host.name': [id] } } },
      });
      expect(status).toBe(200);
      expect(body.total).toBe(0);
    },
  );

  it.each(['constructor', 'toString', '__proto__'])('a field called %s is a field like any other', async (field) => {
    for (const kql of [`${field}: x`, `${field}: *`, `${field} >= 1`]) {
      const { status, body } = await workbench.call(api.alerts.searchAlerts, { body: { filter: { kql } } });
      expect({ status, total: body.total }).toEqual({ status: 200, total: 0 });
    }
  });

  it('a broken filter says where it breaks', async () => {
    const { status, body } = await workbench.call(api.alerts.searchAlerts, {
      body: { filter: { kql: 'host.name: (a or' } },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ attributes: { code: 'rejected' } });
  });

  it('a made-up cursor is refused', async () => {
    const { status } = await workbench.call(api.alerts.searchAlerts, {
      body: { filter: {}, after: 'bm90IGEgY3Vyc29y' },
    });
    expect(status).toBe(400);
  });
});
