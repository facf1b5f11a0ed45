/** Looks in real data for what a test must leave: the telemetry, and the alerts. */
import { valuesOf } from '../../../common/allowlist';
import type { ExpectationRun } from '../../../common/api/expectations';
import type { DataSource, ExpectationSource, Signal } from '../../../common/packs';
import type { Alert } from '../../stack/alerts';
import type { EventHit } from '../../stack/events';
import type { TimeRange } from '../../stack/stack';
import type { CatalogExpectation } from '../catalog';
import type { ServiceDependencies } from '../dependencies';
import { alertField } from '../triage/alert_fields';
import type { RunLog } from './runs';

const MAX_EVENTS = 10_000;
const TIMEOUT_MS = 20_000;
const PAGE = 500;
/** 10,000 alerts of one host. */
const MAX_PAGES = 20;
const HOST_FIELDS = ['host.name', 'host.hostname', 'agent.name'];

export interface FoundSignal {
  dataSource: string;
  signal: string;
  expected: string;
  found: number;
  ok: boolean;
}

export interface EnvironmentAnswer {
  run: ExpectationRun;
  signals: FoundSignal[];
  alerts: Array<{ ruleKey: string; count: number; expected: boolean }>;
}

export class EnvironmentCheck {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'clock'>,
    private readonly runs: RunLog,
  ) {}

  async check({ expectation, pack }: CatalogExpectation, host: string, range: TimeRange): Promise<EnvironmentAnswer> {
    const sources = expectation.sources.filter(({ state }) => state === 'visible' || state === 'partly');
    const signals = (
      await Promise.all(
        sources.map(async (source) => {
          const dataSource = pack.manifest.data_sources.find(({ id }) => id === source.source);
          return dataSource ? this.signalsOf(source, dataSource, host, range) : [];
        }),
      )
    ).flat();
    const alerts = await this.alertsOf(sources, host, range);
    const seen = new Set(signals.filter(({ found }) => found > 0).map(({ dataSource }) => dataSource));
    // One source is enough: a host is rarely recorded by all of them.
    const complete = [...seen].filter((id) =>
      signals.filter((signal) => signal.dataSource === id).every(({ ok }) => ok),
    );
    const due = alerts.filter(({ expected }) => expected);
    const fired = due.filter(({ count }) => count > 0);
    const result =
      seen.size === 0
        ? 'no_data'
        : complete.length > 0 && fired.length > 0
          ? 'passed'
          : fired.length > 0 || complete.length > 0
            ? 'partial'
            : 'failed';
    const run = await this.runs.keep({
      testId: expectation.id,
      kind: 'environment',
      dataSource: complete[0] ?? [...seen][0] ?? '',
      result,
      summary:
        seen.size === 0
          ? `No telemetry of the test on ${host} in this window`
          : `Telemetry complete on ${complete.length} of ${seen.size} data sources with events; ${fired.length} of ${due.length} expected rules alerted on ${host}`,
      rules: alerts.map(({ ruleKey, count, expected }) => ({
        ruleKey,
        expected: expected ? ('must_fire' as const) : ('may_fire' as const),
        fired: count,
      })),
    });
    return { run, signals, alerts };
  }

  private signalsOf(
    source: ExpectationSource,
    dataSource: DataSource,
    host: string,
    range: TimeRange,
  ): Promise<FoundSignal[]> {
    return Promise.all(
      source.signals.map(async (signal) => {
        const { matches, partial } = await this.deps.stack.events.match({
          index: dataSource.index,
          language: 'eql',
          query: signal.eql,
          exceptions: [],
          range,
          size: MAX_EVENTS,
          timeoutMs: TIMEOUT_MS,
        });
        // The host is compared here: putting it into the query would mean to build a query from user text.
        const found = matches.flatMap(({ events }) => events).filter((event) => isOnHost(event, host)).length;
        return {
          dataSource: source.source,
          signal: signal.meaning,
          expected: expectedText(signal),
          found,
          ok: !partial && found >= signal.min,
        };
      }),
    );
  }

  private async alertsOf(sources: readonly ExpectationSource[], host: string, range: TimeRange) {
    const { stack, catalog, clock } = this.deps;
    const expected = new Set(sources.flatMap(({ must_fire }) => must_fire.map(({ rule }) => rule)));
    const counts = new Map<string, number>();
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await stack.alerts.search({
        ruleIds: catalog.keys().map((key) => catalog.ruleId(key)),
        // An alert is raised when a rule runs: minutes after its event, or long after it when the event was imported.
        range: { from: range.from, to: new Date(Math.max(clock(), Date.parse(range.to))).toISOString() },
        terms: { 'host.name': [host] },
        buildingBlocks: 'include',
        size: PAGE,
        sort: { field: '@timestamp', order: 'asc' },
        ...(after ? { after } : {}),
      });
      for (const alert of answer.alerts) {
        const key = catalog.keyOf(alertField(alert, 'kibana.alert.rule.rule_id') ?? '');
        if (key !== undefined && isOfEvents(alert, range)) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      after = answer.next;
      if (after === undefined) break;
    }
    const alerts = catalog.keys().map((key) => ({
      ruleKey: key,
      count: counts.get(key) ?? 0,
      expected: expected.has(key),
    }));
    return alerts.filter((alert) => alert.expected || alert.count > 0);
  }
}

/** The event of the alert, or the last one of its sequence, happened in the window. */
function isOfEvents(alert: Alert, { from, to }: TimeRange): boolean {
  const at = Date.parse(alertField(alert, 'kibana.alert.original_time') ?? alertField(alert, '@timestamp') ?? '');
  return at >= Date.parse(from) && at <= Date.parse(to);
}

function isOnHost(event: EventHit, host: string): boolean {
  const wanted = host.toLowerCase();
  return HOST_FIELDS.some((field) =>
    valuesOf(event._source, field).some((value) => String(value).toLowerCase() === wanted),
  );
}

function expectedText({ min, max, within }: Signal): string {
  const count = min === max ? `${min}` : `${min} to ${max}`;
  const events = `${count} ${max === 1 ? 'event' : 'events'}`;
  return within ? `${events} within ${within}` : events;
}
