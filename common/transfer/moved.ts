/** Entries and tunings between a file and a space. */
import { describeEntries, canonical, type AllowlistEntry } from '../allowlist';
import type { Override } from '../api/fields';
import type { MovedEntry, MovedTuning } from './format';

/** The entry as it will be here. Its override is asked of the guard anew and is not part of it. */
export function entryOfMoved(moved: MovedEntry): AllowlistEntry {
  return {
    id: moved.id,
    name: moved.name,
    rules: moved.ruleKeys,
    conditions: moved.conditions,
    osTypes: moved.osTypes,
    reason: moved.reason,
    owner: moved.owner,
    enabled: moved.enabled,
    ...(moved.ticket ? { ticket: moved.ticket } : {}),
    ...(moved.expiresAt ? { expires: moved.expiresAt } : {}),
    ...(moved.templateId ? { template: moved.templateId } : {}),
  };
}

/** The consent that came with an entry or a tuning, for the guard to judge. */
export function overrideOfMoved({ override }: Pick<MovedEntry | MovedTuning, 'override'>): Override | undefined {
  return override && { reason: override.reason, expiresAt: override.expiresAt };
}

/** Who decided it there, and why, behind the reason why it came here. */
export function reasonOfMoved(reason: string, moved: MovedTuning | MovedEntry): string {
  const there =
    'author' in moved
      ? `there: ${moved.reason} (${moved.author}, ${moved.at})`
      : `there: ${moved.reason} (created by ${moved.createdBy}, ${moved.createdAt}, last changed by ${moved.updatedBy}, ${moved.updatedAt})`;
  return `${reason} – ${there}`;
}

interface ComparedField {
  field: string;
  /** Equal for what means the same. */
  key(entry: AllowlistEntry): string;
  /** For people. */
  shown(entry: AllowlistEntry): unknown;
  /** Kibana has no place for it in an item that was written elsewhere. */
  oursOnly?: boolean;
}

const text = (field: keyof AllowlistEntry & ('name' | 'reason' | 'owner' | 'ticket' | 'template')): ComparedField => ({
  field,
  key: (entry) => entry[field] ?? '',
  shown: (entry) => entry[field],
});
const list = (field: 'rules' | 'osTypes'): ComparedField => ({
  field,
  key: (entry) => JSON.stringify([...entry[field]].sort()),
  shown: (entry) => [...entry[field]].sort(),
});

const FIELDS: readonly ComparedField[] = [
  text('name'),
  list('rules'),
  {
    field: 'conditions',
    key: ({ conditions }) => canonical(conditions),
    shown: ({ conditions }) => describeEntries(conditions),
  },
  list('osTypes'),
  text('reason'),
  { ...text('owner'), oursOnly: true },
  { ...text('ticket'), oursOnly: true },
  {
    field: 'expires',
    key: ({ expires }) => (expires === undefined ? '' : String(Date.parse(expires))),
    shown: ({ expires }) => expires,
  },
  { ...text('template'), oursOnly: true },
  { field: 'enabled', key: ({ enabled }) => String(enabled), shown: ({ enabled }) => enabled },
];

export interface MovedDiff {
  field: string;
  before: unknown;
  after: unknown;
}

/** Fields in which two entries differ; of an item written elsewhere only those that it can hold. */
export function entryDiff(before: AllowlistEntry, after: AllowlistEntry, isForeign: boolean): MovedDiff[] {
  return FIELDS.filter(({ oursOnly, key }) => !(isForeign && oursOnly) && key(before) !== key(after)).map(
    ({ field, key, shown }) => {
      // The words for long lists of values are cut; where they do not tell the difference, the values do.
      const text = JSON.stringify(shown(before)) === JSON.stringify(shown(after)) ? key : shown;
      return { field, before: text(before), after: text(after) };
    },
  );
}

/** What an entry that does not exist yet will say. */
export function newEntryDiff(entry: AllowlistEntry): MovedDiff[] {
  return FIELDS.filter(({ key }) => !['', '[]'].includes(key(entry))).map(({ field, shown }) => ({
    field,
    before: undefined,
    after: shown(entry),
  }));
}
