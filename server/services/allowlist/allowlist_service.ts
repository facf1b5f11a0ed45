/** Allowlist entries: preview, write, switch off and on, renew, delete, undo, history. Every write is guarded. */
import { randomUUID } from 'node:crypto';
import {
  breadthOf,
  itemsOf,
  type AllowlistEntry,
  type ExceptionItem,
  type ItemContext,
} from '../../../common/allowlist';
import type { Entry, EntryDraft, EntryPreview } from '../../../common/api/allowlist';
import type { Override } from '../../../common/api/fields';
import type { GuardReport } from '../../../common/api/guard';
import type { Alert } from '../../stack/alerts';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import { allowOrRefuse } from '../guard/override';
import { Refusal } from '../refusal';
import { alertsHidden, hiddenSample } from './alert_matches';
import type { EntryStore } from './entry_store';
import { entryOfDraft, toApiEntry, type StoredEntry } from './entry_view';
import type { EntryFindings } from './findings';

/** Alerts that a preview looks at: a page of the grid, the port's largest. */
const ALERTS_CHECKED = 500;
const SAMPLE = 20;
const SUGGESTED = 20;

export interface SavedEntry {
  entry: Entry;
  guard: GuardReport;
}

/** An entry before it has a name and a reason. */
export type DraftInProgress = Omit<EntryDraft, 'name' | 'reason'> & { name?: string; reason?: string };

export class AllowlistService {
  /** Several candidates of one request are measured against the same alerts. */
  private readonly recent = new Map<string, Promise<Alert[]>>();

  constructor(
    private readonly deps: ServiceDependencies,
    private readonly entries: EntryStore,
    private readonly guard: GuardService,
    private readonly findings: EntryFindings,
    private readonly activity: ActivityLog,
  ) {}

  async preview(draft: DraftInProgress, replacesEntryId?: string): Promise<EntryPreview> {
    const replaced = replacesEntryId === undefined ? undefined : await this.entries.get(replacesEntryId);
    const entry = entryOfDraft(
      replaced?.entry.id ?? 'draft',
      { ...draft, name: draft.name ?? 'Draft', reason: draft.reason ?? 'Draft' },
      this.deps.stack.user.name,
    );
    const [guard, findings, hidden] = await Promise.all([
      this.judge(entry, replaced),
      this.findings.of(entry, replaced?.items),
      this.alertsHiddenBy(entry),
    ]);
    return { guard, findings, breadth: breadthOf(entry.conditions), ...hidden };
  }

  async create(draft: EntryDraft, override: Override | undefined): Promise<SavedEntry> {
    const entry = entryOfDraft(randomUUID(), draft, this.deps.stack.user.name);
    return this.save('allowlist.create', entry, undefined, draft.reason, override);
  }

  async update(id: string, version: string, draft: EntryDraft, override: Override | undefined): Promise<SavedEntry> {
    const before = await this.entries.get(id, version);
    const entry = { ...entryOfDraft(id, draft, this.deps.stack.user.name), enabled: before.entry.enabled };
    return this.save('allowlist.update', entry, before, draft.reason, override);
  }

  async disable(id: string, version: string, reason: string): Promise<Entry> {
    const before = await this.entries.get(id, version);
    const after = await this.entries.write({ ...before.entry, enabled: false, reason }, before);
    await this.log('allowlist.disable', 'Switched off', before, after, reason);
    return this.view(after);
  }

  async enable(id: string, version: string, reason: string, override: Override | undefined): Promise<SavedEntry> {
    const before = await this.entries.get(id, version);
    const { entry } = before;
    if (entry.expires !== undefined && Date.parse(entry.expires) <= this.deps.clock()) {
      throw new Refusal('invalid', 'The entry has expired: renew it with a later expiry instead', {
        expiresAt: entry.expires,
      });
    }
    return this.save('allowlist.enable', { ...entry, enabled: true, reason }, before, reason, override);
  }

  async renew(
    id: string,
    version: string,
    expiresAt: string,
    reason: string,
    override: Override | undefined,
  ): Promise<SavedEntry> {
    const before = await this.entries.get(id, version);
    return this.save(
      'allowlist.renew',
      { ...before.entry, enabled: true, expires: expiresAt, reason },
      before,
      reason,
      override,
    );
  }

  async remove(id: string, version: string, reason: string): Promise<void> {
    const before = await this.entries.get(id, version);
    await this.entries.remove(before);
    await this.log('allowlist.delete', 'Deleted', before, undefined, reason);
  }

  /**
   * Everything that a save asks before it writes.
   * @returns the entry as it is written: with its override only where one is needed
   * @throws Refusal `not_found` for a rule, `invalid`, `unhealthy`, `blinding`, `override_refused`
   */
  async check(
    draft: AllowlistEntry,
    before: StoredEntry | undefined,
    override: Override | undefined,
  ): Promise<{ entry: AllowlistEntry; guard: GuardReport; allowed: Override | undefined }> {
    const { clock, tier, stack, catalog } = this.deps;
    draft.rules.forEach((key) => catalog.rule(key));
    if (draft.enabled && draft.expires !== undefined && Date.parse(draft.expires) <= clock()) {
      throw new Refusal('invalid', 'The expiry is in the past: the entry would do nothing', {
        expiresAt: draft.expires,
      });
    }
    const { override: _earlier, ...plain } = draft;
    const [guard, findings] = await Promise.all([this.judge(plain, before), this.findings.of(plain, before?.items)]);
    const refusing = findings.filter(({ severity }) => severity === 'refuse');
    if (refusing.length > 0) {
      throw new Refusal('unhealthy', [...new Set(refusing.map(({ sentence }) => sentence))].join(' '), {
        findings: refusing,
      });
    }
    const allowed = allowOrRefuse(guard, override, { tier, now: clock() });
    const entry: AllowlistEntry = {
      ...plain,
      ...(allowed ? { override: { reason: allowed.reason, by: stack.user.name, expires: allowed.expiresAt } } : {}),
    };
    return { entry, guard, allowed };
  }

