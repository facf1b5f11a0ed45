/** Reads and writes entries through the exception items that hold them. Ids are fixed, so writing again is harmless. */
import { entriesOf, itemsOf, type AllowlistEntry, type ExceptionItem } from '../../../common/allowlist';
import type { StoredExceptionItem } from '../../stack/exceptions';
import { StackError } from '../../stack/stack';
import { listFor, refOf } from '../content/lists';
import type { ServiceDependencies } from '../dependencies';
import { Refusal, found } from '../refusal';
import { bodyOfInstalled } from '../rules/desired';
import { entryVersion, storedEntries, type StoredEntry } from './entry_view';

export class EntryStore {
  constructor(private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'state'>) {}

  /** Every entry that acts on our rules, those made elsewhere too. */
  async all(): Promise<StoredEntry[]> {
    const { state, catalog } = this.deps;
    const items = await state.items();
    const lists = await Promise.all(catalog.keys().map(async (key) => [key, await state.listIds(key)] as const));
    const rulesOfList = (listId: string) => lists.filter(([, ids]) => ids.includes(listId)).map(([key]) => key);
    return storedEntries(items, entriesOf(items), rulesOfList);
  }

  async find(id: string): Promise<StoredEntry | undefined> {
    return (await this.all()).find(({ entry }) => entry.id === id);
  }

  /** @throws Refusal `not_found`, `conflict` when `version` is another one */
  async get(id: string, version?: string): Promise<StoredEntry> {
    const stored = found(await this.find(id), `Allowlist entry ${id}`);
    const currentVersion = entryVersion(stored.items);
    if (version !== undefined && version !== currentVersion) {
      throw new Refusal(
        'conflict',
        `The entry was changed by ${stored.items[0]?.updated_by ?? 'someone else'} in the meantime`,
        {
          currentVersion,
        },
      );
    }
    return stored;
  }

  /**
   * Writes an entry and removes the items of rules that it no longer covers. A stop in between leaves items of both
   * states, which are shown as diverged; writing the entry again completes it.
   * @throws Refusal `half_written`
   */
  async write(entry: AllowlistEntry, before: StoredEntry | undefined): Promise<StoredEntry> {
    const { state } = this.deps;
    const existing = before?.items ?? [];
    if (before?.foreign) await this.writeForeign(entry, existing[0] as StoredExceptionItem);
    else await this.writeOwn(entry, existing);
    state.forget();
    return found(await this.find(entry.id), `Allowlist entry ${entry.id}`);
  }

  async remove({ items }: StoredEntry): Promise<void> {
    for (const item of items) await this.deps.stack.exceptions.remove(item.item_id, item._version);
    this.deps.state.forget();
  }

  private async writeOwn(entry: AllowlistEntry, existing: readonly StoredExceptionItem[]): Promise<void> {
    const { exceptions } = this.deps.stack;
    const wanted = itemsOf(entry, existing);
    for (const key of entry.rules) await this.ensureLinked(key);
    const written: string[] = [];
    try {
      for (const item of wanted) {
        const current = existing.find(({ item_id }) => item_id === item.item_id);
        await this.writeItem(item, current);
        written.push(item.item_id);
      }
      const gone = existing.filter(({ item_id }) => !wanted.some((item) => item.item_id === item_id));
      for (const item of gone) await exceptions.remove(item.item_id, item._version);
    } catch (error) {
      if (written.length === 0 || !(error instanceof StackError)) throw error;
      throw new Refusal(
        'half_written',
        `Written for ${written.length} of ${wanted.length} rules, then: ${error.message} Save the entry again to complete it.`,
        { written, cause: error.code },
      );
    }
  }

  /** An item that is there although it was not expected comes from a run that stopped half way: it is taken over. */
  private async writeItem(item: ExceptionItem, current: StoredExceptionItem | undefined): Promise<void> {
    const { exceptions } = this.deps.stack;
    if (current) {
      await exceptions.update(item, current._version);
      return;
    }
    try {
      await exceptions.create(item);
    } catch (error) {
      if (!(error instanceof StackError) || error.code !== 'already_exists') throw error;
      const left = (await exceptions.items([item.list_id])).find(({ item_id }) => item_id === item.item_id);
      if (!left) throw error;
      await exceptions.update(item, left._version);
    }
  }

  /** An item made elsewhere keeps its id, list and tags; only what the entry says is replaced. */
  private async writeForeign(entry: AllowlistEntry, item: StoredExceptionItem): Promise<void> {
    const expires = entry.enabled ? entry.expires : itemsOf({ ...entry, rules: ['x'] })[0]?.expire_time;
    await this.deps.stack.exceptions.update(
      {
        item_id: item.item_id,
        list_id: item.list_id,
        namespace_type: item.namespace_type,
        type: 'simple',
        name: entry.name,
        description: item.description,
        entries: entry.conditions,
        os_types: entry.osTypes,
        tags: item.tags,
        comments: [{ comment: entry.reason }],
        ...(expires ? { expire_time: new Date(expires).toISOString() } : {}),
      },
      item._version,
    );
  }

  /** Without the link the rule would run as if the entry did not exist. */
  private async ensureLinked(key: string): Promise<void> {
    const { stack, catalog, state } = this.deps;
    const list = refOf(await stack.exceptions.ensureList(listFor(catalog.rule(key))));
    const rule = (await state.installed()).get(key);
    // A list that was deleted and made again has another id: the old link counts as none.
    if (!rule || rule.exceptions_list.some(({ list_id, id }) => list_id === list.list_id && id === list.id)) return;
    const others = rule.exceptions_list.filter(({ list_id }) => list_id !== list.list_id);
    const [result] = await stack.rules.upsert([{ ...bodyOfInstalled(rule), exceptions_list: [...others, list] }]);
    if (result?.ok === false)
      throw new StackError(result.code, `The list cannot be linked to ${key}: ${result.message}`);
  }
}
