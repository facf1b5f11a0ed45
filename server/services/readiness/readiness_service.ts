/** Per rule and data source: can it see anything here, and if not why. Gathers the facts; common/readiness judges. */
import { compileItems } from '../../../common/allowlist';
import { EqlError } from '../../../common/eql';
import {
  assessReadiness,
  mixedNotation,
  type Readiness,
  type RuleState,
  type SourceState,
  type UsedField,
} from '../../../common/readiness';
import type { EventHit, FieldCapability, IndexState } from '../../stack/events';
import type { ServiceDependencies } from '../dependencies';
import { usedFields } from './used_fields';

/** Hosts that are compared to find sources that record the same machines. */
const HOSTS = 50;
/** Newest events that are looked at to see how fields are written. */
const SAMPLE = 50;
const SAMPLE_DAYS = 7;
const DAY_MS = 86_400_000;

export class ReadinessService {
  private readonly indexStates = new Map<string, Promise<IndexState>>();
  private readonly capabilities = new Map<string, Promise<Record<string, FieldCapability[]>>>();
  private readonly hosts = new Map<string, Promise<string[]>>();
  private readonly samples = new Map<string, Promise<EventHit[]>>();

  constructor(private readonly deps: ServiceDependencies) {}

  async report(techniqueId?: string): Promise<{ rows: Readiness[]; checkedAt: string }> {
    const rows = await this.assess(this.deps.catalog.keys(techniqueId));
    return { rows, checkedAt: new Date(this.deps.clock()).toISOString() };
  }

  async assess(keys: readonly string[]): Promise<Readiness[]> {
    const rules = await Promise.all(keys.map((key) => this.ruleState(key)));
    const sources = await Promise.all(
      rules.map(async (rule) => [rule.rule, await this.sourceStates(rule.rule, rule.fields)] as const),
    );
    return assessReadiness({ rules, sources: Object.fromEntries(sources), now: this.deps.clock() });
  }

  private async ruleState(key: string): Promise<RuleState> {
    const { state, clock } = this.deps;
    const [installed, items, lists, desired, stored] = await Promise.all([
      state.installed(),
      state.itemsByRule(),
      state.valueLists(),
      state.desired(key),
      this.knownLists(),
    ]);
    const rule = installed.get(key);
    const compiled = compileItems(items.get(key) ?? [], {
      now: clock(),
      valueLists: new Map(lists.map((list) => [list.id, list])),
    });
    const cause = compiled.causes[0]?.item.name;
    const missingList = rule?.exceptions_list.find(({ list_id }) => !stored.has(list_id))?.list_id;
    return {
      rule: key,
      installed: rule !== undefined,
      enabled: rule?.enabled ?? false,
      ...(rule ? { changed: { by: rule.updated_by, at: rule.updated_at } } : {}),
      fields: fieldsOf(rule?.query ?? desired.effective.query),
      interval: rule?.interval ?? desired.effective.interval,
      from: rule?.from ?? desired.effective.from,
      ...(rule?.lastRun ? { lastRun: rule.lastRun } : {}),
      exceptions: {
        ...(compiled.state === 'fails' && cause ? { fails: cause } : {}),
        ...(compiled.state === 'hides_all' && cause ? { hidesEverything: cause } : {}),
        ...(missingList ? { missingList } : {}),
      },
    };
  }

  private lists: Promise<ReadonlySet<string>> | undefined;

  private knownLists(): Promise<ReadonlySet<string>> {
    this.lists ??= this.deps.stack.exceptions.lists().then((lists) => new Set(lists.map(({ list_id }) => list_id)));
    return this.lists;
  }

  /** Data sources whose index patterns the rule, as installed or as it would be installed, really reads. */
  private async sourceStates(key: string, fields: readonly UsedField[]): Promise<SourceState[]> {
    const { catalog, state } = this.deps;
    const rule = (await state.installed()).get(key);
    const read = new Set(rule?.index ?? (await state.effective(key)).index);
    const sources = catalog
      .rule(key)
      .template.sources.map(({ source, index }) => ({ source, patterns: index.filter((pattern) => read.has(pattern)) }))
      .filter(({ patterns }) => patterns.length > 0);
    return Promise.all(sources.map(({ source, patterns }) => this.sourceState(source, patterns, fields)));
  }

  private async sourceState(
    source: string,
    patterns: readonly string[],
    fields: readonly UsedField[],
  ): Promise<SourceState> {
    const states = await Promise.all(patterns.map((pattern) => this.indexState(pattern)));
    const indices = [...new Set(states.flatMap((state) => state.indices))];
    const lastEventAt = states
      .flatMap((state) => state.lastEventAt ?? [])
      .sort()
      .at(-1);
    const names = fields.map(({ name }) => name);
    const [found, hosts, sample] = await Promise.all([
      indices.length > 0 ? this.fieldCaps(patterns, names) : {},
      indices.length > 0 ? this.hostsOf(patterns) : [],
      indices.length > 0 ? this.sampleOf(patterns) : [],
    ]);
    return {
      source,
      patterns,
      indices,
      recentCount: states.reduce((sum, state) => sum + state.recentCount, 0),
      fields: found,
      hosts,
      mixedNotation: mixedNotation(
        sample.map(({ _source }) => _source),
        names,
      ),
      ...(lastEventAt ? { lastEventAt } : {}),
    };
  }

  private indexState(pattern: string): Promise<IndexState> {
    return remember(this.indexStates, pattern, () => this.deps.stack.events.indexState(pattern));
  }

  private fieldCaps(
    patterns: readonly string[],
    fields: readonly string[],
  ): Promise<Record<string, FieldCapability[]>> {
    return remember(this.capabilities, JSON.stringify([patterns, fields]), () =>
      this.deps.stack.events.fieldCaps(patterns, fields),
    );
  }

  private sampleOf(patterns: readonly string[]): Promise<EventHit[]> {
    return remember(this.samples, patterns.join(), async () => {
      const now = this.deps.clock();
      const range = { from: new Date(now - SAMPLE_DAYS * DAY_MS).toISOString(), to: new Date(now).toISOString() };
      return (await this.deps.stack.events.search({ index: patterns, range, size: SAMPLE, counted: false })).events;
    });
  }

  private hostsOf(patterns: readonly string[]): Promise<string[]> {
    return remember(this.hosts, patterns.join(), () =>
      this.deps.stack.events.suggestValues(patterns, 'host.name', '', HOSTS),
    );
  }
}

function fieldsOf(query: string): UsedField[] {
  try {
    return usedFields(query);
  } catch (error) {
    // Someone edited the query to something that does not parse: the last run says so, fields cannot.
    if (error instanceof EqlError) return [];
    throw error;
  }
}

function remember<T>(cache: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const known = cache.get(key) ?? read();
  cache.set(key, known);
  return known;
}
