import { createHash, randomUUID } from 'node:crypto';
import type { InstalledRule, RuleBody, RuleRun, RuleStore } from '../../server/stack/rules';
import { StackError, type ItemResult } from '../../server/stack/stack';
import { isoTime } from '../events_in';
import type { Database } from './database';

/** The port's rule store on the data file, as one user. */
export class EmbeddedRuleStore implements RuleStore {
  constructor(
    private readonly database: Database,
    private readonly userName: string,
    private readonly clock: () => number,
    /** Told when a rule may have become due. */
    private readonly onWrite: () => void = () => {},
  ) {}

  async list(): Promise<InstalledRule[]> {
    return this.database.all<RuleRow>('SELECT * FROM rules ORDER BY rule_id', []).map(toRule);
  }

  async get(ruleIds: readonly string[]): Promise<InstalledRule[]> {
    return this.database
      .all<RuleRow>('SELECT * FROM rules WHERE rule_id IN (SELECT value FROM json_each(?))', [JSON.stringify(ruleIds)])
      .map(toRule);
  }

  async upsert(bodies: readonly RuleBody[]): Promise<Array<ItemResult<InstalledRule>>> {
    const results = bodies.map((body) => this.attempt(body.rule_id, () => this.write(body)));
    this.onWrite();
    return results;
  }

  async setEnabled(ruleIds: readonly string[], enabled: boolean): Promise<Array<ItemResult<InstalledRule>>> {
    const results = ruleIds.map((ruleId) =>
      this.attempt(ruleId, () => {
        // A rule that is switched on is due at once, as in Kibana.
        this.database.run(
          `UPDATE rules SET next_run_at = CASE WHEN enabled = 0 THEN 0 ELSE next_run_at END, enabled = ?,
             updated_at = ?, updated_by = ?
           WHERE rule_id = ? AND enabled <> ?`,
          [enabled ? 1 : 0, isoTime(this.clock()), this.userName, ruleId, enabled ? 1 : 0],
        );
        return this.existing(ruleId);
      }),
    );
    this.onWrite();
    return results;
  }

  async remove(ruleIds: readonly string[]): Promise<Array<ItemResult<null>>> {
    return ruleIds.map((ruleId) =>
      this.attempt(ruleId, () => {
        if (this.database.run('DELETE FROM rules WHERE rule_id = ?', [ruleId]) === 0) throw notFound(ruleId);
        return null;
      }),
    );
  }

  private write(body: RuleBody): InstalledRule {
    return this.database.transaction(() => {
      const { enabled, ...rest } = body;
      const text = JSON.stringify(rest);
      const now = isoTime(this.clock());
      const current = this.database.get<RuleRow>('SELECT * FROM rules WHERE rule_id = ?', [body.rule_id]);
      if (!current) {
        this.database.run(
          `INSERT INTO rules
             (rule_id, id, enabled, revision, body, created_at, created_by, updated_at, updated_by, next_run_at)
           VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, 0)`,
          [body.rule_id, randomUUID(), enabled ? 1 : 0, text, now, this.userName, now, this.userName],
        );
      } else {
        const changed = current.body !== text;
        this.database.run(
          `UPDATE rules SET enabled = ?, body = ?, revision = revision + ?, updated_at = ?, updated_by = ?,
             next_run_at = CASE WHEN ? THEN 0 ELSE next_run_at END
           WHERE rule_id = ?`,
          [
            ...[enabled ? 1 : 0, text, changed ? 1 : 0, now, this.userName],
            ...[changed || current.enabled === 0 ? 1 : 0, body.rule_id],
          ],
        );
      }
      return this.existing(body.rule_id);
    });
  }

  private existing(ruleId: string): InstalledRule {
    const row = this.database.get<RuleRow>('SELECT * FROM rules WHERE rule_id = ?', [ruleId]);
    if (!row) throw notFound(ruleId);
    return toRule(row);
  }

  private attempt<T>(id: string, work: () => T): ItemResult<T> {
    try {
      return { id, ok: true, value: work() };
    } catch (error) {
      if (!(error instanceof StackError)) throw error;
      return { id, ok: false, code: error.code, message: error.message };
    }
  }
}

export interface RuleRow {
  rule_id: string;
  id: string;
  enabled: number;
  revision: number;
  body: string;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  examined_fingerprint: string | null;
  examined_to_seq: number | null;
  next_run_at: number;
  last_run_at: string | null;
  last_run_status: RuleRun['status'] | null;
  last_run_message: string | null;
}

export function toRule(row: RuleRow): InstalledRule {
  const { id, revision, created_at, created_by, updated_at, updated_by } = row;
  const body = JSON.parse(row.body) as Omit<RuleBody, 'enabled'>;
  const lastRun =
    row.last_run_at === null || row.last_run_status === null
      ? {}
      : { lastRun: { at: row.last_run_at, status: row.last_run_status, message: row.last_run_message ?? '' } };
  return {
    ...body,
    enabled: row.enabled === 1,
    ...{ id, revision, created_at, created_by, updated_at, updated_by },
    ...lastRun,
  };
}

/** What decides which events a rule matches: when it changes, everything stored has to be examined again. */
export function fingerprint(rule: RuleBody): string {
  const { type, language, query, index, filters, timestamp_field, event_category_override, tiebreaker_field } = rule;
  const parts = [type, language, query, index, filters, timestamp_field, event_category_override, tiebreaker_field];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function notFound(ruleId: string): StackError {
  return new StackError('not_found', `There is no rule ${ruleId}.`);
}
