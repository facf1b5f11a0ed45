/** Query DSL to a test of documents: what Elasticsearch answers for one document under a mapping. */
import { nestedParent } from '../allowlist/fields';
import { fieldReader } from '../allowlist/values';
import { fieldInScope, fieldsMatching, type Candidate, type IndexMapping, type Scope } from './fields';
import {
  always,
  equalsLeaf,
  existsLeaf,
  matchLeaf,
  never,
  rangeLeaf,
  wildcardLeaf,
  wordLeaf,
  type CandidateTest,
} from './leaves';
import { parseQueryString } from './query_string';
import { QueryRefused, type BoolQuery, type Query, type Scalar } from './types';
import { escapeWildcard } from '../allowlist/wildcard';

const list = (clause: Query | Query[] | undefined): Query[] =>
  clause === undefined ? [] : Array.isArray(clause) ? clause : [clause];

/** The one `field: body` pair of a leaf clause. */
const only = <T>(clause: Record<string, T>): [string, T] => {
  const entry = Object.entries(clause)[0];
  if (entry === undefined) throw new QueryRefused('unsupported', 'a clause without a field');
  return entry;
};

const isBody = (body: unknown): body is Record<string, unknown> => typeof body === 'object' && body !== null;

const notNull = (value: Scalar, message: string, field?: string): Scalar => {
  if (value === null || value === undefined) throw new QueryRefused('null_value', message, field);
  return value;
};

const compileBool = (bool: BoolQuery, scope: Scope): CandidateTest => {
  const required = [...list(bool.must), ...list(bool.filter)].map((query) => compileIn(query, scope));
  const excluded = list(bool.must_not).map((query) => compileIn(query, scope));
  const optional = list(bool.should).map((query) => compileIn(query, scope));
  const asked = bool.minimum_should_match;
  // Without a required clause at least one optional one must hold.
  const minimum = asked === undefined ? (optional.length > 0 && required.length === 0 ? 1 : 0) : Number(asked);
  return (candidate) => {
    for (const test of required) if (!test(candidate)) return false;
    for (const test of excluded) if (test(candidate)) return false;
    if (minimum <= 0) return true;
    let met = 0;
    for (const test of optional) {
      if (test(candidate)) met += 1;
      if (met >= minimum) return true;
    }
    return false;
  };
};

const compileNested = (path: string, query: Query, scope: Scope): CandidateTest => {
  const { schema } = scope.mapping;
  const parent = scope.nestedPath;
  if (schema.field(path)?.type !== 'nested')
    throw new QueryRefused('no_nested_path', `[nested] failed to find nested object under path [${path}]`, path);
  const inner = compileIn(query, { ...scope, nestedPath: path });
  // From the document a path may pass through outer nested objects; from inside one it is relative to that one.
  const outer = nestedParent(schema, path);
  if (parent !== undefined && outer !== parent) return never;
  const reader = fieldReader(parent === undefined ? path : path.slice(parent.length + 1));
  return (candidate) => reader.objects(candidate.source).some((object) => inner({ ...candidate, source: object }));
};

/** Fields that free text searches: everything mapped, nested fields left out. */
const searchableFields = (scope: Scope): string[] =>
  scope.mapping.names.filter((name) => fieldInScope(name, scope) !== undefined);

const compileQueryString = (query: string, fields: readonly string[] | undefined, scope: Scope): CandidateTest => {
  if (query === '*' && fields === undefined) return always;
  const lenient = fields === undefined;
  const names =
    fields?.flatMap((name) => (name.includes('*') ? fieldsMatching(name, scope) : [name])) ?? searchableFields(scope);
  const words = parseQueryString(query).map(({ pieces, occur }) => {
    const tests = names.map((name) => wordLeaf(name, pieces, scope, lenient));
    return { occur, test: (candidate: Candidate) => tests.some((test) => test(candidate)) };
  });
  const required = words.filter(({ occur }) => occur === 'must');
  const optional = words.filter(({ occur }) => occur === 'should');
  const excluded = words.filter(({ occur }) => occur === 'must_not');
  if (required.length === 0 && optional.length === 0) return never;
  return (candidate) =>
    required.every(({ test }) => test(candidate)) &&
    !excluded.some(({ test }) => test(candidate)) &&
    (required.length > 0 || optional.some(({ test }) => test(candidate)));
};

