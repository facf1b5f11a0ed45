import type { Judgement, RowVerdict } from '../../../common/expectations';
import type { Pack, PackReport } from '../../../common/packs';
import type { Readiness } from '../../../common/readiness';
import type { InstalledRule } from '../../stack/rules';
import { Catalog } from '../catalog';
import { workQueue, type WorkQueueInput } from './work_queue';

const NOW = Date.parse('2026-05-01T12:00:00.000Z');

const pack = {
  id: 'p',
  manifest: { technique: { id: 'T1571' }, listed_rules: [], data_sources: [] },
  rules: [{ id: 'NP-1', rule_id: 'r1', listed_by: [] }],
  expectations: [{ id: 'T1571-1', title: 'Listener', sources: [{ must_fire: [{ rule: 'NP-1', matches: 1 }] }] }],
} as unknown as Pack;

const on = { enabled: true } as InstalledRule;
const base: WorkQueueInput = {
  catalog: new Catalog({ packs: [pack], reports: [] }),
  judgement: { worse: [] } as unknown as Judgement,
  drift: [],
  readiness: [],
  installed: new Map(),
  entries: [],
  findings: [],
  recorded: [],
  tunings: [],
  lastRuns: {},
  reports: [],
  now: NOW,
};
const queue = (changes: Partial<WorkQueueInput>) => workQueue({ ...base, ...changes });

const run = (changes: object) => ({
  'T1571-1': {
    testId: 'T1571-1',
    result: 'passed',
    at: '2026-04-30T00:00:00.000Z',
    summary: 'fine',
    ...changes,
  } as never,
});
const installed = new Map([['NP-1', on]]);
const row = (level: string) =>
  ({
    rule: 'NP-1',
    source: level,
    level,
    reason: { code: 'x', sentence: 'No index.', advice: 'Ship events.' },
  }) as unknown as Readiness;

