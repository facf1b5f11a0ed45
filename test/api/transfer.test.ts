/** Tunings and allowlist from one stack to another: plan, apply, again, and everything that is refused on the way. */
import { api } from '../../common/api';
import type { ApplyEvent } from '../../common/api/content';
import type { TransferPlan } from '../../common/api/transfer';
import type { SpaceDocument } from '../../common/transfer';
import { StackError, type Stack } from '../../server/stack/stack';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const REASON = 'The branch goes live';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

// Starting a host reads and checks every pack.
jest.setTimeout(120_000);

/** The item or rule whose write fails, once. */
let failing: string | undefined;
const fails = (id: string): boolean => {
  if (id !== failing) return false;
  failing = undefined;
  return true;
};

/** `inner` with one of its members replaced. */
const withMember = <T extends object, K extends keyof T>(inner: T, name: K, replaced: T[K]): T =>
  new Proxy(inner, {
    get: (target, key) => {
      const member: unknown = key === name ? replaced : Reflect.get(target, key);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });

const breaking = (stack: Stack): Stack => ({
  ...stack,
  exceptions: withMember(stack.exceptions, 'create', async (item) => {
    if (fails(item.item_id)) throw new StackError('rejected', 'Elastic said no');
    return stack.exceptions.create(item);
  }),
  rules: withMember(stack.rules, 'upsert', async (bodies) =>
    bodies.some(({ rule_id }) => fails(rule_id))
      ? bodies.map(({ rule_id }) => ({ id: rule_id, ok: false, code: 'rejected', message: 'Elastic said no' }))
      : stack.rules.upsert(bodies),
  ),
});

let there: StackWorkbench;
let here: StackWorkbench;
let tuner: StackWorkbench;
let viewer: StackWorkbench;
let file: SpaceDocument;

const narrow = (host: string) => [
  { type: 'match', field: 'host.name', operator: 'included', value: host },
  { type: 'match', field: 'process.name', operator: 'included', value: 'backup-agent' },
];
const tune = async (workbench: StackWorkbench, ruleKey: string, values: object, override?: object) => {
  const { tuning } = (await workbench.call(api.tuning.getTuning, { params: { ruleKey } })).body;
  const body = { values, reason: 'Quieter', version: tuning.version, override };
  expect((await workbench.call(api.tuning.saveTuning, { params: { ruleKey }, body })).status).toBe(200);
};
const exportOf = async (workbench: StackWorkbench) => (await workbench.call(api.transfer.exportSpace)).body;
const planHere = async (document: SpaceDocument, workbench = here): Promise<TransferPlan> => {
  const { status, body } = await workbench.call(api.transfer.planTransfer, { body: { document } });
  expect({ status, problem: (body as { message?: string }).message }).toEqual({ status: 200, problem: undefined });
  return body;
};
const applyHere = async (document: SpaceDocument, workbench = here): Promise<ApplyEvent[]> => {
  const answer = await workbench.call(api.transfer.applyTransfer, { body: { document, reason: REASON } });
  expect(answer.status).toBe(200);
  return answer.body as unknown as ApplyEvent[];
};
const itemIn = (events: ApplyEvent[], id: string) => events.find((event) => event.type === 'item' && event.id === id);
const only = (part: Partial<Pick<SpaceDocument, 'tunings' | 'entries'>>): SpaceDocument => ({
  ...file,
  tunings: [],
  entries: [],
  ...part,
});

beforeAll(async () => {
  there = await startStackWorkbench();
  here = await startStackWorkbench({ username: 'ben', around: breaking });
  tuner = await startStackWorkbench({ role: 'tuner', username: 'tom', shares: here });
  viewer = await startStackWorkbench({ role: 'viewer', username: 'vic', shares: here });
  await there.call(api.content.applyContent, { body: { packIds: PACKS } });
  await here.call(api.content.applyContent, { body: { packIds: PACKS } });
  await tune(there, 'NP-1', { min_port: 2000 });
  for (const draft of [
    {
      name: 'Backup',
      ruleKeys: ['NP-1', 'NP-3'],
      conditions: narrow('nas-1'),
      reason: 'Nightly backup',
      owner: 'ops',
      ticket: 'CHG-7',
      expiresAt: inDays(60),
    },
    { name: 'Mirror', ruleKeys: ['NP-1'], conditions: narrow('nas-2'), reason: 'Package mirror', owner: 'ops' },
  ]) {
    expect((await there.call(api.allowlist.createEntry, { body: draft })).status).toBe(200);
  }
  const { document, leftOut } = await exportOf(there);
  expect(leftOut).toEqual([]);
  file = document;
});
afterAll(async () => {
  await viewer.stop();
  await tuner.stop();
  await here.stop();
  await there.stop();
});

it('the file names its space, who made it, the packs, and each object with its reason', () => {
  expect(file).toMatchObject({
    format: 'detection-workbench-space',
    version: 1,
    exported: { by: 'ana', space: 'default' },
    packs: [{ id: 't1571_non_standard_port' }],
    tunings: [{ ruleKey: 'NP-1', values: { min_port: 2000 }, reason: 'Quieter', author: 'ana' }],
  });
  expect(file.entries.find(({ name }) => name === 'Backup')).toMatchObject({
    ruleKeys: ['NP-1', 'NP-3'],
    conditions: narrow('nas-1'),
    reason: 'Nightly backup',
    owner: 'ops',
    ticket: 'CHG-7',
    enabled: true,
  });
});

it('the plan shows what would change and writes nothing', async () => {
  const plan = await planHere(file);
  expect(plan.counts).toEqual({ create: 3, update: 0, unchanged: 0, blocked: 0 });
  expect(plan.items[0]).toMatchObject({ kind: 'tuning', id: 'NP-1', diff: [{ field: 'min_port', after: 2000 }] });
  expect((await here.call(api.allowlist.listEntries)).body.entries).toEqual([]);
});

it('what fails in the middle is completed by running it again, and a third run changes nothing', async () => {
  const [backup] = file.entries.filter(({ name }) => name === 'Backup');
  failing = `dw-${backup!.id}-np-3`;
  const first = await applyHere(file);
  expect(itemIn(first, backup!.id)).toMatchObject({
    outcome: 'failed',
    message: expect.stringMatching(/1 of 2 rules/),
  });
  expect(first.at(-1)).toMatchObject({ type: 'end', succeeded: 2, failed: 1 });

  const second = await applyHere(file);
  expect(itemIn(second, backup!.id)).toMatchObject({ outcome: 'updated' });
  expect(second.at(-1)).toMatchObject({ succeeded: 1, failed: 0, unchanged: 2 });

  expect((await applyHere(file)).at(-1)).toMatchObject({ succeeded: 0, failed: 0, unchanged: 3 });
  expect((await planHere(file)).counts).toMatchObject({ create: 0, update: 0, unchanged: 3, blocked: 0 });
});

it('everything arrived: values, conditions, owner, ticket, expiry, and the installed rule', async () => {
  const { tuning, effective } = (await here.call(api.tuning.getTuning, { params: { ruleKey: 'NP-1' } })).body;
  expect(tuning.values).toEqual({ min_port: 2000 });
  const [installed] = await here.stack.stackOf('ben').rules.get([effective.ruleId]);
  expect(installed?.query).toBe(effective.query);
  const { document } = await exportOf(here);
  const content = ({ entries }: SpaceDocument) =>
    entries
      .map(({ createdAt: _c, createdBy: _cb, updatedAt: _u, updatedBy: _ub, ...rest }) => rest)
      .sort((a, b) => a.name.localeCompare(b.name));
  expect(content(document)).toEqual(content(file));
});

it('the log says where it came from, who decided it there and why', async () => {
  const { entries } = (await here.call(api.misc.listActivity, { query: { ruleKey: 'NP-1', action: 'tuning.save' } }))
    .body;
  expect(entries[0]).toMatchObject({
    by: 'ben',
    summary: expect.stringMatching(/from a file of space "default" that ana exported/),
    reason: expect.stringMatching(new RegExp(`${REASON}.*Quieter.*ana`)),
    origin: file.exported,
    before: {},
    after: { min_port: 2000 },
  });
  const [revision] = (await here.call(api.tuning.tuningHistory, { params: { ruleKey: 'NP-1' } })).body.revisions;
  expect(revision).toMatchObject({ author: 'ben', reason: expect.stringContaining('Quieter') });
  const { id } = file.entries[0]!;
  const history = (await here.call(api.allowlist.entryHistory, { params: { entryId: id } })).body.revisions;
  expect(history[0]?.reason).toContain(REASON);
});

it('a change made here since is shown field by field before it is taken back', async () => {
  await tune(here, 'NP-1', { min_port: 3000 });
  const plan = await planHere(file);
  expect(plan.items.find(({ id }) => id === 'NP-1')).toMatchObject({
    action: 'update',
    diff: [{ field: 'min_port', before: 3000, after: 2000 }],
  });
  expect(itemIn(await applyHere(file), 'NP-1')).toMatchObject({ outcome: 'updated' });
});

it('an installed rule that did not get its tuning gets it when the file is imported again', async () => {
  const params = { ruleKey: 'NP-2' };
  const { effective } = (await here.call(api.tuning.getTuning, { params })).body;
  const document = only({ tunings: [{ ...file.tunings[0]!, ruleKey: 'NP-2', values: { severity: 'high' } }] });
  const severity = async () => (await here.stack.stackOf('ben').rules.get([effective.ruleId]))[0]?.severity;
  failing = effective.ruleId;
  expect(itemIn(await applyHere(document), 'NP-2')).toMatchObject({ outcome: 'failed' });
  expect(await severity()).toBe(effective.severity);
  expect((await planHere(document)).items[0]).toMatchObject({ action: 'update', diff: [], reason: expect.any(String) });
  expect(itemIn(await applyHere(document), 'NP-2')).toMatchObject({ outcome: 'updated' });
  expect(await severity()).toBe('high');
  expect((await planHere(document)).counts).toMatchObject({ unchanged: 1 });
});

describe('what would hide an expected attack', () => {
  const blindingTuning = async (override?: { reason: string; expiresAt: string }) => {
    const { effective } = (await here.call(api.tuning.getTuning, { params: { ruleKey: 'NP-6' } })).body;
    const ports = (effective.knobs.ports as number[]).filter((port) => port !== 8088);
    const moved = { ...file.tunings[0]!, ruleKey: 'NP-6', values: { ports } };
    return only({ tunings: [{ ...moved, ...(override ? { override } : {}) }] });
  };
  const blindingEntry = () =>
    only({
      entries: [
        {
          ...file.entries[0]!,
          id: 'blinding',
          name: 'All PowerShell',
          ruleKeys: ['NP-1', 'NP-3', 'PS-1'],
          conditions: [{ type: 'match', field: 'process.name', operator: 'included', value: 'powershell.exe' }],
        },
      ],
    });

  it.each([
    ['without an override', undefined, /expected attack would go unseen/],
    ['with an override that has ended', inDays(-1), /ends in the past/],
    ['with an override that lasts too long', inDays(40), /at most 30 days/],
  ])('is left out %s, and says so before and after', async (_what, expiresAt, reason) => {
    const document = await blindingTuning(
      expiresAt === undefined ? undefined : { reason: 'Accepted by the lead', expiresAt },
    );
    expect((await planHere(document)).items[0]).toMatchObject({
      action: 'blocked',
      reason: expect.stringMatching(reason),
      diff: [{ field: 'ports' }],
    });
    expect(itemIn(await applyHere(document), 'NP-6')).toMatchObject({
      outcome: 'skipped',
      message: expect.stringMatching(reason),
    });
  });

  it('is left out as an entry too', async () => {
    expect((await planHere(blindingEntry())).items[0]).toMatchObject({ action: 'blocked' });
    expect(itemIn(await applyHere(blindingEntry()), 'blinding')).toMatchObject({ outcome: 'skipped' });
    const { entries } = (await here.call(api.allowlist.listEntries)).body;
    expect(entries.map(({ id }) => id)).not.toContain('blinding');
  });

  it('comes in with an override that still holds, for a manager only, and the log has it', async () => {
    const override = { reason: 'Accepted by the lead', expiresAt: inDays(7) };
    const document = await blindingTuning(override);
    expect((await planHere(document, tuner)).items[0]).toMatchObject({ action: 'blocked' });
    expect(itemIn(await applyHere(document, tuner), 'NP-6')).toMatchObject({ outcome: 'skipped' });
    expect((await planHere(document)).items[0]).toMatchObject({ action: 'create' });
    expect(itemIn(await applyHere(document), 'NP-6')).toMatchObject({ outcome: 'created' });
    const { entries } = (await here.call(api.misc.listActivity, { query: { ruleKey: 'NP-6' } })).body;
    expect(entries[0]).toMatchObject({ override, origin: file.exported });
    expect((await planHere(document)).counts).toMatchObject({ unchanged: 1 });
  });
});

it('what the packs here do not have is not possible, and says why', async () => {
  const [tuning] = file.tunings;
  const document = only({
    tunings: [
      { ...tuning!, ruleKey: 'XX-1' },
      { ...tuning!, values: { min_port: 2000, no_such_knob: 1 } },
    ],
    entries: [
      {
        ...file.entries[0]!,
        id: 'lists',
        conditions: [
          { type: 'list', field: 'host.name', operator: 'included', list: { id: 'missing', type: 'keyword' } },
        ],
      },
    ],
  });
  const { items, counts } = await planHere(document);
  expect(items.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/XX-1/),
    expect.stringMatching(/no_such_knob/),
    expect.stringMatching(/missing|value list/i),
  ]);
  expect(counts).toMatchObject({ create: 0, update: 0, blocked: 3 });
});

