/** The edits of a bulk action: what they change, and which rules refuse them. */

import { z } from 'zod/v3';
import { parseDuration } from '../../../../common/rules';
import type { RuleRecord } from './rule_table';
import { sameContent } from './same_content';

export type BulkEdit =
  | { type: 'add_tags' | 'delete_tags' | 'set_tags'; value: string[] }
  | { type: 'add_index_patterns' | 'delete_index_patterns' | 'set_index_patterns'; value: string[] }
  | { type: 'set_timeline'; value: { timeline_id: string; timeline_title: string } }
  | { type: 'add_rule_actions' | 'set_rule_actions'; value: { actions: unknown[] } }
  | { type: 'set_schedule'; value: { interval: string; lookback: string } }
  | {
      type: 'add_investigation_fields' | 'delete_investigation_fields' | 'set_investigation_fields';
      value: { field_names: string[] };
    };

const PERIOD = z.string().regex(/^[1-9]\d*[smh]$/);

export function bulkEditSchema(types: readonly string[]): z.ZodTypeAny {
  const branches: z.ZodTypeAny[] = [
    z.object({ type: z.enum(['add_tags', 'delete_tags', 'set_tags']), value: z.array(z.string()) }),
    z.object({
      type: z.enum(['add_index_patterns', 'delete_index_patterns', 'set_index_patterns']),
      value: z.array(z.string()),
      overwrite_data_views: z.boolean().optional(),
    }),
    z.object({
      type: z.literal('set_timeline'),
      value: z.object({ timeline_id: z.string().min(1), timeline_title: z.string().min(1) }),
    }),
    z.object({
      type: z.enum(['add_rule_actions', 'set_rule_actions']),
      value: z.object({ actions: z.array(z.record(z.unknown())), throttle: z.string().optional() }),
    }),
    z.object({ type: z.literal('set_schedule'), value: z.object({ interval: PERIOD, lookback: PERIOD }) }),
  ];
  if (types.includes('set_investigation_fields')) {
    branches.push(
      z.object({
        type: z.enum(['add_investigation_fields', 'delete_investigation_fields', 'set_investigation_fields']),
        value: z.object({ field_names: z.array(z.string()).min(1) }),
      }),
    );
  }
  return z.union(branches as unknown as [z.ZodTypeAny, z.ZodTypeAny]);
}

const DONE_TO_INDEX = {
  add_index_patterns: 'added',
  delete_index_patterns: 'deleted',
  set_index_patterns: 'overwritten',
} as const;

/** Why the rule refuses the edits; a dry run finds it with other words than the real one. */
export function editProblem(
  edits: readonly BulkEdit[],
  rule: RuleRecord,
  dryRun: boolean,
): { message: string; err_code?: string } | undefined {
  const index = edits.find(({ type }) => type in DONE_TO_INDEX);
  if (index === undefined) return undefined;
  if (rule.type === 'esql') {
    if (dryRun) return { message: "ES|QL rule doesn't have index patterns", err_code: 'ESQL_INDEX_PATTERN' };
    const done = DONE_TO_INDEX[index.type as keyof typeof DONE_TO_INDEX];
    return { message: `Index patterns can't be ${done}. ES|QL rule doesn't have index patterns property` };
  }
  const left = (editRule(edits, rule) ?? rule)['index'] as unknown[] | undefined;
  return left?.length === 0 ? { message: "Mutated params invalid: Index patterns can't be empty" } : undefined;
}

/** Undefined when nothing changes. */
export function editRule(edits: readonly BulkEdit[], rule: RuleRecord): RuleRecord | undefined {
  const changed = edits.reduce(applied, rule);
  return sameContent(changed, rule) ? undefined : changed;
}

function applied(rule: RuleRecord, edit: BulkEdit): RuleRecord {
  switch (edit.type) {
    case 'add_tags':
    case 'delete_tags':
    case 'set_tags':
      return { ...rule, tags: changedList(rule.tags, edit.type, edit.value) };
    case 'add_index_patterns':
    case 'delete_index_patterns':
    case 'set_index_patterns':
      return { ...rule, index: changedList((rule['index'] as string[]) ?? [], edit.type, edit.value) };
    case 'add_investigation_fields':
    case 'delete_investigation_fields':
    case 'set_investigation_fields': {
      const { field_names = [] } = (rule['investigation_fields'] ?? {}) as { field_names?: string[] };
      return {
        ...rule,
        investigation_fields: { field_names: changedList(field_names, edit.type, edit.value.field_names) },
      };
    }
    case 'set_timeline':
      return { ...rule, ...edit.value };
    case 'add_rule_actions':
      return { ...rule, actions: [...rule.actions, ...edit.value.actions] };
    case 'set_rule_actions':
      return { ...rule, actions: edit.value.actions };
    case 'set_schedule': {
      const { interval, lookback } = edit.value;
      const reach = (parseDuration(interval) ?? 0) + (parseDuration(lookback) ?? 0);
      return { ...rule, interval, from: `now-${reach}s`, to: 'now', meta: { from: lookback } };
    }
  }
}

function changedList(current: readonly string[], type: string, value: readonly string[]): string[] {
  if (type.startsWith('set_')) return [...value];
  if (type.startsWith('delete_')) return current.filter((one) => !value.includes(one));
  return [...new Set([...current, ...value])];
}
