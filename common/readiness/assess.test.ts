import { assessReadiness, type ReadinessInput, type RuleState, type SourceState } from '.';

const now = Date.parse('2026-11-23T12:00:00.000Z');
const rule: RuleState = {
  rule: 'CP-3',
  installed: true,
  enabled: true,
  fields: [
    { name: 'process.name', use: 'text' },
    { name: 'process.command_line', use: 'text' },
    { name: 'file.Ext.original.name', optional: true },
  ],
  interval: '5m',
  from: 'now-9m',
};
const source: SourceState = {
  source: 'defend',
  patterns: ['logs-endpoint.events.process-*'],
  indices: ['.ds-logs-endpoint.events.process-default-000001'],
  lastEventAt: '2026-11-23T11:59:00.000Z',
  recentCount: 100,
  fields: { 'process.name': [{ type: 'keyword' }], 'process.command_line': [{ type: 'wildcard' }] },
};

function decide(changes: { rule?: Partial<RuleState>; source?: Partial<SourceState>; others?: SourceState[] } = {}) {
  const input: ReadinessInput = {
    rules: [{ ...rule, ...changes.rule }],
    sources: { 'CP-3': [{ ...source, ...changes.source }, ...(changes.others ?? [])] },
    now,
  };
  return assessReadiness(input)[0];
}

it('is ready when index, fields and data are there; an optional field may be unmapped', () => {
  expect(decide()).toMatchObject({
    rule: 'CP-3',
    source: 'defend',
    level: 'ready',
    reason: { code: 'ready' },
    also: [],
  });
});

it.each([
  ['not_installed', 'blind', { rule: { installed: false } }],
  ['disabled', 'blind', { rule: { enabled: false } }],
  ['exception_fails_rule', 'blind', { rule: { exceptions: { fails: '"port http": For input string: "http"' } } }],
  ['exceptions_hide_everything', 'blind', { rule: { exceptions: { hidesEverything: 'empty ip_range list' } } }],
  ['exception_list_missing', 'limited', { rule: { exceptions: { missingList: 'corp-fp' } } }],
  ['last_run_failed', 'blind', { rule: { lastRun: { at: '', status: 'failed', message: 'verification_exception' } } }],
  ['last_run_warned', 'limited', { rule: { lastRun: { at: '', status: 'warning', message: 'something' } } }],
  [
    'alert_limit_hit',
    'limited',
    { rule: { lastRun: { at: '', status: 'warning', message: 'This rule reached the maximum alert limit' } } },
  ],
  ['look_back_gap', 'limited', { rule: { from: 'now-3m' } }],
  ['no_index', 'blind', { source: { indices: [] } }],
  ['no_data', 'blind', { source: { lastEventAt: undefined } }],
  ['no_recent_data', 'limited', { source: { lastEventAt: '2026-11-20T00:00:00.000Z' } }],
  ['field_unmapped_everywhere', 'blind', { source: { fields: { 'process.name': [{ type: 'keyword' }] } } }],
  ['field_wrong_type', 'blind', { source: { fields: { ...source.fields, 'process.name': [{ type: 'long' }] } } }],
  [
    'field_unmapped_in_some',
    'limited',
    {
      source: {
        fields: {
          ...source.fields,
          'process.name': [{ type: 'keyword' }, { type: 'unmapped', indices: ['logs-other'] }],
        },
      },
    },
  ],
  [
    'long_values_not_indexed',
    'limited',
    { source: { fields: { ...source.fields, 'process.command_line': [{ type: 'keyword', ignoreAbove: 1024 }] } } },
  ],
  ['dotted_and_nested', 'limited', { source: { mixedNotation: ['process.name'] } }],
  [
    'sources_overlap',
    'limited',
    { source: { hosts: ['ws-1'] }, others: [{ ...source, source: 'sysmon_winlogbeat', hosts: ['ws-1', 'ws-2'] }] },
  ],
] as const)('says %s', (code, level, changes) => {
  const row = decide(changes as Parameters<typeof decide>[0]);
  expect(row?.reason.code).toBe(code);
  expect(row?.level).toBe(level);
  expect(row?.reason.sentence).not.toBe('');
});

it('names the worst reason and keeps the others', () => {
  const row = decide({ rule: { enabled: false, from: 'now-3m' }, source: { indices: [] } });
  expect(row?.reason.code).toBe('no_index');
  expect(row?.also.map(({ code }) => code)).toEqual(['disabled', 'look_back_gap']);
});
