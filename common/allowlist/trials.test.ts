/** 90 rule previews of a live Kibana 8.12.2: ../shared/data/kibana-recordings/preview/sequence-and-exceptions.json. */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { compile, run, type EqlHit } from '../eql';
import { compileItems, fieldSchema, type ExceptionItem, type ItemEntry, type RuleKind, type ValueListContent } from '.';

const file = join(__dirname, '../../../shared/data/kibana-recordings/preview/sequence-and-exceptions.json');
const available = existsSync(file);

interface Trial {
  note: string;
  rule: 'seq' | 'event' | 'net' | 'kql' | 'threshold' | 'newterms';
  /** Text where the recorder cut a long list. */
  entries: ItemEntry[] | string;
  item?: Partial<ExceptionItem>;
  alerts: string[];
  logs: Array<{ errors: string[]; warnings: string[] }>;
}

// The events, as the README of the recordings lists them.
function event(
  id: string,
  host: string,
  second: number,
  user: string,
  name: string,
  more: Record<string, unknown>,
): EqlHit {
  const category = 'destination' in more ? 'network' : 'process';
  const { process: extra, ...fields } = more;
  return {
    _id: id,
    _source: {
      '@timestamp': new Date(Date.UTC(2026, 10, 23, 5, 0, second)).toISOString(),
      event: { category, type: 'start' },
      host: { id: host, name: host },
      user: { name: user },
      process: {
        name,
        executable: `C:\\Tools\\${name}`,
        command_line: `"C:\\Tools\\${name}" /a`,
        ...(extra as object),
      },
      ...fields,
    },
  };
}

const to = (ip: string, port: number): Record<string, unknown> => ({
  destination: { ip, port },
  source: { ip: '10.1.2.3' },
});

const events: EqlHit[] = [
  event('p1', 'h1', 0, 'alice', 'certutil.exe', {
    process: { Ext: { code_signature: [{ subject_name: 'Acme', trusted: true }] } },
  }),
  event('s1a', 'h1', 10, 'alice', 'cmd.exe', {}),
  event('s1b', 'h1', 20, 'alice', 'evil.exe', to('203.0.113.7', 8443)),
  event('p2', 'h2', 1, 'svc-bk', 'certutil.exe', {}),
  event('s2a', 'h2', 10, 'alice', 'cmd.exe', {}),
  event('s2b', 'h2', 20, 'alice', 'backup.exe', to('203.0.113.8', 8443)),
  event('p3', 'h3', 2, 'alice', 'CertUtil.exe', {}),
  event('s3a', 'h3', 9, 'bob', 'cmd.exe', {}),
  event('s3a2', 'h3', 10, 'svc-bk', 'cmd.exe', {}),
  event('s3b', 'h3', 20, 'alice', 'evil.exe', to('203.0.113.9', 8443)),
  ...[0, 1, 2, 3, 4].map((n) => event(`n${n}`, 'h4', 30 + n, 'alice', 'scan.exe', to(`198.51.100.${n}`, 443))),
];

const schema = fieldSchema({
  '@timestamp': 'date',
  'event.category': 'keyword',
  'event.type': 'keyword',
  'host.id': 'keyword',
  'host.name': 'keyword',
  'user.name': 'keyword',
  'process.name': 'keyword',
  'process.executable': 'keyword',
  'process.command_line': 'wildcard',
  'process.Ext.code_signature': 'nested',
  'process.Ext.code_signature.subject_name': 'keyword',
  'process.Ext.code_signature.trusted': 'boolean',
  'destination.ip': 'ip',
  'destination.port': 'long',
  'source.ip': 'ip',
});

const programs = ['evil.exe', 'backup.exe'];
const filler = (count: number): string[] => Array.from({ length: count }, (_, n) => `tool${n}.exe`);
const valueLists = new Map<string, ValueListContent>(
  [
    { id: 'rec-pv-ip', type: 'ip', values: ['203.0.113.7', '203.0.113.8'] },
    { id: 'rec-pv-rng', type: 'ip_range', values: ['203.0.113.0/24'] },
    { id: 'rec-pv-dash', type: 'ip_range', values: ['203.0.113.0-203.0.113.255'] },
    { id: 'rec-pv-kw', type: 'keyword', values: programs },
    { id: 'rec-pv-text', type: 'text', values: programs },
    { id: 'rec-pv-big', type: 'keyword', values: [...programs, ...filler(66_000)] },
    {
      id: 'rec-pv-bigdash',
      type: 'ip_range',
      values: Array.from({ length: 251 }, (_, n) => `203.0.${n}.0-203.0.${n}.255`),
    },
    { id: 'rec-pv-e-ip', type: 'ip', values: [] },
    { id: 'rec-pv-e-rng', type: 'ip_range', values: [] },
    { id: 'rec-pv-e-kw', type: 'keyword', values: [] },
    { id: 'rec-pv-e-text', type: 'text', values: [] },
  ].map((list) => [list.id, list]),
);

