/** Which rules use the lists that items are written to. */
import type { ExceptionItem } from '../../common/allowlist';
import { ListedItems } from './listed_items';
import type { SnapshotRule, SpaceSnapshot } from './space_snapshot';

/** A rule with the items that it gets, and those that it has without them. */
export interface ItemUse {
  known: SnapshotRule;
  before: () => readonly ExceptionItem[];
  added: readonly ExceptionItem[];
}

export function usesOf(written: readonly ExceptionItem[], { rules, items }: SpaceSnapshot): ItemUse[] {
  const replaced = new Set(written.map(({ item_id }) => item_id));
  const byList = new ListedItems(written);
  return rules.flatMap((known) => {
    const added = byList.of(known.links);
    const before = () => items.of(known.links).filter(({ item_id }) => !replaced.has(item_id));
    return added.length === 0 ? [] : [{ known, added, before }];
  });
}
