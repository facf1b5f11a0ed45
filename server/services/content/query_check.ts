/** Whether the stack accepts the queries of rules, asked before anything is written and without running them. */
import { StackError, type EventStore } from '../../stack/stack';
import type { DesiredRule } from '../rules/desired';

export interface QueryVerdicts {
  /** Words of the stack, by rule key: switched on, such a rule would fail at every run. */
  refused: Map<string, string>;
  /** Rules that have nothing to read here yet. */
  withoutIndex: Set<string>;
  /** Why the stack could not be asked. */
  unasked?: string;
}

/** Queries that are asked about at the same time. */
const PARALLEL = 8;

/** An answer that does not come is no reason to stop an install: rules go to another server than their queries. */
export async function checkQueries(
  events: Pick<EventStore, 'validate'>,
  rules: readonly DesiredRule[],
): Promise<QueryVerdicts> {
  const verdicts: QueryVerdicts = { refused: new Map(), withoutIndex: new Set() };
  try {
    for (let at = 0; at < rules.length; at += PARALLEL) {
      await Promise.all(rules.slice(at, at + PARALLEL).map((rule) => judge(events, rule, verdicts)));
    }
  } catch (error) {
    if (!(error instanceof StackError) || error.code === 'cancelled') throw error;
    verdicts.unasked = error.message;
  }
  return verdicts;
}

async function judge(
  events: Pick<EventStore, 'validate'>,
  { key, effective }: DesiredRule,
  verdicts: QueryVerdicts,
): Promise<void> {
  const { index, query } = effective;
  const verdict = await events.validate({ index, language: 'eql', query });
  if (verdict.status === 'invalid') verdicts.refused.set(key, verdict.message);
  else if (verdict.status === 'no_index') verdicts.withoutIndex.add(key);
}
