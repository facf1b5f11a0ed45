/** Why a rule finds less than it should: in words, with the item, the events and the clause. */
import type { CompiledItems } from '../allowlist';
import type { PreparedRule } from './prepare';
import type { Found } from './queries';
import type { RecordedEvent, VerdictReason } from './types';

function eventWords(positions: readonly number[]): string {
  const numbers = positions.map((position) => position + 1);
  if (numbers.length === 1) return `event ${numbers[0]}`;
  const shown = numbers.slice(0, 5).join(', ');
  return numbers.length > 5 ? `events ${shown} and ${numbers.length - 5} more` : `events ${shown}`;
}

function eventsOf(found: Found): number[] {
  return [...new Set(found.groups.flat())].sort((a, b) => a - b);
}

/** The items that hid events the rule needed, each with its events. */
function hidingReasons(
  needed: readonly number[],
  events: readonly RecordedEvent[],
  items: CompiledItems,
): VerdictReason[] {
  const byItem = new Map<string, { name: string; positions: number[] }>();
  for (const position of needed) {
    const item = items.hiddenBy((events[position] as RecordedEvent)._source)?.item;
    if (item === undefined) continue;
    const known = byItem.get(item.item_id) ?? { name: item.name, positions: [] };
    known.positions.push(position);
    byItem.set(item.item_id, known);
  }
  return [...byItem].map(([itemId, { name, positions }]) => ({
    code: 'hidden_by_item',
    text: `"${name}" hides ${eventWords(positions)}`,
    itemId,
    itemName: name,
    events: positions,
  }));
}

/** The clauses of a changed query that no longer match events which the old one needed. */
function clauseReasons(
  needed: readonly number[],
  events: readonly RecordedEvent[],
  after: PreparedRule,
): VerdictReason[] {
  const byClause = new Map<string, number[]>();
  for (const position of needed) {
    const clause = after.decidingClause(events[position] as RecordedEvent);
    if (clause !== undefined) byClause.set(clause, [...(byClause.get(clause) ?? []), position]);
  }
  return [...byClause].map(([clause, positions]) => ({
    code: 'clause_no_longer_matches',
    text: `${clause} does not match ${eventWords(positions)}`,
    clause,
    events: positions,
  }));
}

/**
 * @param reach what the rule, before the change and without exceptions, finds
 * @param found what it finds now
 */
export function lossReasons(
  events: readonly RecordedEvent[],
  reach: Found,
  found: Found,
  after: PreparedRule,
  afterReach: Found,
  items: CompiledItems,
): VerdictReason[] {
  if (items.state === 'fails') {
    return items.causes.map(({ item, problem }) => ({
      code: 'item_fails_rule',
      text: `"${item.name}" makes every run of the rule fail: ${problem}`,
      itemId: item.item_id,
      itemName: item.name,
    }));
  }
  if (items.state === 'hides_all') {
    return items.causes.map(({ item, problem }) => ({
      code: 'list_hides_everything',
      text: `"${item.name}" hides every event${problem === undefined ? '' : `: ${problem}`}`,
      itemId: item.item_id,
      itemName: item.name,
    }));
  }
  const reasons: VerdictReason[] = [];
  if (afterReach.matches < reach.matches) {
    const still = new Set(eventsOf(afterReach));
    const gone = eventsOf(reach).filter((position) => !still.has(position));
    const clauses = clauseReasons(gone, events, after);
    const text = `the changed rule finds ${afterReach.matches} instead of ${reach.matches}`;
    reasons.push(
      ...(clauses.length > 0 ? clauses : [{ code: 'clause_no_longer_matches' as const, text, events: gone }]),
    );
  }
  if (found.matches < afterReach.matches) reasons.push(...hidingReasons(eventsOf(afterReach), events, items));
  return reasons;
}