describe('who may', () => {
  it('export: everyone who may look', async () => {
    expect((await viewer.call(api.transfer.exportSpace)).status).toBe(200);
  });

  it('import: only those who may tune', async () => {
    for (const contract of [api.transfer.planTransfer, api.transfer.applyTransfer]) {
      const answer = await viewer.raw(contract, JSON.stringify({ document: file, reason: REASON }));
      expect(answer.status).toBe(403);
    }
    expect((await tuner.call(api.transfer.planTransfer, { body: { document: file } })).status).toBe(200);
  });
});

describe('a hostile file', () => {
  const says = async (body: string) => {
    const answer = await here.raw(api.transfer.planTransfer, body);
    return { status: answer.status, message: (answer.body as { message: string }).message };
  };
  const bodyOf = (change: object) => JSON.stringify({ document: { ...file, ...change } });

  it.each([
    ['a newer format', () => bodyOf({ version: 2 }), /version 2; this workbench reads version 1: update/],
    ['an older format', () => bodyOf({ version: 0 }), /version 0; this workbench reads version 1/],
    ['another file', () => JSON.stringify({ document: [{ id: 'x' }] }), /not an export of the Detection Workbench/],
    ['a __proto__', () => '{"document":{"__proto__":{"version":1}}}', /not an export|JSON/],
    ['too many tunings', () => bodyOf({ tunings: Array(1_001).fill(file.tunings[0]) }), /too_big/],
    [
      'too many knobs',
      () =>
        bodyOf({
          tunings: [
            { ...file.tunings[0], values: Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${n}`, 1])) },
          ],
        }),
      /At most 200 knobs/,
    ],
    [
      'a value of the wrong kind',
      () => bodyOf({ tunings: [{ ...file.tunings[0], values: { min_port: {} } }] }),
      /values/,
    ],
    [
      'a condition that is none',
      () => bodyOf({ entries: [{ ...file.entries[0], conditions: [{ type: 'script', field: 'a' }] }] }),
      /conditions/,
    ],
  ])('%s is refused in words', async (_what, body, message) => {
    expect(await says(body())).toEqual({ status: 400, message: expect.stringMatching(message) });
  });

  it('markup in its texts stays text', async () => {
    const script = '<img src=x onerror=alert(1)>{{7*7}}';
    const document = {
      ...only({ entries: [{ ...file.entries[0]!, id: script, name: script, reason: script, owner: script }] }),
      exported: { ...file.exported, by: script, space: script },
    };
    expect(itemIn(await applyHere(document), script)).toMatchObject({ outcome: 'created', name: script });
    expect((await planHere(document)).counts).toMatchObject({ unchanged: 1 });
  });

  it('without a reason nothing is imported', async () => {
    const answer = await here.call(api.transfer.applyTransfer, { body: { document: file, reason: ' ' } });
    expect(answer.status).toBe(400);
  });
});
