/** `_bulk_action`: every action on every rule, failures reported per rule (security-api 1.6). */
import { z } from 'zod/v3';
import { Refusal, securityError } from '../errors';
import type { Features } from '../features';
import { checkBody } from '../schema/zod_problems';
import type { Call, Reply, Route } from '../types';
import { bulkEditSchema, editRule, editProblem, type BulkEdit } from './bulk_edit';
import { exportRules } from './rule_export';
import { rulesOf } from './rule_find';
import { duplicatedRule } from './rule_duplicate';
import type { RuleRecord } from './rule_table';

interface BulkBody {
  action: 'enable' | 'disable' | 'delete' | 'export' | 'duplicate' | 'edit' | 'run' | 'fill_gaps';
  ids?: string[];
  query?: string;
  edit?: BulkEdit[];
  duplicate?: { include_exceptions: boolean; include_expired_exceptions: boolean };
}

interface Failed {
  message: string;
  status_code: number;
  err_code?: string;
  rules: Array<{ id: string; name?: string }>;
}

/** What became of the rules so far. */
interface Outcome {
  updated: unknown[];
  created: unknown[];
  deleted: unknown[];
  skipped: unknown[];
  succeeded: number;
  failures: Failed[];
}

const NOT_FOUND = 'Rule not found';
const MOST_IDS = 100;

export function bulkActionRoute(features: Features): Route {
  const schema = bodySchema(features);
  return {
    method: 'POST',
    path: '/api/detection_engine/rules/_bulk_action',
    version: '2023-10-31',
    privilege: 'rules-all',
    handler: (call) => {
      const body = checkBody(schema, call.body) as BulkBody;
      const dryRun = call.query.get('dry_run') === 'true';
      if (body.ids && body.query !== undefined) {
        throw securityError(400, 'Both query and ids are sent. Define either ids or query in request payload.');
      }
      if (body.ids && body.ids.length > MOST_IDS) {
        throw securityError(400, `More than ${MOST_IDS} ids sent for bulk edit action.`);
      }
      if (dryRun && body.action === 'export') throw securityError(400, "Export action doesn't support dry_run mode");
      const { rules, missing } = targets(body, call);
      if (body.action === 'export') return exportRules(rules, [], call, 'rules_export.ndjson');
      // A real edit passes over ids that do not exist; everything else reports them.
      const lost = body.action === 'edit' && !dryRun ? [] : missing;
      return reply(run(body, rules, lost, dryRun, call), dryRun);
    },
  };
}

/** Neither ids nor a query means every rule of the space. */
function targets({ ids, query = '' }: BulkBody, call: Call): { rules: RuleRecord[]; missing: string[] } {
  if (ids === undefined) return { rules: rulesOf(query, call), missing: [] };
  const rules = ids.flatMap((id) => call.state.rules.byId(call.space, id) ?? []);
  return { rules, missing: ids.filter((id) => !call.state.rules.byId(call.space, id)) };
}

function run(
  body: BulkBody,
  rules: readonly RuleRecord[],
  missing: readonly string[],
  dryRun: boolean,
  call: Call,
): Outcome {
  const outcome: Outcome = { updated: [], created: [], deleted: [], skipped: [], succeeded: 0, failures: [] };
  for (const id of missing) fail(outcome, { message: NOT_FOUND }, { id });
  for (const rule of rules) act(body, rule, dryRun, call, outcome);
  return outcome;
}

function act(body: BulkBody, rule: RuleRecord, dryRun: boolean, call: Call, outcome: Outcome): void {
  const { rules } = call.state;
  if (body.action === 'edit') {
    edit(body.edit ?? [], rule, dryRun, call, outcome);
    return;
  }
  outcome.succeeded += 1;
  if (dryRun) return;
  if (body.action === 'delete') {
    rules.remove(call.space, rule.id);
    outcome.deleted.push(rule);
  } else if (body.action === 'duplicate') {
    outcome.created.push(rules.put(call.space, duplicatedRule(rule, body.duplicate, call)));
  } else if (body.action === 'enable' || body.action === 'disable') {
    const enabled = body.action === 'enable';
    const changed = rule.enabled !== enabled;
    rules.put(call.space, changed ? { ...rule, enabled, updated_at: call.now, updated_by: call.user.name } : rule);
    // The answer still tells the time of the change before.
    outcome.updated.push({ ...rule, enabled });
  }
}

function edit(edits: readonly BulkEdit[], rule: RuleRecord, dryRun: boolean, call: Call, outcome: Outcome): void {
  const problem = editProblem(edits, rule, dryRun);
  if (problem) {
    fail(outcome, problem, { id: rule.id, name: rule.name });
    return;
  }
  const changed = editRule(edits, rule);
  if (changed === undefined && !dryRun) {
    outcome.skipped.push({ id: rule.id, name: rule.name, skip_reason: 'RULE_NOT_MODIFIED' });
    return;
  }
  outcome.succeeded += 1;
  if (dryRun || changed === undefined) return;
  const stored = {
    ...changed,
    version: rule.version + 1,
    revision: rule.revision + 1,
    updated_at: call.now,
    updated_by: call.user.name,
  };
  outcome.updated.push(call.state.rules.put(call.space, stored));
}

function fail(
  { failures }: Outcome,
  { message, err_code }: { message: string; err_code?: string },
  rule: { id: string; name?: string },
): void {
  const same = failures.find((failure) => failure.message === message);
  if (same) same.rules.push(rule);
  else failures.push({ message, status_code: 500, ...(err_code ? { err_code } : {}), rules: [rule] });
}

function reply(outcome: Outcome, dryRun: boolean): Reply {
  const { updated, created, deleted, skipped, succeeded, failures } = outcome;
  const failed = failures.reduce((sum, { rules }) => sum + rules.length, 0);
  const summary = { failed, succeeded, skipped: skipped.length, total: failed + succeeded + skipped.length };
  const results = dryRun
    ? { updated: [], created: [], deleted: [], skipped: [] }
    : { updated, created, deleted, skipped };
  if (failed === 0) return { body: { success: true, rules_count: summary.total, attributes: { results, summary } } };
  throw new Refusal(500, {
    statusCode: 500,
    error: 'Internal Server Error',
    message: succeeded > 0 ? 'Bulk edit partially failed' : 'Bulk edit failed',
    attributes: { errors: failures, results, summary },
  });
}

function bodySchema({ bulkActions, bulkEdits }: Features): z.ZodTypeAny {
  const target = { query: z.string().optional(), ids: z.array(z.string()).min(1).optional() };
  const extra: Readonly<Record<string, z.ZodRawShape>> = {
    duplicate: {
      duplicate: z.object({ include_exceptions: z.boolean(), include_expired_exceptions: z.boolean() }).optional(),
    },
    edit: { edit: z.array(bulkEditSchema(bulkEdits)).min(1) },
    run: { run: z.object({ start_date: z.string(), end_date: z.string().optional() }) },
    fill_gaps: { fill_gaps: z.record(z.unknown()) },
  };
  const branches = bulkActions.map((action) => z.object({ ...target, action: z.literal(action), ...extra[action] }));
  return z.union(branches as unknown as [z.ZodTypeAny, z.ZodTypeAny]);
}
