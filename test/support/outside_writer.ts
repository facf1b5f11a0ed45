/** Someone who writes exceptions without the workbench: the door first, then, if it lets the write pass, the store. */
import type { ExceptionItem } from '../../common/allowlist';
import type { Stack } from '../../server/stack/stack';
import { contextOf, createData, updateData, type DoorAnswer, type ListsPlugin } from './lists_plugin';

/** The route that Kibana was called on: Security's own gives its extension points no request. */
type Route = 'list' | 'rule';

export class OutsideWriter {
  /** @param stack as the user who writes */
  constructor(
    private readonly lists: ListsPlugin,
    private readonly stack: Stack,
  ) {}

  /** Creates the item or replaces it. */
  async write(item: ExceptionItem, route: Route = 'list'): Promise<DoorAnswer> {
    const { exceptions } = this.stack;
    const stored = (await exceptions.items([item.list_id])).find(({ item_id }) => item_id === item.item_id);
    return stored
      ? this.through('exceptionsListPreUpdateItem', updateData(item), route, () =>
          exceptions.update(item, stored._version),
        )
      : this.through('exceptionsListPreCreateItem', createData(item), route, () => exceptions.create(item));
  }

  /** As Security's flyout does: Kibana makes the id up, after the door. */
  writeWithoutId(item: ExceptionItem): Promise<DoorAnswer> {
    const data = { ...createData(item), itemId: undefined };
    return this.through('exceptionsListPreCreateItem', data, 'rule', () => this.stack.exceptions.create(item));
  }

  importFile(items: ExceptionItem[]): Promise<DoorAnswer> {
    const lines = items.map((item) => JSON.stringify(item));
    const data = { lists: [], items };
    return this.through('exceptionsListPreImport', data, 'list', () => this.stack.exceptions.importNdjson(lines));
  }

  async remove(itemId: string): Promise<DoorAnswer> {
    const data = { itemId, id: undefined, namespaceType: 'single' };
    return this.through('exceptionsListPreDeleteItem', data, 'list', () => this.stack.exceptions.remove(itemId));
  }

  private async through(type: string, data: unknown, route: Route, store: () => Promise<unknown>): Promise<DoorAnswer> {
    const answer = await this.lists.call(type, data, contextOf(this.stack.user.name, this.stack.space, route));
    if (answer.status === 200) await store();
    await written();
    return answer;
  }
}

/** Waits for what the door writes down after it has answered. */
async function written(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
}
