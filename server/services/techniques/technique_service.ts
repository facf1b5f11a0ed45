/** The home page and the technique page: figures, rules with their health, work queue. */
import { lifecycleOf, STALE_DAYS, type Lifecycle } from '../../../common/allowlist';
import type { SpaceFinding } from '../../../common/api/health';
import type { RuleRow, TechniqueSummary, WorkItem } from '../../../common/api/techniques';
import type { RuleDrift } from '../../../common/api/content';
import type { Judgement } from '../../../common/expectations';
import type { Pack } from '../../../common/packs';
import type { Readiness } from '../../../common/readiness';
import type { InstalledRule } from '../../stack/rules';
import type { TimeRange } from '../../stack/stack';
import type { EntryMatches } from '../allowlist/entry_matches';
import type { EntryStore } from '../allowlist/entry_store';
import type { StoredEntry } from '../allowlist/entry_view';
import type { ContentService } from '../content/content_service';
import type { ServiceDependencies } from '../dependencies';
import type { RunLog } from '../expectations/runs';
import type { GuardService } from '../guard/guard_service';
import type { RecordedException } from '../../../common/api/exception_guard';
import type { RecordedExceptions } from '../exception_guard/recorded_exceptions';
import type { HealthService } from '../health/health_service';
import { chipsOfRule, chipsOfTechnique } from '../readiness/chips';
import type { ReadinessService } from '../readiness/readiness_service';
import { readIdentity } from '../rules/identity';
import { coverageOf, verdictOfRule, type CoverageCounts } from './coverage';
import { workQueue, type QueuedEntry } from './work_queue';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;
/** Points of a sparkline. */
const SPARK_BUCKETS = 14;
/** An entry is stale once its last match is old, so the look back has to reach past that age. */
const HISTORY_MARGIN_DAYS = 30;

/** Everything that the figures are made from, read once. */
interface Facts {
  installed: ReadonlyMap<string, InstalledRule>;
  judgement: Judgement;
  /** As it would be with everything installed: what is shown of techniques of which nothing is, when there are some. */
  planned: Judgement | undefined;
  readiness: readonly Readiness[];
  drift: readonly RuleDrift[];
  entries: readonly StoredEntry[];
  findings: readonly SpaceFinding[];
  recorded: readonly RecordedException[];
}

export interface TechniqueServiceParts {
  guard: GuardService;
  readiness: ReadinessService;
  content: ContentService;
  entries: EntryStore;
  runs: RunLog;
  matches: EntryMatches;
  health: HealthService;
  recorded: RecordedExceptions;
}