const kinds: Record<Trial['rule'], RuleKind> = {
  seq: 'eql',
  event: 'eql',
  net: 'eql',
  kql: 'query',
  threshold: 'threshold',
  newterms: 'new_terms',
};
const sequence = compile(
  'sequence by host.id with maxspan=5m [process where event.type == "start" and process.name == "cmd.exe"] [network where destination.port == 8443]',
);
const isNetwork = (hit: EqlHit): boolean => 'destination' in hit._source;
const isCertutil = (hit: EqlHit): boolean => hit._id.startsWith('p');

/** What the recorder noted as alerts: event ids, the ids of a sequence, or hosts. */
function alertsOf(rule: Trial['rule'], left: readonly EqlHit[]): string[] {
  switch (rule) {
    case 'seq':
      return run(sequence, left, { size: 100 }).sequences.map((found) =>
        found.events.map((hit) => ('_id' in hit ? hit._id : '')).join('+'),
      );
    case 'event':
      return left.filter(isCertutil).map((hit) => hit._id);
    case 'net':
    case 'kql':
      return left.filter(isNetwork).map((hit) => hit._id);
    case 'threshold':
    case 'newterms':
      return [...new Set(left.filter(isNetwork).map((hit) => (hit._source.host as { name: string }).name))];
  }
}

function itemOf(name: string, entries: ItemEntry[], more: Partial<ExceptionItem> = {}): ExceptionItem {
  const fixed = {
    list_id: 'l',
    namespace_type: 'single',
    type: 'simple',
    description: '',
    os_types: [],
    tags: [],
    comments: [],
  } as const;
  return { ...fixed, os_types: [], tags: [], comments: [], item_id: name, name, entries, ...more };
}

function itemsOf(trial: Trial): ExceptionItem[] {
  if (trial.entries.length === 0) return [];
  const cut = typeof trial.entries === 'string';
  const count = /5,000/.test(trial.note) ? 5_000 : 1_000;
  const entries: ItemEntry[] = cut
    ? [
        {
          type: 'match_any',
          field: 'process.name',
          operator: 'included',
          value: [...filler(count - 1), 'certutil.exe'],
        },
      ]
    : (trial.entries as ItemEntry[]);
  const items = [itemOf('x', entries, trial.item)];
  if (trial.note.includes('beside another item')) {
    items.push(itemOf('y', [{ type: 'match', field: 'process.name', operator: 'included', value: 'backup.exe' }]));
  }
  return items;
}

if (!available)
  console.warn('skipped: ../shared/data/kibana-recordings is not here, so the 90 trials cannot be compared');

(available ? describe : describe.skip)('rule previews with exceptions on a live Kibana 8.12.2', () => {
  const { exchanges } = available
    ? (JSON.parse(readFileSync(file, 'utf8')) as { exchanges: Trial[] })
    : { exchanges: [] };

  it('covers the whole recording', () => {
    expect(exchanges).toHaveLength(90);
  });

  it.each(exchanges.map((trial) => [`${trial.rule}: ${trial.note}`, trial] as const))('%s', (_title, trial) => {
    const compiled = compileItems(itemsOf(trial), {
      schema,
      valueLists,
      now: Date.parse('2026-11-23T06:00:00.000Z'),
      ruleKind: kinds[trial.rule],
    });
    const errors = trial.logs.flatMap((log) => log.errors);
    const warnings = trial.logs.flatMap((log) => log.warnings);
    expect(compiled.state === 'fails').toBe(errors.length > 0);
    if (compiled.state === 'fails') expect(errors.join('\n')).toContain(compiled.causes[0]?.problem);
    if (warnings.length > 0) expect(compiled.items.some((item) => item.state === 'ignored')).toBe(true);
    const left = compiled.state === 'ok' ? events.filter((hit) => compiled.hiddenBy(hit._source) === undefined) : [];
    expect(alertsOf(trial.rule, left).sort()).toEqual([...trial.alerts].sort());
  });
});
