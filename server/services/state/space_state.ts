/**
 * What the workbench finds in the space: installed rules, tunings, exception items. Read once per request, because most
 * answers need the same few lists; `forget` after a write.
 */
import { LIST_VALUES_TO_READ, listIdOf, type ExceptionItem, type ValueListContent } from '../../../common/allowlist';
import type { KnobValues } from '../../../common/packs';
import type { EffectiveRule } from '../../../common/rules';
import type { StoredDocument } from '../../stack/documents';
import type { StoredExceptionItem } from '../../stack/exceptions';
import type { InstalledRule } from '../../stack/rules';
import type { Stack } from '../../stack/stack';
import type { Catalog } from '../catalog';
import { desiredRule, usableValues, type DesiredRule } from '../rules/desired';
import { listAll } from './documents';
import type { InstallRecord, TuningRecord } from './records';

export class SpaceState {
  private cache = new Map<string, Promise<unknown>>();

  constructor(
    private readonly stack: Stack,
    private readonly catalog: Catalog,
  ) {}

  /** Drops what was read, so that the next look sees the world after a write. */
  forget(): void {
    this.cache = new Map();
  }

  private once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.cache.get(key) as Promise<T> | undefined;
    if (known) return known;
    const reading = read();
    this.cache.set(key, reading);
    return reading;
  }

  /** Our rules that exist in the space, by rule key. */
  installed(): Promise<ReadonlyMap<string, InstalledRule>> {
    return this.once('installed', async () => {
      const ids = [...this.catalog.rules.values()].map(({ template }) => template.rule_id);
      const rules = ids.length > 0 ? await this.stack.rules.get(ids) : [];
      return new Map(
        rules.flatMap((rule) => {
          const key = this.catalog.keyOf(rule.rule_id);
          return key === undefined ? [] : [[key, rule] as const];
        }),
      );
    });
  }

  /** Saved tunings by rule key. */
  tunings(): Promise<ReadonlyMap<string, StoredDocument<TuningRecord>>> {
    return this.once('tunings', async () => {
      const documents = await listAll<TuningRecord>(this.stack.documents, 'tuning', { head: 'yes' });
      return new Map(documents.map((document) => [document.data.ruleKey, document]));
    });
  }

  /** What was written at the last install, by rule key. */
  installs(): Promise<ReadonlyMap<string, StoredDocument<InstallRecord>>> {
    return this.once('installs', async () => {
      const documents = await listAll<InstallRecord>(this.stack.documents, 'install');
      return new Map(documents.map((document) => [document.data.ruleKey, document]));
    });
  }

  async tunedValues(key: string): Promise<KnobValues> {
    return (await this.tunings()).get(key)?.data.values ?? {};
  }

  /** The rule as pack and saved tuning render it; values that the template no longer accepts are left out. */
  desired(key: string): Promise<DesiredRule> {
    return this.once(`desired:${key}`, async () => {
      const rule = this.catalog.rule(key);
      const { usable } = usableValues(rule, await this.tunedValues(key));
      return desiredRule(rule, usable, this.stack.features);
    });
  }

  async effective(key: string): Promise<EffectiveRule> {
    return (await this.desired(key)).effective;
  }

  /** Lists whose items remove events from a rule: those it links, or the one it will get. */
  async listIds(key: string): Promise<string[]> {
    const rule = (await this.installed()).get(key);
    const linked = (rule?.exceptions_list ?? []).map((ref) => ref.list_id);
    return rule ? [...new Set(linked)] : [listIdOf(key)];
  }

  /** Every item of the lists of our rules, expired ones too. */
  items(): Promise<readonly StoredExceptionItem[]> {
    return this.once('items', async () => {
      const keys = [...this.catalog.rules.keys()];
      const linked = (await Promise.all(keys.map((key) => this.listIds(key)))).flat();
      const own = keys.map(listIdOf);
      return this.stack.exceptions.items([...new Set([...linked, ...own])]);
    });
  }

  /** Items that act on a rule, by rule key. */
  itemsByRule(): Promise<ReadonlyMap<string, readonly StoredExceptionItem[]>> {
    return this.once('itemsByRule', async () => {
      const items = await this.items();
      const entries = await Promise.all(
        [...this.catalog.rules.keys()].map(async (key) => {
          const lists = new Set(await this.listIds(key));
          return [key, items.filter((item) => lists.has(item.list_id))] as const;
        }),
      );
      return new Map(entries);
    });
  }

  /** Value lists that the stored items refer to, and these besides: what is not written yet may be the first to name one. */
  async valueLists(more: ReadonlyArray<Pick<ExceptionItem, 'entries'>> = []): Promise<readonly ValueListContent[]> {
    const ids = [...new Set([...(await this.items()), ...more].flatMap(valueListIds))].sort();
    return this.once(`valueLists:${JSON.stringify(ids)}`, async () =>
      ids.length === 0 ? [] : this.stack.exceptions.valueLists(ids, LIST_VALUES_TO_READ),
    );
  }
}

/** Ids of the value lists that an item asks. */
export function valueListIds(item: Pick<ExceptionItem, 'entries'>): string[] {
  return item.entries.flatMap((entry) => (entry.type === 'list' ? [entry.list.id] : []));
}
