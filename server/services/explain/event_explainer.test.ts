import type { ExceptionItem } from '../../../common/allowlist';
import type { GuardRule } from '../../../common/expectations';
import type { InstalledRule } from '../../stack/rules';
import { explainRule, lookBackMs, type ExplainInput } from './event_explainer';

const NOW = Date.parse('2026-05-01T12:00:00.000Z');
const rule: GuardRule = {
  id: 'NP-1',
  name: 'Unusual port',
  type: 'eql',
  query: 'network where process.name == "nc.exe" and destination.port == 4444',
  index: ['logs-endpoint.events.network-*'],
};
const installed = { enabled: true, interval: '5m', from: 'now-9m', exceptions_list: [] } as unknown as InstalledRule;
const event = {
  '@timestamp': '2026-05-01T11:58:00.000Z',
  event: { category: ['network'] },
  process: { name: 'nc.exe' },
  destination: { port: 4444 },
};
const item: ExceptionItem = {
  item_id: 'i',
  list_id: 'l',
  namespace_type: 'single',
  type: 'simple',
  name: 'Lab',
  description: '',
  entries: [{ type: 'match', field: 'destination.port', operator: 'included', value: '4444' }],
  os_types: [],
  tags: [],
  comments: [],
};
const base: ExplainInput = {
  rule,
  techniqueId: 'T1571',
  installed,
  items: [],
  event,
  index: 'logs-endpoint.events.network-default',
  context: { now: NOW },
  alertId: undefined,
};
const explain = (changes: Partial<ExplainInput>) => explainRule({ ...base, ...changes });

describe('why a rule alerts on an event, or the first thing that stops it', () => {
  it('would alert', () => {
    expect(explain({})).toMatchObject({ outcome: 'would_alert', schedule: { coversEvent: true }, items: [] });
    expect(explain({ alertId: 'a1' })).toMatchObject({
      outcome: 'would_alert',
      alertId: 'a1',
      sentence: 'The rule alerted on it.',
    });
  });

  it('does not read the index', () => {
    expect(explain({ index: 'winlogbeat-1' })).toMatchObject({
      outcome: 'index_not_read',
      explanation: { verdict: true },
    });
  });

  it('is stopped by a clause, which is named', () => {
    const other = explain({ event: { ...event, destination: { port: 80 } } });
    expect(other.outcome).toBe('not_matched');
    expect(other.sentence).toContain('destination.port == 4444');
    const missing = explain({ event: { ...event, destination: {} } });
    expect(missing.sentence).toMatch(/has no destination\.port/);
  });

  it('is stopped by an allowlist entry, which is named', () => {
    const hidden = explain({ items: [item] });
    expect(hidden).toMatchObject({ outcome: 'allowlisted', items: [{ hides: true }] });
    expect(hidden.sentence).toContain('"Lab"');
  });

  it('is stopped by an item that hides everything or breaks the rule', () => {
    const broken = { ...item, name: 'Typo', entries: [{ ...item.entries[0]!, value: 'http' }] } as ExceptionItem;
    expect(explain({ items: [broken] })).toMatchObject({
      outcome: 'allowlisted',
      sentence: expect.stringContaining('fail: Typo'),
    });
  });

  it('is stopped by the rule itself', () => {
    expect(explain({ installed: undefined }).outcome).toBe('not_installed');
    expect(explain({ installed: { ...installed, enabled: false } }).outcome).toBe('disabled');
    expect(explain({ rule: { ...rule, type: 'machine_learning' } }).outcome).toBe('cannot_be_judged');
    expect(explain({ rule: { ...rule, query: 'network where' } })).toMatchObject({
      outcome: 'cannot_be_judged',
      sentence: expect.stringContaining('refused'),
    });
  });

  it('says when the look-back of the next run ends before the event', () => {
    const old = explain({ event: { ...event, '@timestamp': '2026-05-01T10:00:00.000Z' } });
    expect(old).toMatchObject({ outcome: 'would_alert', schedule: { coversEvent: false } });
    expect(old.sentence).toMatch(/older than the look-back/);
  });

  it('says when the last run hit the alert limit', () => {
    const lastRun = {
      at: '2026-05-01T11:55:00.000Z',
      status: 'warning' as const,
      message: 'This rule reached the maximum alert limit',
    };
    expect(explain({ installed: { ...installed, lastRun } })).toMatchObject({
      capHit: true,
      sentence: expect.stringContaining('alert limit'),
    });
  });

  it('says which step of a sequence the event can be', () => {
    const query = 'sequence by host.id [network where true] [process where true]';
    const answer = explain({ rule: { ...rule, query }, event: { ...event, host: { id: 'h' } } });
    expect(answer).toMatchObject({ outcome: 'stage_of_sequence', sentence: expect.stringMatching(/step 1 of 2/) });
  });
});

describe('a look-back', () => {
  it.each([
    ['now-9m', 540_000],
    ['now-2h', 7_200_000],
    ['now-1d/d', undefined],
  ])('%s is %s ms', (text, ms) => {
    expect(lookBackMs(text)).toBe(ms);
  });
});
