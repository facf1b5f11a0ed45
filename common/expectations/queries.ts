/** The query of a rule, EQL or KQL, with its filters, as something that finds positions in a recording. */
import type { FieldSchema } from '../allowlist';
import { compile, explain, parseOnce, run, type EqlHit, type EqlMatcher, type EqlSequence } from '../eql';
import { compile as compileKql, type KqlField } from '../kql';
import { compileQuery, type IndexMapping, type Query } from '../query_dsl';
import type { GuardRule, RecordedEvent } from './types';

/** What a rule finds among some events. Positions count in the recording. */
export interface Found {
  /** Events, or sequences. */
  matches: number;
  /** One list per match: a single event, or the events of the sequence. */
  groups: readonly (readonly number[])[];
}

export interface Positioned extends EqlHit {
  readonly position: number;
}

export interface RuleQuery {
  find(hits: readonly Positioned[]): Found;
  /** It looks at single events, so that hiding one needs no second run. */
  isPerEvent: boolean;
  /** The first clause that decides against the event, in the query's own words. */
  decidingClause(event: RecordedEvent): string | undefined;
}

/** Everything a rule could find; more in one recording than this is cut, which no verdict notices. */
const MAX_RESULTS = 10_000;

/** Kinds whose alerts depend on more than the events of one recording, or whose language is not understood. */
const cannotJudge: Readonly<Record<string, string>> = {
  saved_query: 'its query is a saved query, which is not part of the rule',
  threshold: 'a threshold rule counts over its whole window',
  threat_match: 'an indicator match rule needs the indicators',
  machine_learning: 'a machine learning rule needs its job',
  new_terms: 'a new-terms rule needs the history of its field',
  esql: 'ES|QL is not understood',
};

/** Why the rule cannot be replayed at all. */
export function whyNotJudged(rule: GuardRule): string | undefined {
  const kind = cannotJudge[rule.type];
  if (kind !== undefined) return kind;
  if (rule.type !== 'eql' && rule.type !== 'query') return `rules of type ${rule.type} are not understood`;
  if (rule.type === 'query' && rule.language !== 'kuery') {
    return rule.language === 'lucene' ? 'Lucene queries are not understood' : 'its query language is not given';
  }
  return rule.type === 'eql' && (rule.query ?? '').trim() === '' ? 'it has no query' : undefined;
}

function perEvent(test: (hit: Positioned) => boolean, decidingClause: RuleQuery['decidingClause']): RuleQuery {
  return {
    isPerEvent: true,
    decidingClause,
    find(hits) {
      const groups = hits.filter(test).map((hit) => [hit.position]);
      return { matches: groups.length, groups };
    },
  };
}

function positionsOf(sequence: EqlSequence<Positioned>): number[] {
  return sequence.events.flatMap((event) => ('position' in event ? [event.position] : []));
}

/** @throws EqlError when Elasticsearch would refuse the query */
export function eqlQuery(rule: GuardRule, schema: FieldSchema | undefined): RuleQuery {
  const matcher: EqlMatcher = compile(parseOnce(rule.query ?? ''), {
    ...(schema?.complete === true && schema.types !== undefined ? { schema: schema.types } : {}),
    ...(rule.timestamp_field === undefined ? {} : { timestampField: rule.timestamp_field }),
    ...(rule.event_category_override === undefined ? {} : { eventCategoryField: rule.event_category_override }),
    ...(rule.tiebreaker_field === undefined ? {} : { tiebreakerField: rule.tiebreaker_field }),
  });
  const decidingClause = (event: RecordedEvent): string | undefined =>
    explain(matcher, event._source).firstDecidingFalse?.text;
  if (matcher.kind === 'event' && matcher.statement.pipes.length === 0) {
    return perEvent((hit) => matcher.matches(hit._source), decidingClause);
  }
  return {
    isPerEvent: false,
    decidingClause,
    find(hits) {
      const result = run(matcher, hits, { size: MAX_RESULTS });
      const groups =
        result.kind === 'event' ? result.events.map((hit) => [hit.position]) : result.sequences.map(positionsOf);
      return { matches: groups.length, groups };
    },
  };
}

const numericTypes = new Set([
  'long',
  'integer',
  'short',
  'byte',
  'double',
  'float',
  'half_float',
  'scaled_float',
  'unsigned_long',
]);

/** Kibana's name for an Elasticsearch type. */
function kibanaType(type: string): string {
  if (type === 'ip' || type === 'date' || type === 'boolean') return type;
  return numericTypes.has(type) ? 'number' : 'string';
}

function asDocument(hit: Positioned): { _id: string; _index: string; _source: Positioned['_source'] } {
  return { _id: hit._id, _index: hit._index ?? '', _source: hit._source };
}

/** @throws KqlSyntaxError, KqlFieldError, QueryRefused */
export function kqlQuery(rule: GuardRule, mapping: IndexMapping, now: number): RuleQuery {
  const fields: KqlField[] = mapping.names.map((name) => {
    const type = mapping.schema.field(name)?.type ?? 'keyword';
    return { name, type: kibanaType(type), esTypes: [type] };
  });
  const test = compileKql(rule.query ?? '', { view: { fields }, mapping, now });
  return perEvent(
    (hit) => test(asDocument(hit)),
    () => undefined,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Kibana filters: `query` is Query DSL, `meta` says whether the filter is on and negated.
 * @throws QueryRefused
 */
export function filterTests(rule: GuardRule, mapping: IndexMapping, now: number): Array<(hit: Positioned) => boolean> {
  return (rule.filters ?? []).flatMap((filter) => {
    if (!isRecord(filter)) return [];
    const meta = isRecord(filter.meta) ? filter.meta : {};
    if (meta.disabled === true) return [];
    // Filters from before 7.14 carry their clause beside `meta` instead of under `query`.
    const { meta: _meta, $state: _state, query, ...clause } = filter;
    const test = compileQuery((isRecord(query) ? query : clause) as Query, { mapping, now });
    const negated = meta.negate === true;
    return [(hit: Positioned) => test(asDocument(hit)) !== negated];
  });
}
