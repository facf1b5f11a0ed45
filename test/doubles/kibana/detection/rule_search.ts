/** What a rule's query finds in its window, in the order in which alerts are made. */
import { EqlError, search } from '../../../../common/eql';
import { KqlFieldError, KqlSyntaxError, parse, toQueryDsl, type KqlField } from '../../../../common/kql';
import { compileQuery, QueryRefused, type Query } from '../../../../common/query_dsl';
import type { ElasticsearchDouble } from '../../elasticsearch/double';
import type { StoredDocument } from '../../elasticsearch/index_store';
import type { RuleRecord } from '../rules/rule_table';
import { readDateMath } from '../schema/date_math';

/** The run failed, in the words of its status. */
export class RunFailure extends Error {}

/** One match: a single event, or the events of a sequence. */
export type Match = StoredDocument[];

export function findMatches(
  rule: RuleRecord,
  indices: readonly string[],
  exceptions: Query | undefined,
  elasticsearch: ElasticsearchDouble,
  now: number,
): Match[] {
  if (!['eql', 'query'].includes(rule.type) || rule['alert_suppression'] !== undefined) {
    throw new RunFailure(`The double does not run rules of type ${rule.type}, or with suppression`);
  }
  const { index: mapping, types } = elasticsearch.store.mapping(indices);
  const visible = compileQuery(
    { bool: { filter: [windowOf(rule, now), ...filtersOf(rule), ...(exceptions ? [exceptions] : [])] } },
    { mapping, now },
  );
  const events = elasticsearch.store.documents(indices).filter(visible);
  const size = Number(rule['max_signals'] ?? 100);
  try {
    if (rule.type === 'eql') return eqlMatches(rule, events, types, size);
    const view = { fields: Object.entries(types).map(([name, type]) => kqlField(name, type)) };
    const query = toQueryDsl(parse(String(rule['query'])), view, { timeZone: 'UTC' });
    const found = events.filter(compileQuery(query, { mapping, now }));
    return found.slice(0, size).map((event) => [event]);
  } catch (error) {
    throw failure(error);
  }
}

function eqlMatches(
  rule: RuleRecord,
  events: readonly StoredDocument[],
  types: Readonly<Record<string, string>>,
  size: number,
): Match[] {
  const optional = (field: string): string | undefined => rule[field] as string | undefined;
  const { hits } = search(
    {
      query: String(rule['query']),
      size,
      timestamp_field: optional('timestamp_field'),
      event_category_field: optional('event_category_override'),
      tiebreaker_field: optional('tiebreaker_field'),
    },
    events,
    types,
  );
  const byId = new Map(events.map((event) => [event._id, event]));
  const documents = (found: ReadonlyArray<{ _id: string }>): Match => found.flatMap(({ _id }) => byId.get(_id) ?? []);
  return [
    ...(hits.events ?? []).map((event) => documents([event])),
    ...(hits.sequences ?? []).map((one) => documents(one.events)),
  ];
}

/** With an override the events are counted by when they arrived; those without that time by when they happened. */
function windowOf(rule: RuleRecord, now: number): Query {
  const bound = (expression: unknown): string => new Date(readDateMath(String(expression), now) ?? now).toISOString();
  const within = { gte: bound(rule['from']), lte: bound(rule['to'] ?? 'now') };
  const happened: Query = { range: { '@timestamp': within } };
  const override = rule['timestamp_override'] as string | undefined;
  if (override === undefined) return happened;
  const arrived: Query = { range: { [override]: within } };
  if (rule['timestamp_override_fallback_disabled'] === true) return arrived;
  const missing: Query = { bool: { must_not: { exists: { field: override } }, filter: happened } };
  return { bool: { should: [arrived, missing], minimum_should_match: 1 } };
}

interface KibanaFilter {
  meta?: { negate?: boolean; disabled?: boolean };
  query?: Query;
}

function filtersOf(rule: RuleRecord): Query[] {
  return ((rule['filters'] ?? []) as KibanaFilter[]).flatMap(({ meta = {}, query }) => {
    if (meta.disabled || query === undefined) return [];
    return [meta.negate ? { bool: { must_not: query } } : query];
  });
}

const KIBANA_TYPES: Readonly<Record<string, string>> = { date: 'date', ip: 'ip', boolean: 'boolean', nested: 'nested' };

function kqlField(name: string, type: string): KqlField {
  const kind = KIBANA_TYPES[type] ?? (['long', 'integer', 'float', 'double'].includes(type) ? 'number' : 'string');
  return { name, type: kind, esTypes: [type] };
}

function failure(error: unknown): unknown {
  const failed = (message: string): RunFailure =>
    new RunFailure(`An error occurred during rule execution: message: "${message}"`);
  if (error instanceof EqlError) {
    const type = `${error.type}_exception`;
    return failed(`${type}\n\tRoot causes:\n\t\t${type}: ${error.reason}`);
  }
  if (error instanceof KqlSyntaxError || error instanceof KqlFieldError || error instanceof QueryRefused) {
    return failed(error.message);
  }
  return error;
}
