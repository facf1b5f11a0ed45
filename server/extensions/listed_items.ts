/** The exception items of a space by the list that they are on: a check asks for those of a few lists among many. */
import type { ExceptionItem, ListLink } from '../../common/allowlist';

type ItemPlace = Pick<ExceptionItem, 'list_id' | 'namespace_type'>;

const keyOf = ({ list_id, namespace_type }: ListLink | ItemPlace): string => `${namespace_type}:${list_id}`;

export class ListedItems {
  private readonly byList = new Map<string, Map<string, ExceptionItem>>();
  private readonly byId = new Map<string, ExceptionItem>();

  constructor(items: readonly ExceptionItem[] = []) {
    for (const item of items) this.set(item);
  }

  get(itemId: string): ExceptionItem | undefined {
    return this.byId.get(itemId);
  }

  /** By the stack's own id, which only stored items have. */
  withStackId(id: string): ExceptionItem | undefined {
    for (const item of this.byId.values()) if ((item as { id?: string }).id === id) return item;
    return undefined;
  }

  set(item: ExceptionItem): void {
    this.remove(item.item_id);
    this.byId.set(item.item_id, item);
    const key = keyOf(item);
    const list = this.byList.get(key);
    if (list === undefined) this.byList.set(key, new Map([[item.item_id, item]]));
    else list.set(item.item_id, item);
  }

  remove(itemId: string): void {
    const known = this.byId.get(itemId);
    if (known === undefined) return;
    this.byId.delete(itemId);
    this.byList.get(keyOf(known))?.delete(itemId);
  }

  removeWhere(isMeant: (item: ExceptionItem) => boolean): void {
    for (const item of [...this.byId.values()]) if (isMeant(item)) this.remove(item.item_id);
  }

  /** Items on the lists that a rule links. */
  of(links: readonly ListLink[]): ExceptionItem[] {
    return links.flatMap((link) => [...(this.byList.get(keyOf(link))?.values() ?? [])]);
  }
}