const compileMultiMatch = (
  asked: Scalar,
  type: string | undefined,
  fields: readonly string[] | undefined,
  scope: Scope,
): CandidateTest => {
  notNull(asked, '[multi_match] unknown token [VALUE_NULL] after [query]');
  const tests = (fields ?? searchableFields(scope)).flatMap((name) => {
    try {
      return [matchLeaf(name, asked, scope, type === 'phrase' ? 'phrase' : 'any')];
    } catch (error) {
      // `lenient`: a field that cannot read the text is left out.
      if (error instanceof QueryRefused) return [];
      throw error;
    }
  });
  return (candidate) => tests.some((test) => test(candidate));
};

function compileIn(query: Query, scope: Scope): CandidateTest {
  if ('bool' in query) return compileBool(query.bool, scope);
  if ('match_all' in query) return always;
  if ('match_none' in query) return never;
  if ('exists' in query) return existsLeaf(query.exists.field, scope);
  if ('nested' in query) return compileNested(query.nested.path, query.nested.query, scope);
  if ('range' in query) {
    const [field, bounds] = only(query.range);
    return rangeLeaf(field, bounds, scope);
  }
  if ('term' in query) {
    const [field, body] = only(query.term);
    const value = isBody(body) ? body.value : body;
    return equalsLeaf(
      field,
      notNull(value, 'value cannot be null', field),
      scope,
      isBody(body) && body.case_insensitive === true,
    );
  }
  if ('terms' in query) {
    const [field, values] = only(query.terms);
    const tests = values.map((value) => equalsLeaf(field, value, scope));
    return (candidate) => tests.some((test) => test(candidate));
  }
  if ('match' in query) {
    const [field, body] = only(query.match);
    const all = isBody(body) && String(body.operator).toLowerCase() === 'and';
    return matchLeaf(
      field,
      notNull(isBody(body) ? body.query : body, 'No text specified for text query', field),
      scope,
      all ? 'all' : 'any',
    );
  }
  if ('match_phrase' in query) {
    const [field, body] = only(query.match_phrase);
    return matchLeaf(
      field,
      notNull(isBody(body) ? body.query : body, 'No text specified for text query', field),
      scope,
      'phrase',
    );
  }
  if ('wildcard' in query) {
    const [field, body] = only(query.wildcard);
    const pattern = isBody(body) ? (body.value ?? body.wildcard ?? '') : body;
    return wildcardLeaf(field, pattern, scope, isBody(body) && body.case_insensitive === true);
  }
  if ('prefix' in query) {
    const [field, body] = only(query.prefix);
    const start = isBody(body) ? body.value : body;
    return wildcardLeaf(field, `${escapeWildcard(start)}*`, scope, isBody(body) && body.case_insensitive === true);
  }
  if ('ids' in query) {
    const ids = new Set(query.ids.values);
    return ({ id }) => id !== undefined && ids.has(id);
  }
  if ('query_string' in query) {
    const { query: text, fields, default_field: field } = query.query_string;
    return compileQueryString(text, fields ?? (field === undefined || field === '*' ? undefined : [field]), scope);
  }
  if ('multi_match' in query) {
    const { query: asked, type, fields } = query.multi_match;
    return compileMultiMatch(asked, type, fields, scope);
  }
  throw new QueryRefused('unsupported', `unknown query [${Object.keys(query as object).join(', ')}]`);
}

export interface CompileOptions {
  mapping: IndexMapping;
  /** Milliseconds since the epoch, for date mathematics. */
  now: number;
}

export interface DocumentHit {
  _id?: string;
  _index?: string;
  _source: Readonly<Record<string, unknown>>;
}

/**
 * @returns whether a document matches
 * @throws QueryRefused when Elasticsearch would refuse the search, whatever the documents are
 */
export const compileQuery = (query: Query, { mapping, now }: CompileOptions): ((hit: DocumentHit) => boolean) => {
  const test = compileIn(query, { mapping, nestedPath: undefined, now });
  return (hit) => test({ id: hit._id, index: hit._index, source: hit._source });
};
