/** Who changed an entry, and taking the last change back. */
import type { AllowlistEntry, ItemEntry } from '../../../common/allowlist';
import type { Entry } from '../../../common/api/allowlist';
import type { Override } from '../../../common/api/fields';
import type { GuardReport } from '../../../common/api/guard';
import type { ActivityEntry } from '../../../common/api/misc';
import type { ActivityLog } from '../activity/activity_log';
import { found } from '../refusal';
import type { AllowlistService } from './allowlist_service';
import type { EntryStore } from './entry_store';

/** Changes of one entry that are shown; older ones stay in the activity log. */
const SHOWN = 200;

export interface EntryRevision {
  at: string;
  by: string;
  action: string;
  reason: string;
  before?: Partial<Entry>;
  after?: Partial<Entry>;
}

export class EntryHistory {
  constructor(
    private readonly allowlist: AllowlistService,
    private readonly entries: EntryStore,
    private readonly activity: ActivityLog,
  ) {}

  /** Newest first. */
  async list(entryId: string): Promise<EntryRevision[]> {
    const { entries } = await this.activity.list({ entryId, size: SHOWN });
    return entries.map(revisionOf);
  }

  /**
   * Brings back what was before the last change; undoing an undo brings the change back.
   * @param version of the entry that was looked at: what someone changed since is not taken back unseen
   * @throws Refusal `conflict`, `blinding`, `override_refused`, `unhealthy`
   */
  async undo(
    entryId: string,
    version: string | undefined,
    reason: string,
    override: Override | undefined,
  ): Promise<{ entry?: Entry; guard: GuardReport }> {
    const last = found(
      (await this.activity.list({ entryId, size: 1 })).entries[0],
      `A change of allowlist entry ${entryId}`,
    );
    const { before: earlier } = revisionOf(last);
    const current = version === undefined ? await this.entries.find(entryId) : await this.entries.get(entryId, version);
    if (!earlier) {
      const entry = found(current, `Allowlist entry ${entryId}`);
      const guard = await this.allowlist.judge({ ...entry.entry, enabled: false }, entry);
      await this.entries.remove(entry);
      await this.allowlist.log('allowlist.undo', 'Took back the creation of', entry, undefined, reason);
      return { guard };
    }
    return this.allowlist.save('allowlist.undo', toEntry(entryId, earlier, reason), current, reason, override);
  }
}

function revisionOf({ at, by, action, reason, before, after }: ActivityEntry): EntryRevision {
  return {
    at,
    by,
    action,
    reason: reason ?? '',
    ...(before ? { before: before as Partial<Entry> } : {}),
    ...(after ? { after: after as Partial<Entry> } : {}),
  };
}

function toEntry(id: string, earlier: Partial<Entry>, reason: string): AllowlistEntry {
  return {
    id,
    name: earlier.name ?? id,
    rules: earlier.ruleKeys ?? [],
    conditions: (earlier.conditions ?? []) as ItemEntry[],
    osTypes: earlier.osTypes ?? [],
    reason,
    owner: earlier.owner ?? '',
    enabled: earlier.state !== 'disabled',
    ...(earlier.ticket ? { ticket: earlier.ticket } : {}),
    ...(earlier.expiresAt ? { expires: earlier.expiresAt } : {}),
    ...(earlier.templateId ? { template: earlier.templateId } : {}),
  };
}
