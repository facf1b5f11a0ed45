import { join } from 'node:path';
import { render } from '../../common/rules';
import { openPackLibrary, type PackLibrary } from '../../server/services/packs';
import type { RuleBody } from '../../server/stack/rules';
import { EmbeddedStack } from '../stack';
import { DemoData } from './demo_data';
import { planDemo } from './plan';

const PACKS = join(__dirname, '../../packs');
const DAY_MS = 86_400_000;
const NOW = Date.parse('2027-03-01T12:00:00Z');
const quiet = { debug: () => {}, warn: () => {}, error: () => {} };

describe('demo data', () => {
  let library: PackLibrary;
  let now: number;
  let stack: EmbeddedStack;
  let demo: DemoData;
  beforeAll(async () => (library = await openPackLibrary({ bundled: PACKS })));
  beforeEach(() => {
    now = NOW;
    stack = EmbeddedStack.open({ userName: () => 'mia', log: quiet, clock: () => now });
    demo = new DemoData(stack, () => now);
  });
  afterEach(() => stack.stop());

  /** Installs all rules and runs them. */
  async function install(): Promise<void> {
    const bodies = library
      .packs()
      .flatMap(({ rules }) => rules)
      .map((template): RuleBody => {
        const { ruleId, riskScore, maxSignals, buildingBlock, ...rule } = render(template);
        return {
          rule_id: ruleId,
          type: 'eql',
          language: 'eql',
          name: rule.name,
          description: rule.description,
          query: rule.query,
          index: rule.index,
          enabled: true,
          interval: rule.interval,
          from: rule.from,
          severity: rule.severity,
          risk_score: riskScore,
          max_signals: maxSignals,
          tags: rule.tags,
          threat: rule.threat,
          timestamp_override: rule.timestampOverride,
          exceptions_list: [],
          ...(buildingBlock ? { building_block_type: 'default' } : {}),
        };
      });
    await stack.stackOf('mia').rules.upsert(bodies);
    await stack.runDueRules();
  }

  const search = async (): Promise<Array<{ id: string; at: number; status: unknown }>> => {
    const { rules, alerts } = stack.stackOf('mia');
    const ruleIds = (await rules.list()).map(({ rule_id }) => rule_id);
    const page = await alerts.search({ ruleIds, size: 500, sort: { field: '@timestamp', order: 'desc' } });
    return page.alerts.map(({ _id, _source }) => ({
      id: _id,
      at: Date.parse(String(_source['@timestamp'])),
      status: _source['kibana.alert.workflow_status'],
    }));
  };

  it('is the same every time, marked, and lies in the week before the anchor', () => {
    const events = planDemo(library.packs(), NOW);
    expect(planDemo(library.packs(), NOW)).toEqual(events);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    for (const { time, document } of events) {
      expect(document['labels']).toMatchObject({ demo: 'true' });
      expect(time).toBeGreaterThanOrEqual(NOW - 7 * DAY_MS);
      expect(time).toBeLessThan(NOW);
    }
    const days = new Set(events.map(({ time }) => Math.floor((NOW - time) / DAY_MS)));
    expect(days.size).toBe(7);
    expect(new Set(events.map(({ document }) => (document['host'] as { name: string }).name)).size).toBeGreaterThan(5);
  });

  it('has no workstation in two kinds of index, and something lately in each', () => {
    const kindOf = (index: string): string => (index.startsWith('logs-') ? index.split('.')[0]! : index.split('-')[0]!);
    const kinds = new Map<string, Set<string>>();
    const latest = new Map<string, number>();
    for (const { index, time, document } of planDemo(library.packs(), NOW)) {
      const { name } = document['host'] as { name: string };
      const kind = kindOf(index);
      if (name.startsWith('ws-')) kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
      latest.set(kind, Math.max(latest.get(kind) ?? 0, time));
    }
    expect([...kinds].filter(([, seen]) => seen.size > 1)).toEqual([]);
    for (const time of latest.values()) expect(NOW - time).toBeLessThan(DAY_MS);
  });

  it('makes alerts on all seven days, at the time at which a rule would have seen them', async () => {
    expect(demo.load(library.packs())).toBe('loaded');
    await install();
    const alerts = await search();
    const days = new Set(alerts.map(({ at }) => Math.floor((now - at) / DAY_MS)));
    expect(days.size).toBeGreaterThanOrEqual(6);
    expect(Math.max(...alerts.map(({ at }) => at))).toBeLessThanOrEqual(now);
    const rules = await stack.stackOf('mia').rules.list();
    expect(rules.filter(({ lastRun }) => lastRun?.status !== 'succeeded').map(({ name }) => name)).toEqual([]);
  });

  it('moves with the clock at the next start, alerts and their triage too', async () => {
    demo.load(library.packs());
    await install();
    const [first, ...rest] = await search();
    const { alerts, rules } = stack.stackOf('mia');
    const ruleIds = (await rules.list()).map(({ rule_id }) => rule_id);
    await alerts.setStatus({ ruleIds, ids: [first?.id as string] }, 'closed');
    now += 30 * DAY_MS;
    expect(demo.load(library.packs())).toBe('moved');
    stack.runSoon();
    await stack.runDueRules();
    const moved = await search();
    expect(moved).toHaveLength(rest.length + 1);
    expect(moved[0]).toEqual({ id: first?.id, at: (first?.at as number) + 30 * DAY_MS, status: 'closed' });
    expect((await stack.stackOf('mia').events.indexState('logs-*')).recentCount).toBeGreaterThan(0);
  });

  it('is gone with its alerts when cleared, and stays away', async () => {
    demo.load(library.packs());
    await install();
    const shown = await search();
    const cleared = demo.clear();
    expect(cleared.alerts).toBeGreaterThanOrEqual(shown.length);
    expect(stack.counts()).toMatchObject({ events: 0, alerts: 0 });
    expect(demo.load(library.packs())).toBe('left_alone');
    expect(stack.counts().events).toBe(0);
  });

  it("does not mix with somebody's own events", () => {
    const document = { '@timestamp': '2027-01-01T00:00:00Z' };
    stack.events.insert([{ id: 'own', index: 'logs-x', time: 1, document, json: JSON.stringify(document) }]);
    expect(demo.load(library.packs())).toBe('left_alone');
    expect(stack.counts().events).toBe(1);
  });
});
