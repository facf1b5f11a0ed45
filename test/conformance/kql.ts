/** KQL as Kibana reads it: syntax errors, the DSL that is built, the documents that are found. Format: ../shared/data/kql. */
import { fieldSchema } from '../../common/allowlist';
import { KqlFieldError, KqlSyntaxError, parse, toQueryDsl, type KqlView } from '../../common/kql';
import { compileQuery, QueryRefused, type IndexMapping, type Query } from '../../common/query_dsl';
import { valuesOf } from '../../common/allowlist/values';
import { listOf, readJson } from './folder';
import { sameJson, short } from './json';
import { attempt, type CaseOutcome, type Suite } from './suite';

interface KqlCase {
  id: string;
  data: string;
  query: string;
  options?: { allowLeadingWildcards?: boolean };
  expected_dsl?: Query;
  expected_ids?: string[];
  expected_error?: {
    stage: 'parse' | 'convert' | 'search';
    message: string;
    short_message?: string;
    position?: number;
  };
}

interface DataFile {
  schema: Record<string, string>;
  data_view: {
    fields: Array<{ name: string; type: string; esTypes?: string[]; subType?: { nested?: { path: string } } }>;
  };
  hits: Array<{ _id: string; _source: Record<string, unknown> }>;
}

interface KqlConfig {
  dateFormatTZ?: string;
  allowLeadingWildcards?: boolean;
}

interface DataSet {
  view: KqlView;
  mapping: IndexMapping;
  hits: DataFile['hits'];
}

/** The index behind the recordings: `keyword` with `ignore_above: 1024`, constants taken from the documents. */
const dataSet = (file: DataFile): DataSet => {
  const constants: Record<string, string> = {};
  for (const [name, type] of Object.entries(file.schema)) {
    if (type !== 'constant_keyword') continue;
    const value = file.hits.flatMap((hit) => valuesOf(hit._source, name))[0];
    if (value !== undefined) constants[name] = String(value);
  }
  const fields = Object.fromEntries(
    Object.entries(file.schema).map(([name, type]) => [
      name,
      type === 'keyword' ? { type, ignoreAbove: 1_024 } : { type },
    ]),
  );
  return {
    view: { fields: file.data_view.fields.map((field) => ({ ...field, nestedPath: field.subType?.nested?.path })) },
    mapping: { schema: fieldSchema(fields), names: Object.keys(fields), constants },
    hits: file.hits,
  };
};

const judge = (test: KqlCase, data: DataSet, timeZone: string): CaseOutcome['failure'] => {
  const wanted = test.expected_error;
  let dsl: Query;
  try {
    dsl = toQueryDsl(parse(test.query, test.options), data.view, { timeZone });
  } catch (error) {
    if (error instanceof KqlSyntaxError) {
      const actual = { stage: 'parse', message: error.message, position: error.position };
      const isSame =
        wanted?.stage === 'parse' && wanted.message === error.message && wanted.position === error.position;
      return isSame ? undefined : { expected: short(wanted ?? test.expected_ids), actual: short(actual) };
    }
    if (!(error instanceof KqlFieldError)) throw error;
    const isSame = wanted?.stage === 'convert' && wanted.message === error.message;
    return isSame
      ? undefined
      : { expected: short(wanted ?? test.expected_ids), actual: short({ stage: 'convert', message: error.message }) };
  }
  if (wanted !== undefined && wanted.stage !== 'search') return { expected: short(wanted), actual: 'no error' };
  if (!sameJson(dsl, test.expected_dsl)) return { expected: short(test.expected_dsl), actual: short(dsl) };
  try {
    const matches = compileQuery(dsl, { mapping: data.mapping, now: Date.now() });
    const ids = data.hits
      .filter(matches)
      .map((hit) => hit._id)
      .sort();
    const isSame = wanted === undefined && sameJson(ids, test.expected_ids);
    return isSame ? undefined : { expected: short(wanted ?? test.expected_ids), actual: short(ids) };
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    // Elasticsearch's words differ by version and type; that it refuses is what counts.
    return wanted?.stage === 'search' ? undefined : { expected: short(test.expected_ids), actual: error.message };
  }
};

export const kqlSuite: Suite = {
  name: 'kql',
  folder: 'cases.json and data/*.json: KQL queries with the DSL of Kibana and the hits of Elasticsearch',
  *run(folder) {
    const file = readJson<{ config?: KqlConfig }>(folder, 'cases.json');
    const { dateFormatTZ: timeZone = 'UTC', allowLeadingWildcards } = file.config ?? {};
    const sets = new Map<string, DataSet>();
    const load = (name: string): DataSet => {
      const data = sets.get(name) ?? dataSet(readJson<DataFile>(folder, name));
      sets.set(name, data);
      return data;
    };
    for (const test of listOf<KqlCase>(file, 'cases', 'cases.json')) {
      const options = { allowLeadingWildcards, ...test.options };
      yield attempt(test.id, () => judge({ ...test, options }, load(test.data), timeZone));
    }
  },
};
