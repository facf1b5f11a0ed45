/** Which clause of which rule decided on each event of a recording. Pure. */
import { compileItems, type ExceptionItem, type ItemContext } from '../../../common/allowlist';
import { compile, EqlError, explain, type EqlMatcher, type Explanation } from '../../../common/eql';
import { readsIndex, type GuardRule, type RecordedEvent } from '../../../common/expectations';

export interface ProvenEvent {
  event: Record<string, unknown>;
  explanations: Array<{ ruleKey: string; explanation: Explanation; hiddenBy?: string }>;
}

function matcherOf(rule: GuardRule): EqlMatcher | undefined {
  if (rule.type !== 'eql' || rule.query === undefined) return undefined;
  try {
    return compile(rule.query, {
      ...(rule.timestamp_field ? { timestampField: rule.timestamp_field } : {}),
      ...(rule.event_category_override ? { eventCategoryField: rule.event_category_override } : {}),
    });
  } catch (error) {
    // The verdicts say already that such a rule cannot be judged, and why.
    if (error instanceof EqlError) return undefined;
    throw error;
  }
}

/** @param items exception items by rule id */
export function proveEvents(
  events: readonly RecordedEvent[],
  rules: readonly GuardRule[],
  items: ReadonlyMap<string, readonly ExceptionItem[]>,
  context: ItemContext,
): ProvenEvent[] {
  const prepared = rules.flatMap((rule) => {
    const matcher = matcherOf(rule);
    return matcher ? [{ rule, matcher, hidden: compileItems(items.get(rule.id) ?? [], context) }] : [];
  });
  return events.map((event) => ({
    event: { ...event._source },
    explanations: prepared
      .filter(({ rule }) => readsIndex(rule.index, event._index))
      .map(({ rule, matcher, hidden }) => {
        const hiddenBy = hidden.hiddenBy(event._source)?.item.name;
        return { ruleKey: rule.id, explanation: explain(matcher, event._source), ...(hiddenBy ? { hiddenBy } : {}) };
      }),
  }));
}