describe('the work queue', () => {
  it('is empty when there is nothing to do', () => {
    expect(queue({})).toEqual([]);
    expect(queue({ installed, lastRuns: run({}), readiness: [row('ready')] })).toEqual([]);
  });

  it('begins with what is blind, and names the entry that did it', () => {
    const worse = [
      {
        expectation: 'T1571-1',
        source: 'defend',
        verdict: 'blinded',
        lost: ['NP-1'],
        reasons: [{ code: 'hidden_by_item', text: 'Hidden by "Any PowerShell".', itemName: 'Any PowerShell' }],
      },
    ] as unknown as RowVerdict[];
    const entries = [
      {
        id: 'e1',
        name: 'Any PowerShell',
        rules: ['NP-1'],
        state: 'expiring' as const,
        text: 'expires in 3 days',
        neverMatched: false,
        stale: false,
      },
    ];
    const items = queue({ judgement: { worse } as unknown as Judgement, entries });
    expect(items.map(({ kind }) => kind)).toEqual(['blinding_entry', 'expiring_entry']);
    expect(items[0]).toMatchObject({
      entryId: 'e1',
      ruleKey: 'NP-1',
      testId: 'T1571-1',
      techniqueId: 'T1571',
      severity: 'danger',
    });
  });

  it('names the tuning that hides an attack, and until when that is accepted', () => {
    const worse = [
      {
        expectation: 'T1571-1',
        source: 'defend',
        verdict: 'blinded',
        lost: ['NP-1'],
        reasons: [{ code: 'clause', text: 'destination.port > 5000 does not match event 2' }],
      },
    ] as unknown as RowVerdict[];
    const override = { reason: 'migration week', expiresAt: '2026-05-20T00:00:00.000Z' };
    const tunings = [{ ruleKey: 'NP-1', override }] as unknown as WorkQueueInput['tunings'];
    const [item, ...others] = queue({ judgement: { worse } as unknown as Judgement, tunings });
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      kind: 'blinding_entry',
      severity: 'danger',
      title: 'T1571-1 goes unseen on defend',
      detail:
        'NP-1 is tuned past it: destination.port > 5000 does not match event 2. Accepted until 2026-05-20: migration week',
    });
  });

  it('names a disabled rule when nothing else alerts on its attacks, with who changed it last', () => {
    const off = { enabled: false, updated_by: 'eve', updated_at: '2026-04-29T08:00:00.000Z' } as InstalledRule;
    const lost = (rule: string, more: object = {}) =>
      ({
        expectation: 'T1571-1',
        source: 'defend',
        verdict: 'blinded',
        lost: [rule],
        reasons: [{ code: 'rule_disabled', text: `${rule} is disabled` }],
        buildingBlockOnly: false,
        ...more,
      }) as unknown as RowVerdict;
    const ask = (rows: RowVerdict[]) =>
      queue({ installed: new Map([['NP-1', off]]), lastRuns: run({}), judgement: { worse: rows } as Judgement });
    expect(ask([lost('NP-1'), lost('NP-1', { source: 'sysmon' })])).toEqual([
      {
        kind: 'resting_rule',
        severity: 'warning',
        ruleKey: 'NP-1',
        techniqueId: 'T1571',
        title: 'NP-1 is disabled',
        detail: 'Nothing else alerts on T1571-1. Last changed by eve on 2026-04-29.',
      },
    ]);
    expect(ask([lost('NP-1', { verdict: 'weakened' })])).toEqual([]);
    expect(ask([lost('NP-1', { buildingBlockOnly: true })])).toEqual([]);
  });

  it('says when the override of a tuning has ended', () => {
    const tuning = { ruleKey: 'NP-1', override: { reason: 'x', expiresAt: '2026-04-30T00:00:00.000Z' } } as never;
    expect(queue({ tunings: [tuning] })).toMatchObject([
      { kind: 'ended_override', severity: 'danger', ruleKey: 'NP-1' },
    ]);
    const running = { ruleKey: 'NP-1', override: { reason: 'x', expiresAt: '2026-05-30T00:00:00.000Z' } } as never;
    expect(queue({ tunings: [running] })).toEqual([]);
  });

  it('names enabled rules that see nothing anywhere, not those that see something somewhere', () => {
    expect(queue({ installed, lastRuns: run({}), readiness: [row('blind')] })).toMatchObject([
      { kind: 'blind_rule', detail: 'No index. Ship events.' },
    ]);
    expect(queue({ installed, lastRuns: run({}), readiness: [row('blind'), row('limited')] })).toEqual([]);
    const off = new Map([['NP-1', { ...on, enabled: false }]]);
    expect(queue({ installed: off, lastRuns: run({}), readiness: [row('blind')] })).toEqual([]);
  });

  it('names failed and drifted rules and broken packs', () => {
    const failed = { ...on, lastRun: { at: '', status: 'failed' as const, message: 'Unknown column' } };
    const drift = {
      ruleKey: 'NP-1',
      ruleId: 'r1',
      name: '',
      packId: 'p',
      state: 'drifted' as const,
      fields: [{ field: 'query', before: 1, after: 2 }],
      changed: { by: 'eve', at: '2026-04-29T08:00:00.000Z' },
    };
    const report = {
      id: 'own',
      status: 'disabled',
      errors: [{ file: 'pack.yml', message: 'no title' }],
    } as unknown as PackReport;
    const items = queue({
      installed: new Map([['NP-1', failed]]),
      lastRuns: run({}),
      drift: [drift],
      reports: [report],
    });
    expect(items.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['broken_pack', 'pack.yml: no title'],
      ['failed_rule', 'Unknown column'],
      ['drifted_rule', 'Different: query. Last changed by eve on 2026-04-29.'],
    ]);
  });

  it('names what is wrong with exceptions, on our rules and on those of others', () => {
    const finding = (effect: string) => ({ effect, sentence: 'Nothing is found.', evidence: 'port is "http"' });
    const findings = [
      {
        id: 'f1',
        finding: finding('rule_fails'),
        itemName: 'Web',
        entryId: 'e1',
        rules: [{ ruleKey: 'NP-1', techniqueId: 'T1571', name: 'One' }],
      },
      {
        id: 'f2',
        finding: finding('does_nothing'),
        itemName: 'Old',
        rules: [{ ruleId: 'theirs', name: 'Their rule' }],
      },
    ] as unknown as WorkQueueInput['findings'];
    expect(queue({ findings })).toEqual([
      {
        kind: 'exception_finding',
        severity: 'danger',
        findingId: 'f1',
        techniqueId: 'T1571',
        ruleKey: 'NP-1',
        entryId: 'e1',
        title: '"Web" on NP-1',
        detail: 'Nothing is found. (port is "http")',
      },
      {
        kind: 'exception_finding',
        severity: 'warning',
        findingId: 'f2',
        otherRuleId: 'theirs',
        title: '"Old" on Their rule',
        detail: 'Nothing is found. (port is "http")',
      },
    ]);
  });

  it('asks for proof of what is installed: none, failed, or old', () => {
    const kinds = (lastRuns: WorkQueueInput['lastRuns']) =>
      queue({ installed, lastRuns }).map(({ kind, severity }) => [kind, severity]);
    expect(kinds({})).toEqual([['unproven_expectation', 'info']]);
    expect(kinds(run({ result: 'failed' }))).toEqual([['unproven_expectation', 'warning']]);
    expect(kinds(run({ at: '2026-01-01T00:00:00.000Z' }))).toEqual([['unproven_expectation', 'info']]);
    expect(queue({ lastRuns: {} })).toEqual([]);
  });
});
