/** What a team has made of the packs in this space, as one document that another space can take. */
import type { z } from 'zod';
import type { AllowlistEntry } from '../../../common/allowlist';
import type { Entry } from '../../../common/api/allowlist';
import {
  MAX_MOVED_ENTRIES,
  movedEntry,
  movedTuning,
  TRANSFER_FORMAT,
  TRANSFER_VERSION,
  type MovedEntry,
  type MovedTuning,
  type SpaceDocument,
} from '../../../common/transfer';
import type { AllowlistService } from '../allowlist/allowlist_service';
import type { EntryStore } from '../allowlist/entry_store';
import type { ServiceDependencies } from '../dependencies';
import { usableValues } from '../rules/desired';
import type { TuningRecord } from '../state/records';

/** What the document cannot hold, e.g. an item of Elastic Security with conditions that the workbench does not write. */
export interface LeftOut {
  id: string;
  name: string;
  reason: string;
}

export interface ExportedSpace {
  document: SpaceDocument;
  leftOut: LeftOut[];
}

export class SpaceExport {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly allowlist: AllowlistService,
    private readonly store: EntryStore,
  ) {}

  async document(): Promise<ExportedSpace> {
    const { catalog, clock, stack, state } = this.deps;
    const [tunings, entries] = await Promise.all([state.tunings(), this.store.all()]);
    const leftOut: LeftOut[] = [];
    const kept = <T>(schema: z.ZodType<T>, value: T, about: Omit<LeftOut, 'reason'>): T[] => {
      const { success, data, error } = schema.safeParse(value);
      if (success) return [data];
      const { path, message } = error.issues[0] ?? { path: [], message: 'It has an unknown form' };
      leftOut.push({ ...about, reason: `${path.map(String).join('.')}: ${message}` });
      return [];
    };
    const movedTunings = [...tunings].flatMap(([key, { data }]) => {
      if (catalog.rules.has(key)) return kept(movedTuning, this.tuning(data, leftOut), { id: key, name: key });
      leftOut.push({ id: key, name: key, reason: 'No pack has this rule any more' });
      return [];
    });
    const movedEntries = entries.flatMap((stored) => {
      const { id, name } = stored.entry;
      return kept(movedEntry, entryToMove(stored.entry, this.allowlist.view(stored)), { id, name });
    });
    movedEntries
      .slice(MAX_MOVED_ENTRIES)
      .forEach(({ id, name }) =>
        leftOut.push({ id, name, reason: `A file holds at most ${MAX_MOVED_ENTRIES} entries` }),
      );
    const used = new Set(
      [...movedTunings.map(({ ruleKey }) => ruleKey), ...movedEntries.flatMap(({ ruleKeys }) => ruleKeys)].flatMap(
        (key) => catalog.rules.get(key)?.pack.id ?? [],
      ),
    );
    return {
      document: {
        format: TRANSFER_FORMAT,
        version: TRANSFER_VERSION,
        exported: { at: new Date(clock()).toISOString(), by: stack.user.name, space: stack.space },
        packs: catalog.packs
          .filter(({ id }) => used.has(id))
          .map(({ id, manifest }) => ({ id, version: manifest.version })),
        tunings: movedTunings,
        entries: movedEntries.slice(0, MAX_MOVED_ENTRIES),
      },
      leftOut,
    };
  }

  /** With the values that are in force; those that a newer pack does not take any more stay behind and are named. */
  private tuning({ ruleKey, values, reason, author, at, override }: TuningRecord, leftOut: LeftOut[]): MovedTuning {
    const { usable, dropped } = usableValues(this.deps.catalog.rule(ruleKey), values);
    dropped.forEach(({ message }) => leftOut.push({ id: ruleKey, name: ruleKey, reason: message }));
    return {
      ruleKey,
      values: usable as MovedTuning['values'],
      reason,
      author,
      at,
      ...(override ? { override } : {}),
    };
  }
}

function entryToMove(entry: AllowlistEntry, { createdAt, createdBy, updatedAt, updatedBy }: Entry): MovedEntry {
  const { override, expires } = entry;
  return {
    id: entry.id,
    name: entry.name,
    ruleKeys: [...new Set(entry.rules)],
    conditions: entry.conditions,
    osTypes: entry.osTypes,
    reason: entry.reason,
    owner: entry.owner,
    ...(entry.ticket ? { ticket: entry.ticket } : {}),
    ...(expires ? { expiresAt: new Date(expires).toISOString() } : {}),
    ...(entry.template ? { templateId: entry.template } : {}),
    enabled: entry.enabled,
    ...(override
      ? { override: { reason: override.reason, by: override.by, expiresAt: new Date(override.expires).toISOString() } }
      : {}),
    createdAt,
    createdBy,
    updatedAt,
    updatedBy,
  };
}
