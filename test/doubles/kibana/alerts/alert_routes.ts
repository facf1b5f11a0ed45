/** Searching and changing alerts (security-api 3). The alerts themselves lie in the Elasticsearch half. */
import { z } from 'zod/v3';
import { QueryRefused, type Query } from '../../../../common/query_dsl';
import type { StoredDocument } from '../../elasticsearch/index_store';
import type { SearchBody } from '../../elasticsearch/search';
import { securityError } from '../errors';
import { anyOf, decodeBody, fits, flag, listOf, members, oneOf, optional, record, text } from '../schema/codec';
import { checkBody } from '../schema/zod_problems';
import type { Call, Reply, Route } from '../types';
import { alertIndex } from './alert_index';
import { updated, type Change } from './alert_updates';

const SIGNALS = '/api/detection_engine/signals';

const searchBody = members({
  query: optional(record),
  aggs: optional(record),
  size: optional(fits((value) => Number.isSafeInteger(value) && Number(value) >= 0)),
  track_total_hits: optional(flag),
  _source: optional(anyOf(text, flag, listOf(text))),
  fields: optional(listOf(text)),
  runtime_mappings: optional(record),
  sort: optional(anyOf(record, listOf(anyOf(record, text)), text)),
});

const statusBody = members({
  status: oneOf('open', 'closed', 'acknowledged', 'in-progress'),
  conflicts: optional(oneOf('abort', 'proceed')),
  signal_ids: optional(listOf(text)),
  query: optional(record),
});

const tagsBody = members({
  tags: members({ tags_to_add: listOf(text), tags_to_remove: listOf(text) }),
  ids: listOf(text),
});

const assigneesBody = z.object({
  assignees: z.object({ add: z.array(z.string().min(1)), remove: z.array(z.string().min(1)) }),
  ids: z.array(z.string().min(1)).min(1),
});

export function alertRoutes(): Route[] {
  const base = { method: 'POST', version: '2023-10-31' } as const;
  return [
    { ...base, path: `${SIGNALS}/search`, privilege: 'alerts-read', handler: search },
    { ...base, path: `${SIGNALS}/status`, privilege: 'alerts-all', handler: setStatus },
    { ...base, path: `${SIGNALS}/tags`, privilege: 'alerts-all', handler: changeTags },
    { ...base, path: `${SIGNALS}/assignees`, privilege: 'alerts-all', handler: changeAssignees },
  ];
}

function search({ body, state, space }: Call): Reply {
  const asked = decodeBody<SearchBody>(searchBody, body);
  if (Object.keys(asked).length === 0) throw securityError(400, '"value" must have at least 1 children');
  const { status, body: answer } = state.elasticsearch.search(alertIndex(space), asked);
  if (status === 200) return { body: answer };
  const { error } = answer as { error: { type: string; reason: string } };
  throw securityError(status, `${error.type}: ${error.reason}`);
}

interface StatusBody {
  status: string;
  conflicts?: 'abort' | 'proceed';
  signal_ids?: string[];
  query?: Query;
  reason?: string;
}

function setStatus(call: Call): Reply {
  // Members that nobody knows are ignored here, `reason` among them before 9.2.
  const known = Object.fromEntries(
    Object.entries(call.body as object).filter(([name]) =>
      ['status', 'conflicts', 'signal_ids', 'query'].includes(name),
    ),
  );
  decodeBody(statusBody, known);
  const { status, conflicts = 'abort', signal_ids, query, reason } = call.body as StatusBody;
  if (signal_ids && query) {
    throw securityError(400, ['both "signal_ids" and "query" cannot exist, choose one or the other']);
  }
  if (!signal_ids && !query) throw securityError(400, ['either "signal_ids" or "query" must be set']);
  const { features, user, now } = call;
  const change: Change = (source) => {
    const { 'kibana.alert.workflow_reason': _reason, ...rest } = source;
    return {
      ...rest,
      'kibana.alert.workflow_status': status === 'in-progress' ? 'acknowledged' : status,
      'kibana.alert.workflow_status_updated_at': now,
      'kibana.alert.workflow_user': user.profileUid ?? null,
      ...(features.closeReason && status === 'closed' && reason ? { 'kibana.alert.workflow_reason': reason } : {}),
    };
  };
  return updated(targets(query ?? byIds(signal_ids ?? []), call), change, conflicts, call);
}

function changeTags(call: Call): Reply {
  const { tags, ids } = decodeBody<{ tags: { tags_to_add: string[]; tags_to_remove: string[] }; ids: string[] }>(
    tagsBody,
    call.body,
  );
  const { tags_to_add: add, tags_to_remove: remove } = tags;
  if (ids.length === 0) throw securityError(400, ['No alert ids were provided']);
  refuseBoth('tags', add, remove, 'tags_to_add and tags_to_remove');
  return updated(targets(byIds(ids), call), listChange('kibana.alert.workflow_tags', add, remove), 'abort', call);
}

function changeAssignees(call: Call): Reply {
  const { assignees, ids } = checkBody(assigneesBody, call.body);
  const { add, remove } = assignees;
  refuseBoth('assignees', add, remove, 'add and remove');
  const change = listChange('kibana.alert.workflow_assignee_ids', add, remove);
  return updated(targets(byIds(ids), call), change, 'abort', call);
}

function refuseBoth(what: string, add: readonly string[], remove: readonly string[], names: string): void {
  const both = add.filter((one) => remove.includes(one));
  if (both.length === 0) return;
  throw securityError(400, [`Duplicate ${what} ${JSON.stringify(both)} were found in the ${names} parameters.`]);
}

const listChange =
  (field: string, add: readonly string[], remove: readonly string[]): Change =>
  (source) => {
    const current = (source[field] ?? []) as string[];
    return { ...source, [field]: [...new Set([...current.filter((one) => !remove.includes(one)), ...add])] };
  };

const byIds = (ids: string[]): Query => ({ ids: { values: ids } });

function targets(query: Query, { state, space }: Call): StoredDocument[] {
  try {
    return state.elasticsearch.matching(alertIndex(space), query);
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    throw securityError(400, 'x_content_parse_exception: [1:36] [bool] failed to parse field [filter]');
  }
}
