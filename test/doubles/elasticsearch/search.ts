/** `_search`: the parts of a request that the workbench and Kibana send. */
import { compileQuery, QueryRefused } from '../../../common/query_dsl';
import { aggregate } from './aggregations';
import { refusal, type EsAnswer } from './answers';
import type { IndexStore, StoredDocument } from './index_store';
import { scorer, withoutScores } from './scoring';
import { compare, sortFields, sortValues, type SortValue } from './sorting';
import { fieldValues, filteredSource } from './source_filter';

export interface SearchBody {
  query?: Record<string, unknown>;
  size?: number;
  from?: number;
  sort?: unknown;
  search_after?: SortValue[];
  aggs?: Record<string, unknown>;
  aggregations?: Record<string, unknown>;
  _source?: unknown;
  fields?: unknown[];
  track_total_hits?: boolean | number;
}

const WINDOW = 10_000;
const DEFAULT_SIZE = 10;
const NUMBERED = /^\[.*\]$/;

export function searchIndices(store: IndexStore, names: readonly string[], body: SearchBody, now: number): EsAnswer {
  const { size = DEFAULT_SIZE, from = 0 } = body;
  if (size + from > WINDOW) return tooFar(size + from);
  try {
    return { status: 200, body: answer(store, names, body, now) };
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return queryRefusal(error);
  }
}

function answer(store: IndexStore, names: readonly string[], body: SearchBody, now: number): unknown {
  const { size = DEFAULT_SIZE, from = 0, track_total_hits: track } = body;
  const { index: mapping, types } = store.mapping(names);
  const query = body.query ?? { match_all: {} };
  const matches = compileQuery(withoutScores(query), { mapping, now });
  const found = store.documents(names).filter(matches);
  const fields = sortFields(body.sort);
  const scoreOf = scorer(query, { mapping, now });
  const isScored = fields.length === 0 || fields.some(({ field }) => field === '_score');
  const ranked = found.map((document) => ({
    document,
    score: isScored ? scoreOf(document) : null,
    sort: sortValues(document, fields, types, () => scoreOf(document)),
  }));
  if (fields.length > 0) ranked.sort((a, b) => compare(a.sort, b.sort, fields));
  const position = body.search_after;
  const rest = position ? ranked.filter(({ sort }) => compare(sort, position, fields) > 0) : ranked;
  const page = rest.slice(from, from + size);
  const aggs = body.aggs ?? body.aggregations;
  const shards = names.length;
  return {
    took: 1,
    timed_out: false,
    _shards: { total: shards, successful: shards, skipped: 0, failed: 0 },
    hits: {
      ...(track === false ? {} : { total: total(found.length, track) }),
      max_score:
        shards === 0
          ? 0
          : fields.length > 0 || size === 0
            ? null
            : Math.max(0, ...ranked.map(({ score }) => score ?? 0)),
      hits: page.map(({ document, score, sort }) => hit(document, score, fields.length > 0 ? sort : undefined, body)),
    },
    ...(aggs && shards > 0 ? { aggregations: aggregate(aggs, found, types) } : {}),
  };
}

function total(count: number, track: boolean | number | undefined): { value: number; relation: string } {
  const cap = typeof track === 'number' ? track : track === true ? Infinity : WINDOW;
  return count > cap ? { value: cap, relation: 'gte' } : { value: count, relation: 'eq' };
}

function hit(
  { _id, _index, _source }: StoredDocument,
  score: number | null,
  sort: SortValue[] | undefined,
  { _source: asked, fields }: SearchBody,
): unknown {
  const source = filteredSource(_source, asked);
  return {
    _index,
    _id,
    _score: score,
    ...(source === undefined ? {} : { _source: source }),
    ...(fields === undefined ? {} : { fields: fieldValues(_source, fields) }),
    ...(sort === undefined ? {} : { sort }),
  };
}

function tooFar(reach: number): EsAnswer {
  const reason = `Result window is too large, from + size must be less than or equal to: [${WINDOW}] but was [${reach}].`;
  return refusal(400, 'search_phase_execution_exception', 'all shards failed', {
    type: 'illegal_argument_exception',
    reason,
  });
}

/** A clause that does not exist is refused when it is read, a value that does not fit on each shard. */
export function queryRefusal({ code, message }: QueryRefused): EsAnswer {
  const unknown = /^unknown query \[(.*)\]$/.exec(message);
  if (code === 'unsupported' && unknown) return refusal(400, 'parsing_exception', message);
  const reason = NUMBERED.test(message) ? message : `failed to create query: ${message}`;
  return refusal(400, 'search_phase_execution_exception', 'all shards failed', {
    type: 'query_shard_exception',
    reason,
  });
}
