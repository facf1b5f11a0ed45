import fc from 'fast-check';
import type { AllowlistEntry } from '../allowlist';
import {
  entryOfMoved,
  planTransfer,
  reasonOfMoved,
  spaceDocument,
  type CurrentRule,
  type CurrentSpace,
  type MovedEntry,
  type MovedTuning,
  type SpaceDocument,
} from '.';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const AT = '2026-05-01T00:00:00.000Z';
const PAST = '2026-05-31T00:00:00.000Z';
const LATER = '2026-06-20T00:00:00.000Z';

const tuning = (change: Partial<MovedTuning> = {}): MovedTuning => ({
  ruleKey: 'NP-1',
  values: { ports: [8088] },
  reason: 'Proxy of the branch',
  author: 'ana',
  at: AT,
  ...change,
});
const entry = (change: Partial<MovedEntry> = {}): MovedEntry => ({
  id: 'e1',
  name: 'Backup',
  ruleKeys: ['NP-1'],
  conditions: [{ type: 'match', field: 'host.name', operator: 'included', value: 'h1' }],
  osTypes: [],
  reason: 'Nightly backup',
  owner: 'ops',
  enabled: true,
  createdAt: AT,
  createdBy: 'ana',
  updatedAt: AT,
  updatedBy: 'ben',
  ...change,
});
const file = (change: Partial<SpaceDocument> = {}): SpaceDocument => ({
  format: 'detection-workbench-space',
  version: 1,
  exported: { at: AT, by: 'ana', space: 'dev' },
  packs: [{ id: 'p', version: '1.0.0' }],
  tunings: [],
  entries: [],
  ...change,
});

const rule = (change: Partial<CurrentRule> = {}): CurrentRule => ({
  name: 'Odd port',
  defaults: { ports: [4444], min_port: 1024 },
  isBehind: false,
  usable: (values) => ({
    usable: Object.fromEntries(Object.entries(values).filter(([knob]) => knob !== 'gone')),
    dropped: 'gone' in values ? [{ message: 'There is no knob gone.' }] : [],
  }),
  ...change,
});
const space = (change: Partial<CurrentSpace> = {}): CurrentSpace => ({
  rules: new Map([
    ['NP-1', rule()],
    ['NP-2', rule()],
  ]),
  entries: new Map(),
  packs: [{ id: 'p', version: '1.0.0' }],
  now: NOW,
  ...change,
});
const holding = (here: AllowlistEntry, { foreign = false, diverged = false } = {}): CurrentSpace =>
  space({ entries: new Map([[here.id, { entry: here, foreign, diverged }]]) });

const planOf = (moved: MovedTuning, here = space()) => planTransfer(file({ tunings: [moved] }), here).tunings[0]!;
const planOfEntry = (moved: MovedEntry, here = space()) => planTransfer(file({ entries: [moved] }), here).entries[0]!;
const tuned = (values: CurrentRule['defaults']) => space({ rules: new Map([['NP-1', rule({ tuned: values })]]) });

describe('a tuning from a file', () => {
  it('is new on a rule that was never tuned, with the default as what it replaces', () => {
    expect(planOf(tuning())).toMatchObject({
      action: 'create',
      diff: [{ field: 'ports', before: [4444], after: [8088] }],
      values: { ports: [8088] },
    });
  });

  it('changes a tuned rule knob by knob, back to defaults too', () => {
    expect(planOf(tuning(), tuned({ ports: [1], min_port: 2000 }))).toMatchObject({
      action: 'update',
      diff: [
        { field: 'ports', before: [1], after: [8088] },
        { field: 'min_port', before: 2000, after: 1024 },
      ],
    });
  });

  it('that says what is in force changes nothing', () => {
    expect(planOf(tuning({ values: { ports: [4444] } })).action).toBe('unchanged');
    expect(planOf(tuning(), tuned({ ports: [8088] })).action).toBe('unchanged');
  });

  it('is saved again when the installed rule did not get it', () => {
    const behind = space({ rules: new Map([['NP-1', rule({ tuned: { ports: [8088] }, isBehind: true })]]) });
    expect(planOf(tuning(), behind)).toMatchObject({ action: 'update', diff: [], reason: expect.any(String) });
  });

  it.each([
    ['of a rule that no pack here has', tuning({ ruleKey: 'XX-1' }), /XX-1/],
    ['with a knob that the rule does not take', tuning({ values: { gone: 1, ports: [1] } }), /There is no knob gone/],
  ])('%s is not possible, and says why', (_what, moved, reason) => {
    expect(planOf(moved)).toMatchObject({ action: 'blocked', reason: expect.stringMatching(reason), diff: [] });
  });
});

