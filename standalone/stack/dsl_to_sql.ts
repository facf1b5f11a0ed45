import type { BoolQuery, Query, Scalar } from '../../common/query_dsl';
import { columnOf } from './alert_columns';
import type { SqlValue } from './database';

/** A condition on the `alerts` table: fixed text, bound values. Never NULL. */
export interface SqlCondition {
  sql: string;
  params: SqlValue[];
}

/**
 * Query DSL as a condition on the columns of the `alerts` table, for alerts whose fields have one value each.
 * @returns undefined when the columns cannot decide it; then documents have to be asked
 */
export function dslToSql(query: Query): SqlCondition | undefined {
  if ('match_all' in query) return { sql: '1', params: [] };
  if ('match_none' in query) return { sql: '0', params: [] };
  if ('bool' in query) return boolToSql(query.bool);
  if ('exists' in query) {
    const column = columnOf(query.exists.field);
    return column === undefined ? undefined : { sql: `(${column} IS NOT NULL)`, params: [] };
  }
  if ('term' in query)
    return leaf(query.term, (body) => (isBody(body) && !body['case_insensitive'] ? body['value'] : body));
  if ('match_phrase' in query) return leaf(query.match_phrase, (body) => (isBody(body) ? body['query'] : body));
  if ('match' in query) return leaf(query.match, (body) => (isBody(body) ? undefined : body));
  if ('wildcard' in query) return wildcardToSql(query.wildcard);
  if ('range' in query) return rangeToSql(query.range);
  return undefined;
}

const isBody = (body: unknown): body is Record<string, unknown> => typeof body === 'object' && body !== null;

const listOf = (clause: Query | Query[] | undefined): Query[] =>
  clause === undefined ? [] : Array.isArray(clause) ? clause : [clause];

function boolToSql(bool: BoolQuery): SqlCondition | undefined {
  const required = [...listOf(bool.must), ...listOf(bool.filter)];
  const should = listOf(bool.should);
  const minimum = Number(bool.minimum_should_match ?? (should.length > 0 && required.length === 0 ? 1 : 0));
  if (minimum > 1) return undefined;
  const parts = [
    ...required.map(dslToSql),
    ...(minimum === 1 ? [joined(should.map(dslToSql), ' OR ', '0')] : []),
    ...listOf(bool.must_not).map((query) => negated(dslToSql(query))),
  ];
  return joined(parts, ' AND ', '1');
}

function joined(parts: Array<SqlCondition | undefined>, word: string, empty: string): SqlCondition | undefined {
  if (!parts.every((part) => part !== undefined)) return undefined;
  if (parts.length === 0) return { sql: empty, params: [] };
  return { sql: `(${parts.map(({ sql }) => sql).join(word)})`, params: parts.flatMap(({ params }) => params) };
}

function negated(condition: SqlCondition | undefined): SqlCondition | undefined {
  return condition && { sql: `(NOT ${condition.sql})`, params: condition.params };
}

function leaf<T>(clause: Record<string, T>, valueOf: (body: T) => unknown): SqlCondition | undefined {
  const [field, body] = Object.entries(clause)[0] ?? [];
  const column = field === undefined ? undefined : columnOf(field);
  if (field === undefined || column === undefined || body === undefined) return undefined;
  const value = columnText(field, valueOf(body) as Scalar);
  return value === undefined ? undefined : { sql: `(coalesce(${column}, '') = ?)`, params: [value] };
}

/** The text under which a column holds the value, where there is only one way to write it. */
function columnText(field: string, value: Scalar): string | undefined {
  if (field === 'destination.port') return /^\d{1,5}$/.test(String(value)) ? String(Number(value)) : undefined;
  if (field === 'destination.ip') return /^\d{1,3}(\.\d{1,3}){3}$/.test(String(value)) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function wildcardToSql(clause: Extract<Query, { wildcard: unknown }>['wildcard']): SqlCondition | undefined {
  const [field, body] = Object.entries(clause)[0] ?? [];
  const column = field === undefined ? undefined : columnOf(field);
  if (column === undefined || !isBody(body) || body['case_insensitive'] || typeof body['value'] !== 'string') {
    return undefined;
  }
  if (field === 'destination.ip' || field === 'destination.port') return undefined;
  return { sql: `(coalesce(${column}, '') GLOB ?)`, params: [globOf(body['value'])] };
}

/** Columns with numbers; a missing number is in no range. */
const NUMBER_BY_FIELD: ReadonlyMap<string, string> = new Map([
  ['destination.port', 'CAST(destination_port AS INTEGER)'],
  ['kibana.alert.risk_score', 'risk_score'],
]);

const OPERATOR = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function rangeToSql(clause: Extract<Query, { range: unknown }>['range']): SqlCondition | undefined {
  const [field, bounds] = Object.entries(clause)[0] ?? [];
  const column = field === undefined ? undefined : NUMBER_BY_FIELD.get(field);
  if (column === undefined || bounds === undefined) return undefined;
  const parts = Object.entries(bounds).map(([name, bound]): SqlCondition | undefined => {
    const operator = Object.hasOwn(OPERATOR, name) ? OPERATOR[name as keyof typeof OPERATOR] : undefined;
    const isNumber = /^-?\d+(\.\d+)?$/.test(String(bound));
    return operator && isNumber ? { sql: `coalesce(${column} ${operator} ?, 0)`, params: [Number(bound)] } : undefined;
  });
  return joined(parts, ' AND ', '1');
}

/** Lucene's pattern (a backslash takes the next character literally) as SQLite's GLOB, which also minds case. */
function globOf(pattern: string): string {
  let glob = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] as string;
    const escaped = character === '\\' && at + 1 < pattern.length;
    const literal = escaped ? (pattern[(at += 1)] as string) : character;
    const isPattern = !escaped && (character === '*' || character === '?');
    glob += isPattern ? character : '*?['.includes(literal) ? `[${literal}]` : literal;
  }
  return glob;
}
