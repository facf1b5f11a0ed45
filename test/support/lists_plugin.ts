/** Kibana's `lists` plugin as far as its extension points go, from what a live 8.12.2 did (kibana-contract 12). */
import type { KibanaRequest } from '@kbn/core/server';
import type { ExtensionContext, ListsPluginSetup } from '@kbn/lists-plugin/server';
import type { ExceptionItem } from '../../common/allowlist';

export interface DoorAnswer {
  status: number;
  /** What the analyst reads. */
  message?: string;
}

type Callback = (args: { context: ExtensionContext; data: unknown }) => Promise<unknown>;

/** Runs what was registered, and answers as Kibana's routes do. */
export class ListsPlugin implements ListsPluginSetup {
  private readonly callbacks = new Map<string, Callback>();

  readonly registerExtension = (extension: { type: string; callback: unknown }): void => {
    this.callbacks.set(extension.type, extension.callback as Callback);
  };

  async call(type: string, data: unknown, context: ExtensionContext): Promise<DoorAnswer> {
    try {
      const callback = this.callbacks.get(type);
      const answer = callback ? await callback({ context, data }) : data;
      // What an extension returns is what is stored.
      return { status: answer === data ? 200 : 500 };
    } catch (error) {
      const { statusCode = 500, message } = error as Error & { statusCode?: number };
      return { status: statusCode, message };
    }
  }
}

const request = { id: 'r' } as unknown as KibanaRequest;

/** What an extension point is told of who writes: on a list route with the request, on a rule route without. */
export function contextOf(user: string, space: string, route: 'list' | 'rule' = 'list'): ExtensionContext {
  return {
    ...(route === 'list' ? { request } : {}),
    exceptionListClient: {
      user,
      savedObjectsClient: { getCurrentNamespace: () => (space === 'default' ? undefined : space) },
    },
  };
}

/** `data` of a create; the keys that Kibana hands over. */
export function createData(item: ExceptionItem): Record<string, unknown> {
  const { item_id, list_id, namespace_type, os_types, expire_time, ...rest } = item;
  const ids = { itemId: item_id, listId: list_id, namespaceType: namespace_type };
  return { ...ids, ...rest, osTypes: os_types, expireTime: expire_time };
}

/** `data` of an update, which speaks of the item alone. */
export function updateData(item: ExceptionItem): Record<string, unknown> {
  const { listId: _list, ...data } = createData(item);
  return { ...data, id: undefined, _version: 'x' };
}
