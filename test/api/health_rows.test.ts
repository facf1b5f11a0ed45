/** Each way in which an exception written elsewhere can fail, as the API tells it: code, effect, and whether it can be repaired. */
import type { ExceptionItem, HealthEffect, ItemEntry } from '../../common/allowlist';
import { api } from '../../common/api';
import type { SpaceFinding } from '../../common/api/health';
import type { StoredExceptionItem, ValueList } from '../../server/stack/exceptions';
import type { ExceptionListRef } from '../../server/stack/rules';
import type { Stack } from '../../server/stack/stack';
import { rule, session } from '../contract/fixtures';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const LIST = 'theirs';
/** Two stages that ask for different things, joined by the host. */
const SEQUENCE =
  'sequence by host.id with maxspan=5m [process where process.name == "cmd.exe"] [network where destination.port == 8443]';

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let workbench: StackWorkbench;
let eve: Stack;

const many = Array.from({ length: 201 }, (_, at) => `10.0.${at}.1-10.0.${at}.9`);
/** Value lists come from Elasticsearch, so the port answers these. */
const VALUE_LISTS: ValueList[] = [
  { id: 'empty', name: 'Empty', type: 'ip_range', values: [], total: 0 },
  { id: 'dashes', name: 'Dashes', type: 'ip_range', values: many, total: many.length },
  { id: 'words', name: 'Words', type: 'text', values: ['a'], total: 1 },
  { id: 'big', name: 'Big', type: 'keyword', values: ['a'], total: 65_537 },
];
/** What only Security's rule route lets happen: the same id twice. */
let twice = false;

function asKibana(stack: Stack): Stack {
  const items = async (listIds: readonly string[]): Promise<StoredExceptionItem[]> => {
    const stored = await stack.exceptions.items(listIds);
    return twice ? stored.flatMap((one) => [one, { ...one, id: `${one.id}-2` }]) : stored;
  };
  const exceptions = Object.create(stack.exceptions, {
    items: { value: items },
    valueLists: { value: async (ids: readonly string[]) => VALUE_LISTS.filter(({ id }) => ids.includes(id)) },
  }) as Stack['exceptions'];
  return Object.create(stack, { exceptions: { value: exceptions } }) as Stack;
}

beforeAll(async () => {
  workbench = await startStackWorkbench({ around: asKibana });
  eve = workbench.stack.stackOf('eve');
  // So that the fields are mapped and have values.
  const line = JSON.stringify({
    ...session().source,
    source: { ip: '10.1.2.3', port: 50001 },
    process: { name: 'certutil.exe', executable: 'C:\\Tools\\certutil.exe', code_signature: { trusted: true } },
  });
  const open = async function* () {
    yield Buffer.from(line);
  };
  await workbench.stack.importEvents([{ name: 'events.ndjson', open }], { shiftToNow: true });
  await theirRule('network where destination.port == 8443');
});
afterAll(() => workbench.stop());
afterEach(async () => {
  twice = false;
  for (const { item_id } of await eve.exceptions.items([LIST])) await eve.exceptions.remove(item_id);
});

async function theirRule(query: string, changes: Partial<ExceptionListRef> = {}): Promise<void> {
  const list = await eve.exceptions.ensureList({ list_id: LIST, name: LIST, description: '', tags: [] });
  const ref = { id: list.id, list_id: LIST, type: 'detection', namespace_type: 'single' as const, ...changes };
  await eve.rules.upsert([
    rule({
      rule_id: 'their-rule',
      name: 'Their rule',
      query,
      index: ['logs-*'],
      enabled: false,
      exceptions_list: [ref],
    }),
  ]);
}

function item(entries: ItemEntry[], changes: Partial<ExceptionItem> = {}): ExceptionItem {
  return {
    item_id: 'it',
    list_id: LIST,
    namespace_type: 'single',
    type: 'simple',
    name: 'Item',
    description: '',
    entries,
    os_types: [],
    tags: [],
    comments: [],
    ...changes,
  };
}

const is = (field: string, value: string): ItemEntry => ({ type: 'match', field, operator: 'included', value });
const isNot = (field: string, value: string): ItemEntry => ({ type: 'match', field, operator: 'excluded', value });
const matches = (field: string, value: string): ItemEntry => ({ type: 'wildcard', field, operator: 'included', value });
const inList = (field: string, id: string, type: string): ItemEntry => ({
  type: 'list',
  field,
  operator: 'included',
  list: { id, type },
});

const found = async (): Promise<SpaceFinding[]> => (await workbench.call(api.health.getHealth)).body.findings;

/** What is said about the item, and what the work queue says. */
async function said(): Promise<Array<[string, HealthEffect, boolean]>> {
  const findings = await found();
  const { workQueue } = (await workbench.call(api.techniques.listTechniques)).body;
  const queued = workQueue.filter(({ kind }) => kind === 'exception_finding').map(({ findingId }) => findingId);
  expect(queued.sort()).toEqual(findings.map(({ id }) => id).sort());
  return findings.map(({ finding: { code, effect, repair } }) => [code, effect, repair !== undefined]);
}

type Row = [what: string, entries: ItemEntry[], code: string, repairable: boolean];

