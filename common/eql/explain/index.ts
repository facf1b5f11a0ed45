import type { EqlField, EqlTerm } from '../ast';
import { categoryTest, fieldAccess } from '../compile';
import { unmappedTest } from '../compile/options';
import type { FieldAccess } from '../compile/filter';
import type { EqlMatcher, EventSource, ExplainNode, Explanation, StageExplanation } from '../types';
import { scalars } from '../values/fields';
import { type Condition, judge, prepareEvent } from './node';

/**
 * Why the event matches, or what decided against it. The verdict is always the engine's: every condition carries the closure
 * that the engine would run. The first explanation of a matcher prepares it; the others reuse that.
 */
export function explain(matcher: EqlMatcher, doc: EventSource): Explanation {
  const prepared = preparedFor(matcher);
  if (matcher.kind === 'event') {
    const root = judge(prepared.terms[0]!.condition, doc);
    const verdict = root.verdict === true;
    return { kind: 'event', verdict, root, firstDecidingFalse: decidingFalse(root), stages: [], stillMissing: [] };
  }
  const stages = prepared.terms.map((term, at) => explainStage(matcher, prepared, term, at, doc));
  const served = stages.find(({ serves, missing }) => serves && !missing);
  const shown = served ?? stages.find(({ missing }) => !missing) ?? stages[0]!;
  return {
    kind: matcher.kind,
    verdict: served !== undefined,
    root: shown.root,
    firstDecidingFalse: decidingFalse(shown.root),
    stages,
    stillMissing: stages.filter(({ serves, missing }) => !missing && !serves).map(({ stage }) => stage),
  };
}

interface PreparedTerm {
  readonly condition: Condition;
  readonly term?: EqlTerm;
  readonly keys: readonly EqlField[];
}

interface Prepared {
  readonly terms: readonly PreparedTerm[];
  readonly access: FieldAccess;
}

const preparedMatchers = new WeakMap<EqlMatcher, Prepared>();

function preparedFor(matcher: EqlMatcher): Prepared {
  let prepared = preparedMatchers.get(matcher);
  if (!prepared) preparedMatchers.set(matcher, (prepared = prepareMatcher(matcher)));
  return prepared;
}

function prepareMatcher({ statement, options }: EqlMatcher): Prepared {
  const access = fieldAccess(options);
  const around = { text: statement.text, access, isUnmapped: unmappedTest(options) };
  const name = options.eventCategoryField;
  const { query } = statement;
  const prepare = (event: EqlTerm['event']): Condition => {
    const test = event.category === null ? null : categoryTest(event.category, name, access);
    return prepareEvent(event, test, { name, read: access.reader(name) }, around);
  };
  if (query.kind === 'event') return { terms: [{ condition: prepare(query), keys: [] }], access };
  const terms = query.terms.map((term) => ({
    condition: prepare(term.event),
    term,
    keys: [...query.keys, ...term.keys],
  }));
  return { terms, access };
}

function explainStage(
  matcher: Exclude<EqlMatcher, { kind: 'event' }>,
  { access }: Prepared,
  { condition, term, keys }: PreparedTerm,
  at: number,
  doc: EventSource,
): StageExplanation {
  const compiled = matcher.stages.find((stage) => stage.term === at)!;
  const joinKeys = compiled.keys(doc).map(({ values }) => values);
  const root = judge(condition, doc);
  const required = keys.filter(({ optional }) => !optional);
  return {
    stage: at,
    text: matcher.statement.text.slice(term!.range.start, term!.range.end),
    missing: compiled.missing,
    serves: root.verdict === true && joinKeys.length > 0,
    missingKeys: required.map(({ name }) => name).filter((name) => scalars(access.reader(name)(doc)).length === 0),
    joinKeys,
    root,
  };
}

/** The condition that alone decides: the first false part of an `and`; a false `or` or `not` as a whole. */
function decidingFalse(node: ExplainNode): ExplainNode | undefined {
  if (node.verdict !== false) return undefined;
  if (node.label !== 'and') return node;
  const part = node.children.find(({ verdict }) => verdict === false);
  return part ? decidingFalse(part) : node;
}
