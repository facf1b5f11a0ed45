/** Scores, as far as a sort asks for them: constants of a `bool`, everything else counts 1. */
import { compileQuery, type CompileOptions, type DocumentHit, type Query } from '../../../common/query_dsl';

type Clause = Record<string, unknown>;

/** `constant_score` as the query inside it, which decides alike what matches. */
export function withoutScores(clause: unknown): Query {
  if (Array.isArray(clause)) return clause.map(withoutScores) as unknown as Query;
  if (typeof clause !== 'object' || clause === null) return clause as Query;
  const { constant_score: constant } = clause as { constant_score?: { filter: unknown } };
  if (constant !== undefined) return withoutScores(constant.filter);
  return Object.fromEntries(
    Object.entries(clause).map(([name, inner]) => [name, name === 'bool' ? eachClause(inner as Clause) : inner]),
  ) as Query;
}

function eachClause(bool: Clause): Clause {
  return Object.fromEntries(Object.entries(bool).map(([name, inner]) => [name, withoutScores(inner)]));
}

/** What a hit scores; filters do not count. */
export function scorer(clause: unknown, options: CompileOptions): (hit: DocumentHit) => number {
  const { bool, constant_score: constant } = (clause ?? {}) as {
    bool?: { must?: unknown; should?: unknown };
    constant_score?: { filter: unknown; boost?: number };
  };
  if (constant !== undefined) {
    const matches = compileQuery(withoutScores(constant.filter), options);
    return (hit) => (matches(hit) ? (constant.boost ?? 1) : 0);
  }
  if (bool === undefined) {
    const matches = compileQuery(withoutScores(clause), options);
    return (hit) => (matches(hit) ? 1 : 0);
  }
  const scorers = [bool.must ?? [], bool.should ?? []].flat().map((inner) => scorer(inner, options));
  return (hit) => scorers.reduce((sum, score) => sum + score(hit), 0);
}