describe('the whole rule fails', () => {
  it.each<Row>([
    ['a word on a port', [is('destination.port', 'http')], 'value_does_not_fit_type', false],
    ['a blank before a port', [is('destination.port', ' 8088')], 'value_does_not_fit_type', true],
    ['a range on an address', [is('destination.ip', '198.51.100.20-198.51.100.23')], 'value_does_not_fit_type', true],
    ['a word on a boolean', [is('process.code_signature.trusted', 'yes')], 'value_does_not_fit_type', true],
    ['"matches" on an address', [matches('destination.ip', '203.0.113.*')], 'wildcard_on_wrong_type', true],
    [
      'a nested condition on a plain field',
      [
        {
          type: 'nested',
          field: 'process',
          entries: [{ type: 'match', field: 'name', operator: 'included', value: 'a' }],
        },
      ],
      'nested_on_plain_field',
      true,
    ],
  ])('%s', async (_what, entries, code, repairable) => {
    await eve.exceptions.create(item(entries));
    expect(await said()).toEqual([[code, 'rule_fails', repairable]]);
  });
});

describe('everything is hidden', () => {
  it.each<Row>([
    ['"is not" on a field that no index maps', [isNot('no.such.field', 'x')], 'excluded_on_unmapped_field', false],
    ['an empty list of ranges', [inList('destination.ip', 'empty', 'ip_range')], 'empty_ip_range_list', false],
    ['more than 200 dash ranges', [inList('destination.ip', 'dashes', 'ip_range')], 'too_many_dash_ranges', false],
  ])('%s', async (_what, entries, code, repairable) => {
    await eve.exceptions.create(item(entries));
    expect(await said()).toEqual([[code, 'hides_everything', repairable]]);
  });
});

describe('the item does nothing', () => {
  it.each<Row>([
    ['a value list of texts', [inList('process.name', 'words', 'text')], 'value_list_not_applied', false],
    ['a value list of over 65,536 values', [inList('process.name', 'big', 'keyword')], 'value_list_not_applied', false],
    ['a single backslash', [matches('process.executable', 'C:\\Tools\\*')], 'unescaped_backslash', true],
    ['wrong case in "is"', [is('process.name', 'CERTUTIL.EXE')], 'wrong_case', true],
    ['wrong case in "matches"', [matches('process.name', 'CERTUTIL*')], 'wrong_case', true],
    ['a port that changes', [is('source.port', '50001'), is('process.name', 'certutil.exe')], 'ephemeral_port', false],
    [
      'an address of documentation',
      [is('destination.ip', '203.0.113.9'), is('process.name', 'certutil.exe')],
      'documentation_address',
      false,
    ],
  ])('%s', async (_what, entries, code, repairable) => {
    await eve.exceptions.create(item(entries));
    expect(await said()).toEqual([[code, 'does_nothing', repairable]]);
  });

  it('an end in the past', async () => {
    await eve.exceptions.create(
      item([is('process.name', 'certutil.exe')], { expire_time: '2020-01-01T00:00:00.000Z' }),
    );
    expect(await said()).toEqual([['expired', 'does_nothing', true]]);
  });

  it('conditions that only different stages of a sequence meet', async () => {
    await theirRule(SEQUENCE);
    await eve.exceptions.create(item([is('process.name', 'cmd.exe'), is('destination.port', '8443')]));
    expect(await said()).toEqual([['stages_never_meet', 'does_nothing', false]]);
    await theirRule('network where destination.port == 8443');
  });

  it('what a broader item hides already', async () => {
    await eve.exceptions.create(item([is('process.name', 'certutil.exe')], { item_id: 'broad', name: 'Broad' }));
    await eve.exceptions.create(item([is('process.name', 'certutil.exe'), is('destination.port', '443')]));
    expect(await said()).toEqual([['shadowed', 'does_nothing', true]]);
  });
});

describe('the rule runs without its exceptions', () => {
  afterEach(() => theirRule('network where destination.port == 8443'));

  it('the list was deleted', async () => {
    await eve.exceptions.removeList(LIST);
    expect(await said()).toEqual([['list_missing', 'runs_without', true]]);
  });

  it('the link names the wrong namespace', async () => {
    await theirRule('network where destination.port == 8443', { namespace_type: 'agnostic' });
    expect(await said()).toEqual([['list_wrong_namespace', 'runs_without', true]]);
  });
});

describe('more is hidden than meant', () => {
  it('events of every stage of a sequence', async () => {
    await theirRule(
      SEQUENCE.replace('[process where process.name == "cmd.exe"]', '[network where destination.port == 443]'),
    );
    await eve.exceptions.create(item([is('destination.ip', '10.1.2.3')]));
    expect(await said()).toEqual([['every_stage_of_sequence', 'hides_more', false]]);
    await theirRule('network where destination.port == 8443');
  });

  it('conditions that fell to a user alone', async () => {
    await eve.exceptions.create(item([is('user.name', 'mia')]));
    expect(await said()).toEqual([['identity_only', 'hides_more', false]]);
  });
});

it('the same id posted twice is doubled', async () => {
  await eve.exceptions.create(item([is('process.name', 'certutil.exe'), is('destination.port', '443')]));
  twice = true;
  expect(await said()).toContainEqual(['item_id_twice', 'doubled', true]);
});