  /** Saves an entry after the guard and the health check have let it pass. */
  async save(
    action: string,
    draft: AllowlistEntry,
    before: StoredEntry | undefined,
    reason: string,
    override: Override | undefined,
  ): Promise<SavedEntry> {
    const { entry, guard, allowed } = await this.check(draft, before, override);
    const after = await this.entries.write(entry, before);
    await this.log(action, before ? 'Changed' : 'Created', before, after, reason, allowed);
    return { entry: this.view(after), guard };
  }

  async judge(entry: AllowlistEntry, replaced: StoredEntry | undefined): Promise<GuardReport> {
    const added = new Map<string, ExceptionItem[]>();
    const items = entry.enabled ? itemsOf(entry) : [];
    items.forEach((item, index) => {
      const key = entry.rules[index];
      if (key !== undefined) added.set(key, [item]);
    });
    const removedIds = new Set((replaced?.items ?? []).map(({ item_id }) => item_id));
    return this.guard.judgeItems({ added, removedIds });
  }

  /** An entry as it is stored: each of its items, whatever was done to it elsewhere, on the rules that it acts on. */
  async judgeStored({ items }: StoredEntry): Promise<GuardReport> {
    const ids = new Set(items.map(({ item_id }) => item_id));
    const added = new Map<string, ExceptionItem[]>();
    for (const [key, acting] of await this.deps.state.itemsByRule()) {
      const own = acting.filter(({ item_id }) => ids.has(item_id));
      if (own.length > 0) added.set(key, own);
    }
    return this.guard.judgeItems({ added, removedIds: ids });
  }

  /** Alerts of the entry's rules that it would have hidden, newest first. */
  async alertsHiddenBy(
    entry: AllowlistEntry,
  ): Promise<Pick<EntryPreview, 'alertsChecked' | 'alertsHidden' | 'hiddenSample'>> {
    const items = itemsOf(entry).slice(0, 1);
    const [alerts, context] = await Promise.all([this.recentAlerts(entry.rules), this.context(items)]);
    const { checked, hidden } = alertsHidden(alerts, items, context);
    return { alertsChecked: checked, alertsHidden: hidden.length, hiddenSample: hiddenSample(hidden.slice(0, SAMPLE)) };
  }

  private recentAlerts(keys: readonly string[]): Promise<Alert[]> {
    const id = [...keys].sort().join();
    const known = this.recent.get(id) ?? this.searchRecentAlerts(keys);
    this.recent.set(id, known);
    return known;
  }

  private async searchRecentAlerts(keys: readonly string[]): Promise<Alert[]> {
    const { stack, catalog } = this.deps;
    const page = await stack.alerts.search({
      ruleIds: keys.map((key) => catalog.ruleId(key)),
      buildingBlocks: 'include',
      size: ALERTS_CHECKED,
      sort: { field: '@timestamp', order: 'desc' },
    });
    return page.alerts;
  }

  /** How items are read now: time and value lists. */
  private async context(items: readonly ExceptionItem[]): Promise<ItemContext> {
    const lists = await this.deps.state.valueLists(items);
    return { now: this.deps.clock(), valueLists: new Map(lists.map((list) => [list.id, list])) };
  }

  view(stored: StoredEntry, facts: { lastMatchedAt?: string; searchedFrom?: string } = {}): Entry {
    return toApiEntry(stored, { now: this.deps.clock(), ...facts });
  }

  /** Values of a field seen lately in the data of these rules, or of all. */
  async suggest(field: string, prefix: string, ruleKeys: readonly string[]): Promise<string[]> {
    const { catalog, stack, state } = this.deps;
    const keys = ruleKeys.length > 0 ? ruleKeys.map((key) => catalog.rule(key).template.id) : catalog.keys();
    const rules = await Promise.all(keys.map((key) => state.effective(key)));
    const index = [...new Set(rules.flatMap((rule) => rule.index))];
    return stack.events.suggestValues(index, field, prefix, SUGGESTED);
  }

  async log(
    action: string,
    verb: string,
    before: StoredEntry | undefined,
    after: StoredEntry | undefined,
    reason: string,
    override?: Override,
  ): Promise<void> {
    const entry = (after ?? before)?.entry;
    if (!entry) return;
    await this.activity.write({
      action,
      summary: `${verb} allowlist entry "${entry.name}" of ${entry.rules.join(', ')}`,
      ruleKeys: entry.rules,
      entryId: entry.id,
      reason,
      ...(before ? { before: this.view(before) } : {}),
      ...(after ? { after: this.view(after) } : {}),
      ...(override ? { override } : {}),
    });
  }
}
