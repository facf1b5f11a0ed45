/** Value lists and their items, in the data streams of each space. */

export interface ValueListRecord {
  [field: string]: unknown;
  id: string;
  type: string;
  name: string;
  version: number;
  _version: string;
}

export interface ValueRecord {
  [field: string]: unknown;
  id: string;
  list_id: string;
  type: string;
  value: string;
  _version: string;
}

export class ValueLists {
  /** The data streams were made. */
  ready = false;
  readonly lists = new Map<string, ValueListRecord>();
  readonly values = new Map<string, ValueRecord>();

  valuesOf(listId: string): ValueRecord[] {
    return [...this.values.values()].filter(({ list_id }) => list_id === listId);
  }
}

export class ValueListTable {
  private readonly spaces = new Map<string, ValueLists>();

  in(space: string): ValueLists {
    let lists = this.spaces.get(space);
    if (!lists) this.spaces.set(space, (lists = new ValueLists()));
    return lists;
  }
}
