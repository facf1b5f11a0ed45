/**
 * A rule ready to be replayed. Prepared once per rule text and kept: the guard runs on every keystroke, and only the
 * rule or the item under the cursor changes.
 */
import type { FieldSchema } from '../allowlist';
import { EqlError } from '../eql';
import { KqlFieldError, KqlSyntaxError } from '../kql';
import { QueryRefused, type IndexMapping } from '../query_dsl';
import { mappingOf } from './mapping';
import { eqlQuery, filterTests, kqlQuery, whyNotJudged, type Found, type Positioned, type RuleQuery } from './queries';
import { positioned, readPositions } from './recorded';
import type { GuardRule, RecordedEvent } from './types';

export interface PreparedRule {
  readonly rule: GuardRule;
  /** It looks at single events, so that hiding one cannot make it find another. */
  readonly isPerEvent: boolean;
  /** Why it cannot be replayed; then it finds nothing. */
  readonly problem?: string;
  /** @param isHidden tells the positions that exceptions removed */
  find(events: readonly RecordedEvent[], isHidden?: (position: number) => boolean): Found;
  /** Positions of events whose index the rule reads. */
  visible(events: readonly RecordedEvent[]): readonly number[];
  /** The first clause that decides against the event, in the query's own words. */
  decidingClause(event: RecordedEvent): string | undefined;
}

export interface PrepareContext {
  schema: FieldSchema | undefined;
  /** Events from which types are guessed where there is no schema; only KQL and filters ask. */
  sample: () => readonly RecordedEvent[];
  /** The same object for the same sample. */
  sampleKey: object;
  /** Milliseconds since the epoch, for date mathematics in KQL. */
  now: number;
}

const nothing: Found = { matches: 0, groups: [] };

class Prepared implements PreparedRule {
  /** What it finds without exceptions: asked again and again while only the exceptions change. */
  private readonly base = new WeakMap<readonly RecordedEvent[], Found>();

  constructor(
    readonly rule: GuardRule,
    private readonly query: RuleQuery,
    private readonly filters: ReadonlyArray<(hit: Positioned) => boolean>,
  ) {}

  get isPerEvent(): boolean {
    return this.query.isPerEvent;
  }

  visible(events: readonly RecordedEvent[]): readonly number[] {
    return readPositions(this.rule.index, events);
  }

  find(events: readonly RecordedEvent[], isHidden?: (position: number) => boolean): Found {
    const base = this.findAll(events);
    if (isHidden === undefined) return base;
    if (this.isPerEvent) {
      const groups = base.groups.filter(([position]) => !isHidden(position as number));
      return groups.length === base.groups.length ? base : { matches: groups.length, groups };
    }
    const visible = this.visible(events);
    const left = visible.filter((position) => !isHidden(position));
    return left.length === visible.length ? base : this.ask(events, left);
  }

  decidingClause(event: RecordedEvent): string | undefined {
    return this.query.decidingClause(event);
  }

  private findAll(events: readonly RecordedEvent[]): Found {
    const known = this.base.get(events);
    if (known !== undefined) return known;
    const found = this.ask(events, this.visible(events));
    this.base.set(events, found);
    return found;
  }

  private ask(events: readonly RecordedEvent[], positions: readonly number[]): Found {
    const all = positioned(events);
    const seen = positions.map((position) => all[position] as Positioned);
    const hits = this.filters.length === 0 ? seen : seen.filter((hit) => this.filters.every((test) => test(hit)));
    return hits.length === 0 ? nothing : this.query.find(hits);
  }
}

function unable(rule: GuardRule, problem: string): PreparedRule {
  return { rule, isPerEvent: true, problem, find: () => nothing, visible: () => [], decidingClause: () => undefined };
}

function build(rule: GuardRule, context: PrepareContext): PreparedRule {
  const problem = whyNotJudged(rule);
  if (problem !== undefined) return unable(rule, problem);
  try {
    const needsTypes = rule.type === 'query' || (rule.filters ?? []).length > 0;
    const mapping = needsTypes ? mappingOf(context.schema, context.sampleKey, context.sample) : undefined;
    const query =
      rule.type === 'eql' ? eqlQuery(rule, context.schema) : kqlQuery(rule, mapping as IndexMapping, context.now);
    return new Prepared(rule, query, mapping === undefined ? [] : filterTests(rule, mapping, context.now));
  } catch (error) {
    const isRefusal = [EqlError, KqlSyntaxError, KqlFieldError, QueryRefused].some((kind) => error instanceof kind);
    if (isRefusal) return unable(rule, `Elasticsearch refuses its query: ${(error as Error).message}`);
    throw error;
  }
}

/** Bounds the memory of a long editing session. */
const MAX_KEPT = 5_000;
const byText = new Map<string, PreparedRule>();
const byIdentity = new WeakMap<GuardRule, { schema: FieldSchema | undefined; prepared: PreparedRule }>();
const schemaNumbers = new WeakMap<FieldSchema, number>();
let lastSchemaNumber = 0;

function schemaNumber(schema: FieldSchema | undefined): number {
  if (schema === undefined) return 0;
  const known = schemaNumbers.get(schema);
  if (known !== undefined) return known;
  lastSchemaNumber += 1;
  schemaNumbers.set(schema, lastSchemaNumber);
  return lastSchemaNumber;
}

/** Rules with the same text find the same, whatever they are called. */
function textOf(rule: GuardRule, schema: FieldSchema | undefined): string {
  return JSON.stringify([
    schemaNumber(schema),
    rule.type,
    rule.language,
    rule.query,
    rule.index,
    rule.filters,
    rule.timestamp_field,
    rule.event_category_override,
    rule.tiebreaker_field,
  ]);
}

/** Prepares a rule, or answers the one that was prepared for the same text. */
export function prepareRule(rule: GuardRule, context: PrepareContext): PreparedRule {
  const own = byIdentity.get(rule);
  if (own !== undefined && own.schema === context.schema) return own.prepared;
  const key = textOf(rule, context.schema);
  let prepared = byText.get(key);
  if (prepared === undefined) {
    prepared = build(rule, context);
    if (byText.size >= MAX_KEPT) byText.delete(byText.keys().next().value as string);
    byText.set(key, prepared);
  }
  byIdentity.set(rule, { schema: context.schema, prepared });
  return prepared;
}
