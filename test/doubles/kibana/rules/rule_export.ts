/** `_export`: rules, the lists and items they use, and a line of counts (security-api 1.7). */
import { z } from 'zod/v3';
import { checkBody } from '../schema/zod_problems';
import type { Call, Reply, Route } from '../types';
import type { ListRef, RuleRecord } from './rule_table';

const body = z.object({ objects: z.array(z.object({ rule_id: z.string().min(1) })) }).nullable();

export const ruleExportRoute: Route = {
  method: 'POST',
  path: '/api/detection_engine/rules/_export',
  version: '2023-10-31',
  privilege: 'rules-read',
  handler: (call) => {
    const asked = checkBody(body, call.body);
    const { state, space, query } = call;
    const ids = asked?.objects.map(({ rule_id }) => rule_id);
    const rules = ids ? ids.flatMap((id) => state.rules.byRuleId(space, id) ?? []) : state.rules.all(space).reverse();
    const missing = (ids ?? []).filter((id) => !state.rules.byRuleId(space, id));
    const details = query.get('exclude_export_details') !== 'true';
    return exportRules(rules, missing, call, query.get('file_name') ?? 'export.ndjson', details);
  },
};

export function exportRules(
  rules: readonly RuleRecord[],
  missing: readonly string[],
  call: Call,
  filename: string,
  withDetails = true,
): Reply {
  const refs = new Map(
    rules.flatMap(({ exceptions_list }) => exceptions_list.map((ref) => [ref.list_id, ref] as const)),
  );
  const found = [...refs.values()].flatMap((ref) => exportedList(ref, call));
  const lists = found.filter(({ item_id }) => item_id === undefined);
  const items = found.filter(({ item_id }) => item_id !== undefined);
  const details = {
    exported_count: rules.length + found.length,
    exported_rules_count: rules.length,
    missing_rules: missing.map((rule_id) => ({ rule_id })),
    missing_rules_count: missing.length,
    exported_exception_list_count: lists.length,
    exported_exception_list_item_count: items.length,
    missing_exception_list_item_count: 0,
    missing_exception_list_items: [],
    missing_exception_lists: [],
    missing_exception_lists_count: 0,
    exported_action_connector_count: 0,
    missing_action_connection_count: 0,
    missing_action_connections: [],
    excluded_action_connection_count: 0,
    excluded_action_connections: [],
  };
  const written = rules.map(({ execution_summary: _run, ...rule }) => rule);
  return ndjson([...written, ...found, ...(withDetails ? [details] : [])], filename);
}

function exportedList({ list_id, namespace_type }: ListRef, { state, space }: Call): Array<Record<string, unknown>> {
  const scope = { space, namespace: namespace_type };
  const list = state.exceptions.list(scope, { list_id });
  return list ? [list, ...state.exceptions.itemsOf(scope, list_id)] : [];
}

export function ndjson(lines: readonly unknown[], filename: string): Reply {
  return {
    headers: { 'content-type': 'application/ndjson', 'content-disposition': `attachment; filename="${filename}"` },
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  };
}
