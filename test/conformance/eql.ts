/** EQL queries with the answers of Elasticsearch: a folder with `cases.json` and `data/*.json` (format: docs/conformance.md). */
import {
  EqlError,
  type EqlHit,
  type EqlSchema,
  parse,
  search,
  type SearchEvent,
  type SearchRequest,
} from '../../common/eql';
import { listOf, readJson } from './folder';
import { attempt, type CaseOutcome, type Suite } from './suite';

export interface EqlCase {
  readonly id: string;
  readonly kind: 'events' | 'sequence' | 'sample' | 'error' | 'parse';
  readonly query: string;
  readonly data?: string;
  readonly options?: Omit<SearchRequest, 'query'> & { readonly use_schema?: boolean };
  /** Flat, in order; -1 stands for the slot of a missing event. */
  readonly expected_event_ids?: readonly number[];
  readonly expected_sequences?: readonly (readonly number[])[];
  /** Any of these is right. */
  readonly expected_alternatives?: readonly (readonly (readonly number[])[])[];
  /** Flat, one entry per key per sequence, as text. */
  readonly expected_join_keys?: readonly (string | null)[];
  readonly expected_error?: {
    readonly type: string;
    readonly message: string | null;
    readonly match: 'exact' | 'contains' | 'any';
    readonly line?: number;
    readonly column?: number;
  };
}

export interface EqlDataSet {
  readonly schema: EqlSchema;
  readonly hits: readonly EqlHit[];
}

export const eqlSuite: Suite = {
  name: 'eql',
  folder: 'cases.json and data/*.json: EQL queries with the answers of Elasticsearch',
  *run(folder) {
    const load = dataSets(folder);
    for (const testCase of readCases(folder)) yield runCase(testCase, load);
  },
};

export function readCases(folder: string): readonly EqlCase[] {
  return listOf<EqlCase>(readJson(folder, 'cases.json'), 'cases', 'cases.json');
}

/** Reads data sets of the folder by the name a case gives, each once. */
export function dataSets(folder: string): (name: string) => EqlDataSet {
  const sets = new Map<string, EqlDataSet>();
  return (name) => {
    let set = sets.get(name);
    if (!set) sets.set(name, (set = readJson<EqlDataSet>(folder, name)));
    return set;
  };
}

export function runCase(testCase: EqlCase, load: (name: string) => EqlDataSet): CaseOutcome {
  return attempt(testCase.id, () => {
    const actual = answer(testCase, load);
    return testCase.kind === 'error' ? compareError(testCase, actual) : compareAnswer(testCase, actual);
  });
}

type Answer =
  | { readonly error: EqlError }
  | { readonly sequences?: number[][]; readonly ids?: number[]; readonly joinKeys?: (string | null)[] };

/** The engine's answer in the form of the cases. Anything thrown that is no `EqlError` is a crash and passes on. */
function answer(testCase: EqlCase, load: (name: string) => EqlDataSet): Answer {
  const { query, data, options = {} } = testCase;
  try {
    if (testCase.kind === 'parse' || (testCase.kind === 'error' && data === undefined)) {
      parse(query);
      return {};
    }
    const { schema, hits } = load(data ?? '');
    const { use_schema: useSchema, ...request } = options;
    // Without `use_schema` the schema only tells how to read the fields: the index had this mapping, too.
    const { hits: found } = search({ query, ...request }, hits, useSchema ? schema : undefined, schema);
    if (found.events) return { ids: found.events.map(idOf) };
    const sequences = found.sequences!.map(({ events }) => events.map(idOf));
    const keys = found.sequences!.flatMap(({ join_keys: joinKeys = [] }) => joinKeys);
    return { sequences, joinKeys: keys.map((key) => (key === null ? null : String(key))) };
  } catch (error) {
    if (error instanceof EqlError) return { error };
    throw error;
  }
}

function idOf(event: SearchEvent): number {
  return event.missing ? -1 : Number(event._id);
}

type Failure = CaseOutcome['failure'];

function compareAnswer(testCase: EqlCase, actual: Answer): Failure {
  if ('error' in actual) return { expected: `an answer to ${testCase.query}`, actual: describeError(actual.error) };
  if (testCase.kind === 'parse') return undefined;
  const found = JSON.stringify(actual.sequences ?? actual.ids);
  const wanted = wantedAnswers(testCase).map((one) => JSON.stringify(one));
  if (!wanted.includes(found)) return { expected: `${wanted.join(' or ')} for ${testCase.query}`, actual: found };
  const keys = testCase.expected_join_keys;
  if (keys && !testCase.expected_alternatives && JSON.stringify(keys) !== JSON.stringify(actual.joinKeys)) {
    return {
      expected: `join keys ${JSON.stringify(keys)} for ${testCase.query}`,
      actual: JSON.stringify(actual.joinKeys),
    };
  }
  return undefined;
}

function wantedAnswers(testCase: EqlCase): readonly unknown[] {
  if (testCase.kind === 'events') return [testCase.expected_event_ids];
  return testCase.expected_alternatives ?? [testCase.expected_sequences ?? []];
}

function compareError({ expected_error: wanted, query }: EqlCase, actual: Answer): Failure {
  const expected = `${JSON.stringify(wanted)} for ${query}`;
  if (!('error' in actual)) return { expected, actual: JSON.stringify(actual) };
  const { error } = actual;
  const message = wanted?.message ?? '';
  const fits =
    (wanted?.type === 'any' || wanted?.type === error.type) &&
    (wanted.match === 'any' ||
      (wanted.match === 'exact' ? error.message === message : error.message.includes(message))) &&
    (wanted.line === undefined || wanted.line === error.line) &&
    (wanted.column === undefined || wanted.column === error.column);
  return fits ? undefined : { expected, actual: describeError(error) };
}

function describeError({ type, message, line, column }: EqlError): string {
  return JSON.stringify({ type, message, line, column });
}