export class TechniqueService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly parts: TechniqueServiceParts,
  ) {}

  async list(range: Partial<TimeRange>) {
    const { catalog, stack } = this.deps;
    const facts = await this.facts(catalog.keys());
    const techniques = await Promise.all(catalog.packs.map((pack) => this.summary(pack, facts, this.range(range))));
    const all = new Set(catalog.keys());
    const [stackFacts, queue] = await Promise.all([stack.facts?.(), this.queue(facts)]);
    return {
      techniques,
      workQueue: queue,
      totals: {
        techniques: techniques.length,
        rulesInstalled: facts.installed.size,
        rulesEnabled: [...facts.installed.values()].filter(({ enabled }) => enabled).length,
        openAlerts: await this.openAlerts([...all]),
        expiringEntries: this.lifecycles(facts.entries).filter(({ state }) => state === 'expiring').length,
        coverage: this.coverageInForce(facts),
      },
      demoData: stackFacts?.demoData ?? false,
    };
  }

  async get(techniqueId: string): Promise<{ summary: TechniqueSummary; rules: RuleRow[]; workQueue: WorkItem[] }> {
    const { catalog } = this.deps;
    const pack = catalog.packOfTechnique(techniqueId);
    const keys = catalog.keysOfTechnique(techniqueId);
    const facts = await this.facts(catalog.keys());
    const [summary, rules, queue] = await Promise.all([
      this.summary(pack, facts, this.range({})),
      Promise.all(keys.map((key) => this.ruleRow(key, facts))),
      this.queue(facts),
    ]);
    const own = new Set(keys);
    return {
      summary,
      rules,
      workQueue: queue.filter(
        (item) => item.techniqueId === techniqueId || (item.ruleKey !== undefined && own.has(item.ruleKey)),
      ),
    };
  }

  /** Over the tests and rules of the packs of which something is installed. */
  private coverageInForce({ installed, judgement }: Facts): CoverageCounts {
    const packs = this.deps.catalog.packs.filter((pack) => installStateOf(pack, installed) !== 'not_installed');
    const ids = (of: (pack: Pack) => ReadonlyArray<{ id: string }>) => new Set(packs.flatMap(of).map(({ id }) => id));
    return coverageOf(
      judgement,
      ids(({ expectations }) => expectations),
      ids(({ rules }) => rules),
    );
  }

  /** Asked only where a technique is shown that is not installed: it costs a second judgement. */
  private async planned(): Promise<Judgement | undefined> {
    const installed = await this.deps.state.installed();
    const isMissing = this.deps.catalog.packs.some((pack) => installStateOf(pack, installed) === 'not_installed');
    return isMissing ? this.parts.guard.whenInstalled() : undefined;
  }

  private async facts(keys: readonly string[]): Promise<Facts> {
    const { guard, readiness, content, entries, health, recorded } = this.parts;
    const [installed, judgement, planned, rows, drift, stored, { findings }, harmful] = await Promise.all([
      this.deps.state.installed(),
      guard.current(),
      this.planned(),
      readiness.assess(keys),
      content.drift(),
      entries.all(),
      health.check(),
      recorded.open(),
    ]);
    return { installed, judgement, planned, readiness: rows, drift, entries: stored, findings, recorded: harmful };
  }

  private async summary(pack: Pack, facts: Facts, range: TimeRange): Promise<TechniqueSummary> {
    const { catalog, stack } = this.deps;
    const { technique } = pack.manifest;
    const keys = catalog.keysOfTechnique(technique.id);
    const own = new Set(keys);
    const ruleIds = keys.map((key) => catalog.ruleId(key));
    const [open, page] = await Promise.all([
      this.openAlerts(keys),
      stack.alerts.search({
        ruleIds,
        range,
        buildingBlocks: 'exclude',
        size: 0,
        sort: { field: '@timestamp', order: 'desc' },
        histogramBuckets: SPARK_BUCKETS,
      }),
    ]);
    const states = this.lifecycles(facts.entries.filter(({ entry }) => entry.rules.some((key) => own.has(key))));
    const rules = keys.map((key) => facts.installed.get(key)).filter((rule) => rule !== undefined);
    return {
      id: technique.id,
      packId: pack.id,
      name: technique.name,
      tactic: technique.tactics.join(', '),
      deprecated: technique.deprecated !== undefined,
      liveIds: technique.deprecated?.live ?? [],
      installState: installStateOf(pack, facts.installed),
      rules: { total: keys.length, installed: rules.length, enabled: rules.filter(({ enabled }) => enabled).length },
      alerts: { open, inRange: page.total, perDay: page.histogram },
      coverage: coverageOf(judgementFor(pack, facts), new Set(pack.expectations.map(({ id }) => id)), own),
      readiness: chipsOfTechnique(
        facts.readiness.filter(({ rule }) => own.has(rule)),
        catalog,
      ),
      entries: {
        active: states.filter(({ state }) => state === 'active' || state === 'expiring').length,
        expiring: states.filter(({ state }) => state === 'expiring').length,
      },
      drifted: facts.drift.filter(({ ruleKey, state }) => own.has(ruleKey) && state === 'drifted').length,
    };
  }

  private async ruleRow(key: string, facts: Facts): Promise<RuleRow> {
    const { catalog, state } = this.deps;
    const { template, pack } = catalog.rule(key);
    const [effective, values] = await Promise.all([state.effective(key), state.tunedValues(key)]);
    const installed = facts.installed.get(key);
    return {
      key,
      ruleId: template.rule_id,
      name: template.name,
      description: template.description,
      severity: installed?.severity ?? effective.severity,
      riskScore: installed?.risk_score ?? effective.riskScore,
      buildingBlock: effective.buildingBlock,
      ownedBy: pack.id,
      installed: installed !== undefined,
      enabled: installed?.enabled ?? false,
      ...(installed ? { stackId: installed.id } : {}),
      tuned: Object.keys(values).length > 0,
      verdict: verdictOfRule(judgementFor(pack, facts), key),
      ...(installed?.lastRun ? { lastRun: installed.lastRun } : {}),
      readiness: chipsOfRule(
        facts.readiness.filter(({ rule }) => rule === key),
        catalog,
      ),
      query: installed?.query ?? effective.query,
      entries: facts.entries.filter(({ entry }) => entry.rules.includes(key)).length,
      findings: facts.findings
        .filter(({ rules }) => rules.some(({ ruleKey }) => ruleKey === key))
        .map(({ finding }) => finding),
      openAlerts: await this.openAlerts([key]),
    };
  }

  private async queue(facts: Facts): Promise<WorkItem[]> {
    const { catalog, state, clock } = this.deps;
    const [tunings, lastRuns, entries] = await Promise.all([
      state.tunings(),
      this.parts.runs.lastRuns(),
      this.queuedEntries(facts.entries),
    ]);
    return workQueue({
      catalog,
      judgement: facts.judgement,
      drift: facts.drift,
      readiness: facts.readiness,
      installed: facts.installed,
      entries,
      findings: facts.findings,
      recorded: facts.recorded,
      tunings: [...tunings.values()].map(({ data }) => data),
      lastRuns,
      reports: catalog.reports,
      now: clock(),
    });
  }

  /** Without a look at history: what the figures need. */
  private lifecycles(entries: readonly StoredEntry[]): Lifecycle[] {
    return entries.map(({ entry }) => lifecycleOf(entry, { now: this.deps.clock() }));
  }

  private async queuedEntries(stored: readonly StoredEntry[]): Promise<QueuedEntry[]> {
    const lives = await this.parts.matches.lifecycles(stored, STALE_DAYS + HISTORY_MARGIN_DAYS);
    return stored.map(({ entry }, at) => {
      const { state, text, neverMatched, stale } = lives[at] as Lifecycle;
      return { id: entry.id, name: entry.name, rules: entry.rules, state, text, neverMatched, stale };
    });
  }

  private openAlerts(keys: readonly string[]): Promise<number> {
    const ruleIds = keys.map((key) => this.deps.catalog.ruleId(key));
    return this.deps.stack.alerts.count({ ruleIds, statuses: ['open'], buildingBlocks: 'exclude' });
  }

  private range({ from, to }: Partial<TimeRange>): TimeRange {
    const now = this.deps.clock();
    return {
      from: from ?? new Date(now - DEFAULT_DAYS * DAY_MS).toISOString(),
      to: to ?? new Date(now).toISOString(),
    };
  }
}

/** Before anything of a technique is installed, what its rules would catch; then what they do. */
function judgementFor(pack: Pack, { installed, judgement, planned }: Facts): Judgement {
  return installStateOf(pack, installed) === 'not_installed' ? (planned ?? judgement) : judgement;
}

function installStateOf(pack: Pack, installed: ReadonlyMap<string, InstalledRule>): TechniqueSummary['installState'] {
  const rules = pack.rules.map((template) => ({ template, rule: installed.get(template.id) }));
  const present = rules.filter(({ rule }) => rule !== undefined);
  if (present.length === 0) return 'not_installed';
  if (present.length < rules.length) return 'partial';
  const isOld = ({ template, rule }: (typeof rules)[number]) =>
    (readIdentity(rule?.tags ?? []).contentVersion ?? template.version) < template.version;
  return rules.some(isOld) ? 'update_available' : 'installed';
}
