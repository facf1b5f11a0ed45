/** Which items act on a rule: those on the lists that it links, by id and namespace. */
import { groupBy } from './group_by';
import type { ExceptionItem } from './types';

export interface ListLink {
  list_id: string;
  namespace_type: 'single' | 'agnostic';
}

const keyOf = ({ list_id, namespace_type }: ListLink): string => `${namespace_type}:${list_id}`;

/**
 * Rules that link the same lists get the same array, so that what is worked out for a list of items is worked out once,
 * however many rules share it.
 */
export class LinkedItems<T extends ExceptionItem> {
  private readonly byList: ReadonlyMap<string, readonly T[]>;
  private readonly byLinks = new Map<string, readonly T[]>();

  constructor(items: readonly T[]) {
    this.byList = groupBy(items, keyOf);
  }

  of(links: readonly ListLink[]): readonly T[] {
    const lists = [...new Set(links.map(keyOf))];
    const key = lists.join();
    const known = this.byLinks.get(key);
    if (known !== undefined) return known;
    const items = lists.flatMap((list) => this.byList.get(list) ?? []);
    this.byLinks.set(key, items);
    return items;
  }
}
