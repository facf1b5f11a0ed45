import { randomUUID } from 'node:crypto';
import type { RuleRun } from '../../server/stack/rules';
import { StackError } from '../../server/stack/stack';
import { isoTime } from '../events_in';
import { eventAlert, ruleSnapshot, sequenceAlerts, type RunContext } from './alert_document';
import type { AlertSnapshots } from './alert_snapshots';
import { insertAlerts } from './alert_table';
import type { Database } from './database';
import { readEvents } from './event_reader';
import type { EventTable } from './event_table';
import type { Execution, Found } from './rule_execution';
import { planRun, type RulePlan } from './rule_plan';
import type { RuleRow } from './rule_store';
import { SPACE } from './version';

/** What one run of one rule came to. */
export interface RunOutcome {
  ruleId: string;
  status: RuleRun['status'];
  message: string;
  /** Alerts that were new. */
  alerts: number;
}

const SUCCEEDED = 'Rule execution completed successfully';
const LIMIT_REACHED = 'This rule reached the maximum alert limit for the rule execution. Some alerts were not created.';
const TRUNCATED = 'Too many open sequences at a time; some were given up, so alerts may be missing.';

/** How long a rule that failed waits at least before it is tried again. */
const RETRY_MS = 60_000;

/** A rule that is being run. */
interface Run {
  plan: RulePlan;
  execution: Execution;
}

/** Runs rules over stored events: all that are due in one pass, so that every document is opened once. */
export class RuleRunner {
  /** By rule: what the last run looked at and what came of it. A run that would look at the same again reads nothing. */
  private readonly settled = new Map<string, { sameAs: string; outcome: RunOutcome }>();

  constructor(
    private readonly database: Database,
    private readonly table: EventTable,
    private readonly snapshots: AlertSnapshots,
    private readonly clock: () => number,
  ) {}

  /** Earliest moment at which a rule is due, in milliseconds; undefined when none is enabled. */
  nextDue(): number | undefined {
    const row = this.database.get<{ at: number | null }>(
      'SELECT min(next_run_at) AS at FROM rules WHERE enabled = 1',
      [],
    );
    return row?.at ?? undefined;
  }

  /** Makes every enabled rule due, for when events arrived. */
  makeAllDue(): void {
    this.database.run('UPDATE rules SET next_run_at = 0 WHERE enabled = 1', []);
  }

  /**
   * Runs the rules that are due.
   * @throws StackError `cancelled` after `signal`, `storage_full`; rules that were not finished stay due
   */
  async runDue(signal?: AbortSignal): Promise<RunOutcome[]> {
    const now = this.clock();
    const rows = this.database.all<RuleRow>(
      'SELECT * FROM rules WHERE enabled = 1 AND next_run_at <= ? ORDER BY rule_id',
      [now],
    );
    const outcomes: RunOutcome[] = [];
    const runs: Run[] = [];
    for (const row of rows) {
      try {
        const plan = await planRun(row, { database: this.database, table: this.table, now });
        const settled = this.settled.get(row.rule_id);
        if (settled?.sameAs === plan.sameAs) outcomes.push(this.repeatOutcome(plan, settled.outcome, now));
        else runs.push({ plan, execution: plan.start() });
      } catch (error) {
        outcomes.push(this.recordFailure(row, error, now));
      }
    }
    await this.readFor(runs, signal);
    for (const run of runs) outcomes.push(await this.finish(run, now));
    return outcomes;
  }

  private async readFor(runs: readonly Run[], signal: AbortSignal | undefined): Promise<void> {
    const kinds = new Set(runs.flatMap(({ plan }) => [...plan.kinds]));
    if (kinds.size === 0) return;
    const range = {
      fromSeq: Math.min(...runs.map(({ plan }) => plan.fromSeq)),
      fromTime: Math.min(...runs.map(({ plan }) => plan.fromTime)),
      toSeq: Math.max(...runs.map(({ plan }) => plan.toSeq)),
    };
    for await (const events of readEvents(this.database, this.table, [...kinds], range, { signal })) {
      for (const { plan, execution } of runs) {
        const { fromSeq, toSeq, fromTime } = plan;
        await execution.feed(
          events.filter(
            ({ kind, seq, time }) => plan.kinds.has(kind) && seq >= fromSeq && seq < toSeq && time >= fromTime,
          ),
        );
      }
    }
  }

  private async finish({ plan, execution }: Run, now: number): Promise<RunOutcome> {
    try {
      const outcome = this.store(plan, await execution.finish(), now);
      this.settled.set(outcome.ruleId, { sameAs: plan.sameAs, outcome });
      return outcome;
    } catch (error) {
      return this.recordFailure(plan.row, error, now);
    }
  }

  private repeatOutcome({ row, intervalMs }: RulePlan, outcome: RunOutcome, now: number): RunOutcome {
    const repeated = { ...outcome, alerts: 0 };
    this.recordRun(row, repeated, now, intervalMs);
    return repeated;
  }

  /** Alerts and what was examined are kept together or not at all. */
  private store(plan: RulePlan, found: Found, now: number): RunOutcome {
    const { row, rule, warnings } = plan;
    const context: RunContext = {
      rule,
      space: SPACE,
      executionId: randomUUID(),
      // Demo events tell a story of the past days, so their alerts are raised when a scheduled run would have seen them.
      raisedAt: ({ demo, time }) => (demo ? Math.min(now, time + plan.intervalMs) : now),
    };
    const alerts = found.matches.flatMap((match) =>
      found.kind === 'sequence' ? sequenceAlerts(match, context) : match.map((event) => eventAlert(event, context)),
    );
    const messages = [
      ...warnings,
      ...(found.total > found.matches.length ? [LIMIT_REACHED] : []),
      ...(found.truncated ? [TRUNCATED] : []),
    ];
    return this.database.transaction(() => {
      const stored = insertAlerts(this.database, this.snapshots, ruleSnapshot(rule, SPACE), alerts);
      const outcome: RunOutcome = {
        ruleId: rule.rule_id,
        status: messages.length > 0 ? 'warning' : 'succeeded',
        message: messages.length > 0 ? messages.join(' ') : SUCCEEDED,
        alerts: stored,
      };
      this.database.run('UPDATE rules SET examined_fingerprint = ?, examined_to_seq = ? WHERE rule_id = ?', [
        plan.fingerprint,
        plan.toSeq,
        rule.rule_id,
      ]);
      this.recordRun(row, outcome, now, plan.intervalMs);
      return outcome;
    });
  }

  private recordFailure(row: RuleRow, error: unknown, now: number): RunOutcome {
    // A refused query is the rule's outcome; a full disk or a defect of ours is not.
    if (!(error instanceof StackError) || error.code !== 'rejected') throw error;
    const message = `An error occurred during rule execution: message: ${JSON.stringify(error.message)}`;
    const outcome: RunOutcome = { ruleId: row.rule_id, status: 'failed', message, alerts: 0 };
    this.recordRun(row, outcome, now, RETRY_MS);
    return outcome;
  }

  /** A rule that was changed while it ran stays due. */
  private recordRun(row: RuleRow, outcome: RunOutcome, now: number, waitMs: number): void {
    this.database.run(
      `UPDATE rules SET last_run_at = ?, last_run_status = ?, last_run_message = ?,
         next_run_at = CASE WHEN body = ? THEN ? ELSE next_run_at END
       WHERE rule_id = ?`,
      [isoTime(now), outcome.status, outcome.message, row.body, now + waitMs, row.rule_id],
    );
  }
}
