/** Exception lists and items of all spaces. What is `agnostic` lies in none. */

export type Namespace = 'single' | 'agnostic';

export interface Scope {
  space: string;
  namespace: Namespace;
}

export interface ListRecord {
  [field: string]: unknown;
  id: string;
  list_id: string;
  name: string;
  type: string;
  namespace_type: Namespace;
  tags: string[];
  version: number;
  _version: string;
}

export interface Comment {
  id: string;
  comment: string;
  created_at: string;
  created_by: string;
}

export interface ItemRecord {
  [field: string]: unknown;
  id: string;
  item_id: string;
  list_id: string;
  name: string;
  namespace_type: Namespace;
  tags: string[];
  os_types: string[];
  comments: Comment[];
  entries: Array<Record<string, unknown>>;
  expire_time?: string;
  created_at: string;
  _version: string;
}

/** How an object is named: by its own id, or by the id that its maker chose. */
export interface ListKey {
  id?: string;
  list_id?: string;
}

export interface ItemKey {
  id?: string;
  item_id?: string;
}

class Shelf {
  readonly lists = new Map<string, ListRecord>();
  readonly items = new Map<string, ItemRecord>();
}

export class ExceptionTable {
  private readonly shelves = new Map<string, Shelf>();

  list(scope: Scope, { id, list_id }: ListKey): ListRecord | undefined {
    const { lists } = this.shelf(scope);
    return id === undefined ? [...lists.values()].find((list) => list.list_id === list_id) : lists.get(id);
  }

  lists(scope: Scope): ListRecord[] {
    return [...this.shelf(scope).lists.values()];
  }

  item(scope: Scope, { id, item_id }: ItemKey): ItemRecord | undefined {
    const { items } = this.shelf(scope);
    return id === undefined ? [...items.values()].find((item) => item.item_id === item_id) : items.get(id);
  }

  itemsOf(scope: Scope, listId: string): ItemRecord[] {
    return [...this.shelf(scope).items.values()].filter((item) => item.list_id === listId);
  }

  allItems(scope: Scope): ItemRecord[] {
    return [...this.shelf(scope).items.values()];
  }

  putList(scope: Scope, list: ListRecord): ListRecord {
    this.shelf(scope).lists.set(list.id, list);
    return list;
  }

  putItem(scope: Scope, item: ItemRecord): ItemRecord {
    this.shelf(scope).items.set(item.id, item);
    return item;
  }

  /** With its items. */
  removeList(scope: Scope, list: ListRecord): void {
    this.removeItems(scope, list.list_id);
    this.shelf(scope).lists.delete(list.id);
  }

  removeItems(scope: Scope, listId: string): void {
    for (const item of this.itemsOf(scope, listId)) this.removeItem(scope, item);
  }

  removeItem(scope: Scope, item: ItemRecord): void {
    this.shelf(scope).items.delete(item.id);
  }

  private shelf({ space, namespace }: Scope): Shelf {
    const key = namespace === 'agnostic' ? '*' : space;
    let shelf = this.shelves.get(key);
    if (!shelf) this.shelves.set(key, (shelf = new Shelf()));
    return shelf;
  }
}
