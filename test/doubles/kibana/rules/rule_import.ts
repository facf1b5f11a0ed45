/** `_import`: one file of rules, lists, items and connectors; every line for itself (security-api 1.7). */
import { Refusal, securityError } from '../errors';
import type { ImportOutcome } from '../exceptions/exception_import';
import { importExceptions } from '../exceptions/exception_import';
import type { Features } from '../features';
import { parseLines, uploadedText } from '../schema/ndjson';
import { problemsOf } from '../schema/zod_problems';
import type { Call, Route } from '../types';
import { checkDefaultList, checkPatch, checkInterval } from './rule_checks';
import { patchedRule, replacedRule, type RuleBody } from './rule_record';
import { ruleSchemas, type RuleSchemas } from './rule_schema';
import { createRule } from './rule_writes';
import type { ListRef, RuleRecord } from './rule_table';

const MAX_BYTES = 10_485_760;

interface RuleError {
  rule_id: string;
  error: { status_code: number; message: string };
}

const problem = (rule_id: string, status_code: number, message: string): RuleError => ({
  rule_id,
  error: { status_code, message },
});

export function ruleImportRoute(features: Features): Route {
  const schemas = ruleSchemas(features);
  return {
    method: 'POST',
    path: '/api/detection_engine/rules/_import',
    version: '2023-10-31',
    maxBytes: MAX_BYTES,
    upload: true,
    privilege: 'rules-all',
    handler: (call) => {
      const lines = parseLines(uploadedText(call));
      const isList = (line: unknown): boolean => isObject(line) && ('list_id' in line || 'entries' in line);
      const isConnector = (line: unknown): boolean => isObject(line) && 'attributes' in line;
      const exceptions = importExceptions(
        lines.filter(({ value }) => isList(value)),
        { overwrite: call.query.get('overwrite_exceptions') === 'true', asNewList: false, skipBroken: true },
        call,
      );
      const rules = lines.filter(({ value }) => !isList(value) && !isConnector(value) && !isDetails(value));
      return { body: { ...exceptionSummary(exceptions), ...importRules(rules, call, schemas) } };
    },
  };
}

function exceptionSummary({ errors, success, lists }: ImportOutcome): Record<string, unknown> {
  return { exceptions_success: success, exceptions_success_count: lists, exceptions_errors: errors };
}

function importRules(
  lines: ReadonlyArray<{ value?: unknown; broken?: string }>,
  call: Call,
  schemas: RuleSchemas,
): Record<string, unknown> {
  const overwrite = call.query.get('overwrite') === 'true';
  const errors: RuleError[] = [];
  const bodies = new Map<string, RuleBody>();
  for (const { value, broken } of lines) {
    const result = broken === undefined ? schemas.imported.safeParse(value) : undefined;
    if (!result?.success) {
      errors.push(problem('(unknown id)', 400, broken ?? problemsOf(result?.error as never)));
      continue;
    }
    const body = result.data as RuleBody;
    const id = String(body['rule_id']);
    if (bodies.has(id) && !overwrite) {
      errors.push(problem(id, 400, `More than one rule with rule-id: "${id}" found`));
    }
    bodies.set(id, body);
  }
  let succeeded = 0;
  for (const [id, body] of bodies) {
    try {
      importRule(resolved(body, call, errors), call, schemas, overwrite);
      succeeded += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message, status_code } = error.body as { message: string; status_code: number };
      errors.push(problem(id, status_code, [message].flat().join('\n')));
    }
  }
  return {
    rules_count: lines.length,
    success: errors.length === 0,
    success_count: succeeded,
    errors,
    action_connectors_errors: [],
    action_connectors_warnings: [],
    action_connectors_success: true,
    action_connectors_success_count: 0,
  };
}

function importRule(body: RuleBody, call: Call, schemas: RuleSchemas, overwrite: boolean): RuleRecord {
  const { state, space, features } = call;
  const old = state.rules.byRuleId(space, String(body['rule_id']));
  if (old === undefined) return createRule(body, call);
  if (!overwrite) throw securityError(409, `rule_id: "${old.rule_id}" already exists`);
  checkPatch(old, body, schemas);
  checkDefaultList(body['exceptions_list'], call, old);
  checkInterval(body);
  const { immutable: _immutable, ...changes } = body;
  const rule = features.importReplaces ? replacedRule(old, changes, call) : patchedRule(old, changes, call);
  // An import is no edit of a person: the revision stays.
  return state.rules.put(space, { ...rule, revision: old.revision });
}

/** References to lists by `list_id`, whatever id they carry; those that do not exist are dropped and told. */
function resolved(body: RuleBody, { state, space }: Call, errors: RuleError[]): RuleBody {
  const ruleId = String(body['rule_id']);
  const refs = ((body['exceptions_list'] ?? []) as ListRef[]).flatMap((ref) => {
    const list = state.exceptions.list({ space, namespace: ref.namespace_type }, { list_id: ref.list_id });
    if (list) return [{ ...ref, id: list.id }];
    errors.push(
      problem(
        ruleId,
        400,
        `Rule with rule_id: "${ruleId}" references a non existent exception list of list_id: "${ref.list_id}". ` +
          'Reference has been removed.',
      ),
    );
    return [];
  });
  return { ...body, exceptions_list: refs };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The last line of an export. */
function isDetails(value: unknown): boolean {
  return isObject(value) && ('exported_count' in value || 'exported_rules_count' in value);
}
