/** Single writes, shared by the CRUD routes, the import and the old bulk routes. */
import { securityError } from '../errors';
import type { Call } from '../types';
import {
  checkContent,
  checkDefaultList,
  checkIdentity,
  checkInterval,
  checkPatch,
  checkRunnable,
  checkSameKind,
} from './rule_checks';
import { newRule, patchedRule, replacedRule, type RuleBody } from './rule_record';
import type { RuleSchemas } from './rule_schema';
import type { RuleRecord } from './rule_table';

export function createRule(body: RuleBody, call: Call): RuleRecord {
  const { state, space } = call;
  checkContent(body, call);
  checkDefaultList(body['exceptions_list'], call);
  const ruleId = body['rule_id'];
  if (ruleId !== undefined && state.rules.byRuleId(space, String(ruleId))) {
    throw securityError(409, `rule_id: "${String(ruleId)}" already exists`);
  }
  checkRunnable(body, call);
  return state.rules.put(space, newRule(body, call));
}

export function replaceRule(body: RuleBody, call: Call): RuleRecord {
  checkIdentity(body);
  checkContent(body, call);
  const old = existing(body, call);
  checkDefaultList(body['exceptions_list'], call, old);
  checkSameKind(old, body);
  checkInterval(body);
  return call.state.rules.put(call.space, replacedRule(old, body, call));
}

export function patchRule(body: RuleBody, call: Call, schemas: RuleSchemas): RuleRecord {
  checkIdentity(body);
  const old = existing(body, call);
  const changes = checkPatch(old, body, schemas);
  checkDefaultList(changes['exceptions_list'], call, old);
  checkInterval(changes);
  return call.state.rules.put(call.space, patchedRule(old, changes, call));
}

export function deleteRule(which: { id?: unknown; rule_id?: unknown }, call: Call): RuleRecord {
  checkIdentity(which);
  const rule = existing(which, call);
  call.state.rules.remove(call.space, rule.id);
  return rule;
}

/** @throws Refusal 404 */
export function existing({ id, rule_id }: { id?: unknown; rule_id?: unknown }, { state, space }: Call): RuleRecord {
  const rule = id == null ? state.rules.byRuleId(space, String(rule_id)) : state.rules.byId(space, String(id));
  if (rule !== undefined) return rule;
  throw securityError(404, id == null ? `rule_id: "${String(rule_id)}" not found` : `id: "${String(id)}" not found`);
}
