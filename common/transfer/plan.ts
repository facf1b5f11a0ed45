/** What an import of a file would change in a space, object by object. Pure; the guard is asked by the caller. */
import type { AllowlistEntry } from '../allowlist';
import type { KnobValues } from '../rules';
import type { MovedEntry, MovedTuning, SpaceDocument } from './format';
import { entryDiff, entryOfMoved, newEntryDiff, type MovedDiff } from './moved';

/** A rule of the packs that are loaded here. */
export interface CurrentRule {
  name: string;
  defaults: KnobValues;
  /** Saved values that are in force; absent for a rule that was never tuned. */
  tuned?: KnobValues;
  /** The installed rule does not have the saved values: a run stopped after it had written the tuning. */
  isBehind: boolean;
  /** Values under the names of today, and what the rule does not take any more. */
  usable(values: KnobValues): { usable: KnobValues; dropped: ReadonlyArray<{ message: string }> };
}

export interface CurrentEntry {
  entry: AllowlistEntry;
  /** Written elsewhere, e.g. in Elastic Security. */
  foreign: boolean;
  /** Its items do not say the same: a run stopped between them, or someone edited one. */
  diverged: boolean;
}

export interface CurrentSpace {
  /** By rule key. */
  rules: ReadonlyMap<string, CurrentRule>;
  /** By entry id. */
  entries: ReadonlyMap<string, CurrentEntry>;
  packs: ReadonlyArray<{ id: string; version: string }>;
  /** Milliseconds since the epoch. */
  now: number;
}

interface Verdict {
  action: 'create' | 'update' | 'unchanged' | 'blocked';
  /** Why it is blocked, or written although no field differs. */
  reason?: string;
  diff: MovedDiff[];
}

interface Planned extends Verdict {
  id: string;
  name: string;
}

export interface PlannedTuning extends Planned {
  kind: 'tuning';
  moved: MovedTuning;
  /** What to save: under the knob names of today. */
  values: KnobValues;
}

export interface PlannedEntry extends Planned {
  kind: 'allowlist_entry';
  moved: MovedEntry;
  entry: AllowlistEntry;
}

export interface PlannedTransfer {
  tunings: PlannedTuning[];
  entries: PlannedEntry[];
  /** Packs that differ between there and here, in words. */
  warnings: string[];
}

const blocked = (reason: string): Verdict => ({ action: 'blocked', reason, diff: [] });

/** Knobs whose value in force differs. */
function knobDiff(defaults: KnobValues, before: KnobValues, after: KnobValues): MovedDiff[] {
  const inForce = (values: KnobValues, knob: string) => values[knob] ?? defaults[knob];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: inForce(before, field), after: inForce(after, field) }))
    .filter((diff) => JSON.stringify(diff.before) !== JSON.stringify(diff.after));
}

function planTuning(moved: MovedTuning, rule: CurrentRule | undefined): PlannedTuning {
  const about = { kind: 'tuning' as const, id: moved.ruleKey, moved };
  if (!rule) {
    const reason = `No pack here has the rule ${moved.ruleKey}`;
    return { ...about, name: moved.ruleKey, values: {}, ...blocked(reason) };
  }
  const name = `${moved.ruleKey} ${rule.name}`;
  const { usable: values, dropped } = rule.usable(moved.values);
  if (dropped.length > 0) {
    // Half of a tuning would be a detection that nobody decided on.
    const reason = `The rule here does not take the tuning: ${dropped.map(({ message }) => message).join(' ')}`;
    return { ...about, name, values, ...blocked(reason) };
  }
  const diff = knobDiff(rule.defaults, rule.tuned ?? {}, values);
  if (diff.length > 0) return { ...about, name, values, action: rule.tuned ? 'update' : 'create', diff };
  if (!rule.isBehind) return { ...about, name, values, action: 'unchanged', diff };
  return {
    ...about,
    name,
    values,
    action: 'update',
    reason: 'The installed rule does not have these values yet',
    diff,
  };
}

/** Entries and their overrides end; what has ended would do nothing here. */
function ended({ enabled, expiresAt, override }: MovedEntry, now: number): string | undefined {
  const isOver = (time: string | undefined): time is string => time !== undefined && Date.parse(time) <= now;
  if (!enabled) return undefined;
  if (isOver(expiresAt)) return `It expired on ${expiresAt}: renew it there first`;
  return isOver(override?.expiresAt) ? `Its override ended on ${override?.expiresAt}` : undefined;
}

/** An override that ends at another time leaves the entry in force for longer or shorter. */
function overrideDiff(moved: MovedEntry, { override }: AllowlistEntry): MovedDiff[] {
  if (!override || !moved.override || Date.parse(override.expires) === Date.parse(moved.override.expiresAt)) return [];
  return [{ field: 'override', before: override.expires, after: moved.override.expiresAt }];
}

function entryVerdict(moved: MovedEntry, entry: AllowlistEntry, space: CurrentSpace): Verdict {
  const current = space.entries.get(moved.id);
  const diff = current
    ? [...entryDiff(current.entry, entry, current.foreign), ...overrideDiff(moved, current.entry)]
    : newEntryDiff(entry);
  if (current && diff.length === 0 && !current.diverged) return { action: 'unchanged', diff };
  const unknown = moved.ruleKeys.filter((key) => !space.rules.has(key));
  if (unknown.length > 0) return blocked(`No pack here has ${unknown.join(', ')}`);
  const over = ended(moved, space.now);
  if (over !== undefined) return blocked(over);
  if (!current) return { action: 'create', diff };
  if (current.foreign && diff.some(({ field }) => field === 'rules' || field === 'enabled'))
    return blocked('The item was written elsewhere, and its list decides on its rules: change it there');
  return { action: 'update', ...(diff.length === 0 ? { reason: 'Its items do not say the same' } : {}), diff };
}

function planEntry(moved: MovedEntry, space: CurrentSpace): PlannedEntry {
  const entry = entryOfMoved(moved);
  return {
    kind: 'allowlist_entry',
    id: moved.id,
    name: moved.name,
    moved,
    entry,
    ...entryVerdict(moved, entry, space),
  };
}

function packWarnings({ packs }: SpaceDocument, here: CurrentSpace['packs']): string[] {
  return packs.flatMap(({ id, version }) => {
    const own = here.find((pack) => pack.id === id);
    if (!own) return [`The pack ${id} is not here`];
    if (own.version === version) return [];
    return [`The file was made with version ${version} of ${id}; here it is ${own.version}`];
  });
}

/** What is tuned or listed here and not named in the file stays as it is. */
export function planTransfer(document: SpaceDocument, space: CurrentSpace): PlannedTransfer {
  return {
    tunings: document.tunings.map((moved) => planTuning(moved, space.rules.get(moved.ruleKey))),
    entries: document.entries.map((moved) => planEntry(moved, space)),
    warnings: packWarnings(document, space.packs),
  };
}