describe('an entry from a file', () => {
  it('is new where no entry has its id', () => {
    const { action, diff } = planOfEntry(entry());
    expect(action).toBe('create');
    expect(diff).toContainEqual({ field: 'conditions', before: undefined, after: 'host.name is h1' });
  });

  it('changes the entry of its id, field by field', () => {
    const moved = entry({ conditions: [{ type: 'exists', field: 'user.id', operator: 'included' }], ticket: 'T-7' });
    expect(planOfEntry(moved, holding(entryOfMoved(entry())))).toMatchObject({
      action: 'update',
      diff: [
        { field: 'conditions', before: 'host.name is h1', after: 'user.id exists' },
        { field: 'ticket', before: undefined, after: 'T-7' },
      ],
    });
  });

  it('shows the values of long lists that read alike', () => {
    const ports = (last: string) => [...'123456', last];
    const listed = (last: string) =>
      entry({
        conditions: [{ type: 'match_any', field: 'destination.port', operator: 'included', value: ports(last) }],
      });
    const [diff] = planOfEntry(listed('8'), holding(entryOfMoved(listed('7')))).diff;
    expect(diff?.before).not.toEqual(diff?.after);
  });

  it('is written again when its items do not say the same', () => {
    const here = holding(entryOfMoved(entry()), { diverged: true });
    expect(planOfEntry(entry(), here)).toMatchObject({ action: 'update', diff: [], reason: expect.any(String) });
  });

  it.each([
    ['that has expired', entry({ expiresAt: PAST })],
    ['whose override has ended', entry({ override: { reason: 'Agreed', by: 'ana', expiresAt: PAST } })],
    ['of an unknown rule', entry({ ruleKeys: ['NP-1', 'XX-1'] })],
  ])('%s is not possible', (_what, moved) => {
    expect(planOfEntry(moved)).toMatchObject({ action: 'blocked', reason: expect.any(String) });
  });

  it('that is switched off travels whatever its expiry', () => {
    expect(planOfEntry(entry({ enabled: false, expiresAt: PAST })).action).toBe('create');
  });

  it('takes the end of a renewed override over', () => {
    const override = (expires: string) => ({ reason: 'Agreed', by: 'ana', expires });
    const here = holding({ ...entryOfMoved(entry()), override: override('2026-06-10T00:00:00.000Z') });
    const moved = entry({ override: { reason: 'Agreed', by: 'ana', expiresAt: LATER } });
    expect(planOfEntry(moved, here)).toMatchObject({ action: 'update', diff: [{ field: 'override', after: LATER }] });
  });

  it('leaves owner and ticket of an item of Elastic Security alone, and cannot give it other rules', () => {
    const item = { ...entryOfMoved(entry()), owner: 'elastic' };
    expect(planOfEntry(entry(), holding(item, { foreign: true })).action).toBe('unchanged');
    expect(planOfEntry(entry({ ruleKeys: ['NP-2'] }), holding(item, { foreign: true })).action).toBe('blocked');
  });
});

it('names packs that differ', () => {
  const packs = [
    { id: 'p', version: '2.0.0' },
    { id: 'q', version: '1.0.0' },
  ];
  const { warnings } = planTransfer(file({ packs }), space());
  expect(warnings).toHaveLength(2);
  expect(warnings.join()).toMatch(/2\.0\.0 of p; here it is 1\.0\.0.*q is not here/);
});

