/** Every row of what Kibana 8.12 accepts in silence, with its effect and its repair. */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { bundledPacks } from '../../../test/support/packs';
import { render } from '../../rules';
import {
  compileItems,
  DISABLED_EXPIRY,
  fieldSchema,
  fillTemplate,
  itemHealth,
  itemsOf,
  spaceHealth,
  type ExceptionItem,
  type HealthCode,
  type HealthContext,
  type HealthRule,
  type ItemEntry,
  type ValueListContent,
} from '..';

const now = Date.parse('2026-11-23T00:00:00.000Z');
const schema = fieldSchema({
  '@timestamp': 'date',
  'event.category': 'keyword',
  'host.name': 'keyword',
  'host.os.type': 'keyword',
  'user.name': 'keyword',
  'process.name': 'keyword',
  'process.executable': 'keyword',
  'process.command_line': 'wildcard',
  'process.code_signature.trusted': 'boolean',
  'process.Ext.code_signature': 'nested',
  'process.Ext.code_signature.subject_name': 'keyword',
  'process.Ext.code_signature.trusted': 'boolean',
  'destination.ip': 'ip',
  'destination.port': 'long',
  'source.port': 'long',
});

function item(entries: ItemEntry[], more: Partial<ExceptionItem> = {}): ExceptionItem {
  return {
    item_id: 'item',
    list_id: 'list',
    namespace_type: 'single',
    type: 'simple',
    name: 'Item',
    description: '',
    os_types: [],
    tags: [],
    comments: [],
    entries,
    ...more,
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

const lists = new Map<string, ValueListContent>(
  [
    { id: 'empty', type: 'ip_range', values: [] },
    { id: 'many', type: 'ip_range', values: Array.from({ length: 201 }, (_, n) => `10.0.${n}.0-10.0.${n}.9`) },
    { id: 'words', type: 'text', values: ['a'] },
    { id: 'big', type: 'keyword', values: [], total: 65_537 },
  ].map((list) => [list.id, list]),
);

function check(subject: ExceptionItem, more: Partial<HealthContext> = {}) {
  return itemHealth(subject, { now, schema, valueLists: lists, ruleKind: 'eql', ...more });
}

const seq: HealthRule = {
  id: 'seq',
  name: 'Sequence',
  kind: 'eql',
  query:
    'sequence by host.id with maxspan=5m [process where event.type == "start" and process.name == "cmd.exe"] [network where destination.port == 8443]',
};
const single: HealthRule = {
  id: 'single',
  name: 'Single',
  kind: 'eql',
  query: 'network where process.name : ("certutil.exe", "bitsadmin.exe")',
};

describe('what fails the whole rule', () => {
  it.each<[string, ItemEntry, HealthCode, ItemEntry | undefined]>([
    ['a word on a port', is('destination.port', 'http'), 'value_does_not_fit_type', undefined],
    [
      'a blank before a port',
      is('destination.port', ' 8088'),
      'value_does_not_fit_type',
      is('destination.port', '8088'),
    ],
    [
      'a range on an address',
      is('destination.ip', '198.51.100.20-198.51.100.23'),
      'value_does_not_fit_type',
      is('destination.ip', '198.51.100.20/30'),
    ],
    [
      'a word on a boolean',
      is('process.code_signature.trusted', 'yes'),
      'value_does_not_fit_type',
      is('process.code_signature.trusted', 'true'),
    ],
    ['a word on a date', is('@timestamp', 'yesterday'), 'value_does_not_fit_type', undefined],
    [
      '"matches" on an address',
      matches('destination.ip', '203.0.113.*'),
      'wildcard_on_wrong_type',
      is('destination.ip', '203.0.113.0/24'),
    ],
    [
      'a nested condition on a plain field',
      {
        type: 'nested',
        field: 'process',
        entries: [{ type: 'match', field: 'name', operator: 'included', value: 'cmd.exe' }],
      },
      'nested_on_plain_field',
      is('process.name', 'cmd.exe'),
    ],
  ])('%s', (_title, entry, code, repaired) => {
    const subject = item([entry]);
    expect(compileItems([subject], { now, schema }).state).toBe('fails');
    const [finding] = check(subject);
    expect(finding).toMatchObject({
      code,
      severity: 'refuse',
      effect: 'rule_fails',
      itemId: 'item',
      listId: 'list',
      entry: 0,
    });
    expect(finding?.repair?.item?.entries).toEqual(repaired === undefined ? undefined : [repaired]);
    const fixed = finding?.repair?.item;
    if (fixed !== undefined) expect(compileItems([fixed], { now, schema }).state).toBe('ok');
  });
});

describe('what hides everything', () => {
  it.each<[string, ItemEntry, HealthCode]>([
    ['"is not" on a field that is not mapped', isNot('no.such.field', 'x'), 'excluded_on_unmapped_field'],
    ['an empty list of ranges', inList('destination.ip', 'empty', 'ip_range'), 'empty_ip_range_list'],
    [
      'a list with more than 200 dash ranges as the only item',
      inList('destination.ip', 'many', 'ip_range'),
      'too_many_dash_ranges',
    ],
  ])('%s', (_title, entry, code) => {
    const subject = item([entry]);
    expect(compileItems([subject], { now, schema, valueLists: lists }).state).toBe('hides_all');
    expect(check(subject)[0]).toMatchObject({ code, severity: 'refuse', effect: 'hides_everything' });
  });

  it('"is not" on a field that no event has', () => {
    const [finding] = check(item([isNot('user.name', 'bob')]), { seen: () => [] });
    expect(finding).toMatchObject({
      code: 'excluded_on_missing_field',
      severity: 'refuse',
      effect: 'hides_everything',
    });
  });

  it('only warns when another condition narrows it', () => {
    const findings = check(item([isNot('no.such.field', 'x'), is('host.name', 'a'), is('process.name', 'b')]));
    expect(findings.map(({ code, severity, effect }) => [code, severity, effect])).toEqual([
      ['excluded_on_unmapped_field', 'warn', 'hides_more'],
    ]);
    expect(findings[0]?.repair?.item?.entries).toHaveLength(2);
  });
});

describe('what does nothing', () => {
  it.each<[string, ItemEntry[], HealthCode, 'refuse' | 'warn', Partial<HealthContext>]>([
    [
      'conditions that only different stages meet',
      [is('process.name', 'cmd.exe'), is('destination.port', '8443')],
      'stages_never_meet',
      'refuse',
      { rule: seq },
    ],
    ['a list of words', [inList('process.name', 'words', 'text')], 'value_list_not_applied', 'refuse', {}],
    [
      'a list with over 65,536 values',
      [inList('process.name', 'big', 'keyword')],
      'value_list_not_applied',
      'refuse',
      {},
    ],
    ['a list that does not exist', [inList('process.name', 'gone', 'keyword')], 'value_list_missing', 'refuse', {}],
    [
      'a single backslash in "matches"',
      [matches('process.executable', 'C:\\Program Files\\nodejs\\*')],
      'unescaped_backslash',
      'refuse',
      {},
    ],
    [
      'a single backslash before the star of a path',
      [matches('process.executable', '*\\*')],
      'unescaped_backslash',
      'refuse',
      {},
    ],
    [
      'doubled backslashes in "is"',
      [is('process.executable', 'C:\\\\Tools\\\\a.exe')],
      'doubled_backslash',
      'warn',
      {},
    ],
    ['a star in "is"', [is('process.name', 'cert*')], 'wildcard_in_match', 'refuse', {}],
    [
      'wrong case',
      [is('process.name', 'CERTUTIL.EXE')],
      'wrong_case',
      'refuse',
      { seen: () => ['certutil.exe'], seenIsComplete: () => true },
    ],
    [
      'wrong case, as far as the data is known',
      [is('process.name', 'CERTUTIL.EXE')],
      'wrong_case',
      'warn',
      { seen: () => ['certutil.exe'] },
    ],
    [
      'wrong case in "matches"',
      [matches('process.name', 'CERT*')],
      'wrong_case',
      'refuse',
      { seen: () => ['certutil.exe'], seenIsComplete: () => true },
    ],
    [
      'a field that no index maps',
      [is('no.such.field', 'x'), is('process.name', 'a')],
      'field_not_mapped',
      'refuse',
      {},
    ],
    [
      'a sub-field of nested objects',
      [is('process.Ext.code_signature.subject_name', 'Acme')],
      'field_inside_nested',
      'refuse',
      {},
    ],
    ['an ephemeral port', [is('source.port', '50001'), is('process.name', 'a')], 'ephemeral_port', 'warn', {}],
    [
      'a documentation address',
      [is('destination.ip', '203.0.113.7'), is('process.name', 'a')],
      'documentation_address',
      'warn',
      {},
    ],
    [
      'two values of one field',
      [is('process.name', 'a'), is('process.name', 'b')],
      'conditions_contradict',
      'warn',
      {},
    ],
  ])('%s', (_title, entries, code, severity, more) => {
    const findings = check(item(entries), more);
    expect(findings.map((finding) => [finding.code, finding.severity, finding.effect])).toEqual([
      [code, severity, 'does_nothing'],
    ]);
  });

  it('compares so few values that an item made to be large holds nobody up', () => {
    const ofOther = Array.from({ length: 40_000 }, () => is('process.name', 'a'));
    expect(check(item([...ofOther, is('process.name', 'b')])).map(({ code }) => code)).toEqual([]);
  });

  it('an operating system that the data does not name', () => {
    const without = fieldSchema({ 'process.name': 'keyword' });
    const [finding] = check(item([is('process.name', 'a')], { os_types: ['windows'] }), { schema: without });
    expect(finding).toMatchObject({ code: 'os_never_known', severity: 'refuse' });
    expect(finding?.repair?.item?.os_types).toEqual([]);
  });

  it('an item that ran out, but not one that was switched off', () => {
    const entries = [is('process.name', 'a')];
    expect(check(item(entries, { expire_time: '2026-01-01T00:00:00.000Z' }))[0]).toMatchObject({
      code: 'expired',
      severity: 'warn',
    });
    const off = itemsOf({
      id: 'e',
      name: 'Off',
      rules: ['CP-1'],
      conditions: entries,
      osTypes: [],
      reason: 'because',
      owner: 'soc',
      enabled: false,
    });
    expect(off[0]?.expire_time).toBe(DISABLED_EXPIRY);
    expect(check(off[0] as ExceptionItem)).toEqual([]);
  });

  it('an item that a broader one covers', () => {
    const broad = item([matches('process.executable', 'C:\\\\Tools\\\\*')], { item_id: 'broad', name: 'Broad' });
    const narrow = item([is('process.executable', 'C:\\Tools\\a.exe'), is('host.name', 'h')]);
    expect(check(narrow, { others: [broad] })[0]).toMatchObject({ code: 'shadowed', repair: { kind: 'remove_item' } });
    expect(check(broad, { others: [narrow] })).toEqual([]);
  });

  it('documentation addresses are real on demo data', () => {
    expect(check(item([is('destination.ip', '203.0.113.7'), is('process.name', 'a')]), { demoData: true })).toEqual([]);
  });
});

describe('conditions of a sequence', () => {
  const pair = item([is('process.name', 'cmd.exe'), is('destination.port', '8443')]);

  it('may both be met by a stage that is joined by its process', () => {
    const joined = { ...seq, query: (seq.query ?? '').replace('by host.id', 'by process.entity_id') };
    expect(check(pair, { rule: joined })).toEqual([]);
  });

  it('may name another program than the first stage', () => {
    expect(check(item([is('process.name', 'backup.exe'), is('destination.port', '8443')]), { rule: seq })).toEqual([]);
  });
});

describe('repairs', () => {
  it.each<[ItemEntry, ItemEntry, Partial<HealthContext>]>([
    [
      matches('process.executable', 'C:\\Program Files\\nodejs\\*'),
      matches('process.executable', 'C:\\\\Program Files\\\\nodejs\\\\*'),
      {},
    ],
    [is('process.executable', 'C:\\\\Tools\\\\a.exe'), is('process.executable', 'C:\\Tools\\a.exe'), {}],
    [is('process.executable', 'C:\\Tools\\*'), matches('process.executable', 'C:\\\\Tools\\\\*'), {}],
    [is('process.name', 'CERTUTIL.EXE'), is('process.name', 'certutil.exe'), { seen: () => ['certutil.exe'] }],
    [
      matches('process.executable', 'c:\\\\tools\\\\*'),
      matches('process.executable', 'C:\\\\Tools\\\\*'),
      { seen: () => ['C:\\Tools\\a.exe'] },
    ],
    [
      is('process.Ext.code_signature.subject_name', 'Acme'),
      {
        type: 'nested',
        field: 'process.Ext.code_signature',
        entries: [{ type: 'match', field: 'subject_name', operator: 'included', value: 'Acme' }],
      },
      {},
    ],
  ])('%j becomes %j', (entry, repaired, more) => {
    const [finding] = check(item([entry]), more);
    expect(finding?.repair?.item?.entries).toEqual([repaired]);
    expect(check(finding?.repair?.item as ExceptionItem, more)).toEqual([]);
  });
});

describe('what hides more than meant', () => {
  it('an item that several stages of a sequence meet', () => {
    expect(check(item([is('host.name', 'h1'), is('process.name', 'cmd.exe')]), { rule: seq })[0]).toMatchObject({
      code: 'every_stage_of_sequence',
      severity: 'warn',
      evidence: 'stage 1, stage 2',
    });
    expect(check(item([is('destination.ip', '10.1.1.1'), is('host.name', 'h1')]), { rule: seq })).toEqual([]);
  });

  it('only who or where', () => {
    expect(check(item([is('user.name', 'bob'), is('host.name', 'h1')]))[0]).toMatchObject({
      code: 'identity_only',
      severity: 'warn',
    });
  });
});

describe('what Kibana would not take', () => {
  it.each<[HealthCode, ItemEntry[]]>([
    ['no_conditions', []],
    ['placeholder_not_filled', [is('host.name', '{{managed_hosts}}')]],
    ['empty_value', [is('host.name', ' ')]],
    ['empty_value', [{ type: 'match_any', field: 'host.name', operator: 'included', value: [] }]],
  ])('%s', (code, entries) => {
    expect(check(item(entries))).toMatchObject([{ code, severity: 'refuse', effect: 'not_saved' }]);
  });

  it('a value list beside other conditions', () => {
    expect(
      check(item([inList('process.name', 'empty', 'keyword'), is('host.name', 'a')])).map(({ code }) => code),
    ).toContain('list_with_other_entries');
  });
});

describe('the lists of a space', () => {
  const healthy = item([is('process.name', 'certutil.exe'), is('host.name', 'a')]);
  const rule = { ...single, links: [{ list_id: 'list', namespace_type: 'single' as const }], schema };

  it('has nothing to say about a healthy one', () => {
    expect(spaceHealth({ rules: [rule], lists: rule.links, items: [healthy], now })).toEqual([]);
  });

  it('finds a list that was deleted and one in the wrong namespace', () => {
    const gone = spaceHealth({ rules: [rule], lists: [], items: [], now });
    expect(gone).toMatchObject([
      {
        code: 'list_missing',
        effect: 'runs_without',
        ruleId: 'single',
        listId: 'list',
        repair: { kind: 'unlink_list' },
      },
    ]);
    const moved = spaceHealth({
      rules: [rule],
      lists: [{ list_id: 'list', namespace_type: 'agnostic' }],
      items: [],
      now,
    });
    expect(moved).toMatchObject([{ code: 'list_wrong_namespace', repair: { kind: 'relink_list' } }]);
  });

  it('finds an id that was posted twice and conditions that stand twice', () => {
    const twice = spaceHealth({ rules: [rule], lists: rule.links, items: [healthy, { ...healthy }], now });
    expect(twice.map(({ code }) => code)).toEqual(['item_id_twice']);
    const same = spaceHealth({
      rules: [rule],
      lists: rule.links,
      items: [healthy, { ...healthy, item_id: 'other' }],
      now,
    });
    expect(same.map(({ code }) => code)).toEqual(['same_conditions_twice', 'same_conditions_twice']);
  });

  it('checks every item on every rule that uses it', () => {
    const pair = item([is('process.name', 'cmd.exe'), is('destination.port', '8443')]);
    const findings = spaceHealth({ rules: [rule, { ...rule, ...seq }], lists: rule.links, items: [pair], now });
    expect(findings.map(({ code, ruleId }) => [code, ruleId])).toEqual([['stages_never_meet', 'seq']]);
  });
});

describe('the fourteen templates', () => {
  const { packs } = bundledPacks();
  const rules = new Map(packs.flatMap((pack) => pack.rules).map((rule) => [rule.id, rule]));
  const schemaFile = join(__dirname, '../../../../shared/data/replay/schema.json');
  const known = existsSync(schemaFile);
  if (!known) console.warn('the templates are checked without the mapping of ../shared/data/replay, which is not here');
  const mapping = known
    ? fieldSchema((JSON.parse(readFileSync(schemaFile, 'utf8')) as { fields: Record<string, string> }).fields)
    : undefined;
  const templates = packs.flatMap((pack) => pack.allowlist);

  it('are fourteen', () => {
    expect(templates).toHaveLength(14);
  });

  it.each(templates.flatMap((template) => template.rules.map((rule) => [template.id, rule, template] as const)))(
    '%s on %s has no finding',
    (id, ruleId, template) => {
      const template_ = rules.get(ruleId);
      if (template_ === undefined) throw new Error(`no rule ${ruleId}`);
      const values = Object.fromEntries(template.placeholders.map(({ name, example }) => [name, example]));
      const entry = {
        id,
        name: id,
        rules: [ruleId],
        conditions: fillTemplate(template.entries, values),
        osTypes: [],
        reason: 'because',
        owner: 'soc',
        enabled: true,
      };
      const [filled] = itemsOf(entry);
      const rule: HealthRule = { id: ruleId, name: ruleId, kind: 'eql', query: render(template_).query };
      const context: HealthContext = {
        now,
        rule,
        ruleKind: 'eql',
        demoData: true,
        ...(mapping === undefined ? {} : { schema: mapping }),
      };
      expect(itemHealth(filled as ExceptionItem, context)).toEqual([]);
    },
  );
});