it('keeps who decided it there, and why, in the reason', () => {
  expect(reasonOfMoved('Go live', tuning())).toMatch(/Go live.*Proxy of the branch.*ana.*2026-05-01/);
  expect(reasonOfMoved('Go live', entry())).toMatch(/Go live.*Nightly backup.*ana.*ben/);
});

describe('the format', () => {
  const problemOf = (value: unknown) => spaceDocument.safeParse(value).error?.issues[0]?.message;

  it('reads what it writes', () => {
    const whole = file({ tunings: [tuning()], entries: [entry()] });
    expect(spaceDocument.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  it.each([
    ['a newer version', { ...file(), version: 2, more: [] }, /version 2.*reads version 1.*update the workbench/],
    ['an older version', { ...file(), version: 0 }, /version 0.*reads version 1$/],
    ['another file', { hello: 1 }, /not an export of the Detection Workbench/],
    ['another format', { ...file(), format: 'sigma' }, /not an export of the Detection Workbench/],
    ['no object', 7, /not an export of the Detection Workbench/],
    ['a rule that is tuned twice', file({ tunings: [tuning(), tuning()] }), /tuned twice/],
    ['an entry that is named twice', file({ entries: [entry(), entry()] }), /named twice/],
    ['a member that it does not know', { ...file(), extra: true }, /extra/],
  ])('refuses %s in words', (_what, value, message) => {
    expect(problemOf(value)).toMatch(message);
  });
});

const keys = ['NP-1', 'NP-2', 'XX-1'];
const values = fc.record(
  {
    ports: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
    min_port: fc.constantFrom(1024, 2000),
    gone: fc.constant(1),
  },
  { requiredKeys: [] },
);
const anyTuning = fc.record({ ruleKey: fc.constantFrom(...keys), values }).map((part) => tuning(part as MovedTuning));
const anyEntry = fc
  .record({
    id: fc.constantFrom('e1', 'e2', 'e3'),
    name: fc.constantFrom('A', 'B'),
    ruleKeys: fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 }),
    owner: fc.constantFrom('', 'ops'),
    enabled: fc.boolean(),
    expiresAt: fc.constantFrom(undefined, PAST, LATER),
    ticket: fc.constantFrom(undefined, 'T-1'),
    osTypes: fc.constantFrom<MovedEntry['osTypes']>([], ['linux', 'windows'], ['windows', 'linux']),
  })
  .map((part) => entry(part));
const anyFile = fc
  .record({
    tunings: fc.uniqueArray(anyTuning, { selector: ({ ruleKey }) => ruleKey, maxLength: 3 }),
    entries: fc.uniqueArray(anyEntry, { selector: ({ id }) => id, maxLength: 3 }),
  })
  .map((part) => file(part));

/** The space after the plan was carried out. */
function applied(document: SpaceDocument, here: CurrentSpace): CurrentSpace {
  const { tunings, entries } = planTransfer(document, here);
  const isWritten = ({ action }: { action: string }) => action === 'create' || action === 'update';
  const nextRules = new Map(here.rules);
  for (const { id, values: wanted } of tunings.filter(isWritten)) nextRules.set(id, rule({ tuned: wanted }));
  const nextEntries = new Map(here.entries);
  for (const { id, entry: wanted } of entries.filter(isWritten)) {
    nextEntries.set(id, { entry: wanted, foreign: false, diverged: false });
  }
  return { ...here, rules: nextRules, entries: nextEntries };
}

it('plans nothing more once a plan was carried out, whatever was there before', () => {
  fc.assert(
    fc.property(anyFile, anyFile, (first, second) => {
      const after = applied(second, applied(first, space()));
      const { tunings, entries } = planTransfer(second, after);
      expect([...tunings, ...entries].filter(({ action }) => action !== 'unchanged' && action !== 'blocked')).toEqual(
        [],
      );
    }),
  );
});
