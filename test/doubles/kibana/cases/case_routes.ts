/** Cases: create, attach, find, change, delete (security-api 4). Not versioned in 8.12. */
import { platformError } from '../errors';
import { encodeVersion } from '../state';
import { queryObject } from '../schema/zod_problems';
import type { Call, Reply, Route } from '../types';
import { attach, syncAlerts, type AttachmentBody } from './case_attachments';
import { attachment, changedCases, decodeCase, findCasesQuery, newCase } from './case_schema';
import { personOf } from './case_person';
import type { CaseRecord, StoredCase } from './case_table';

const CASES = '/api/cases';
const OWNERS = new Set(['cases', 'observability', 'securitySolution']);

type Body = Record<string, unknown>;

export function caseRoutes(): Route[] {
  return [
    { method: 'POST', path: CASES, privilege: 'cases-all', handler: create },
    { method: 'PATCH', path: CASES, privilege: 'cases-all', handler: change },
    { method: 'DELETE', path: CASES, privilege: 'cases-all', handler: remove },
    { method: 'GET', path: `${CASES}/_find`, privilege: 'cases-read', handler: find },
    { method: 'GET', path: `${CASES}/tags`, privilege: 'cases-read', handler: tags },
    {
      method: 'GET',
      path: `${CASES}/{id}`,
      privilege: 'cases-read',
      handler: (call) => ({ body: whole(existing(call)) }),
    },
    { method: 'GET', path: `${CASES}/{id}/alerts`, privilege: 'cases-read', handler: alertsOf },
    { method: 'GET', path: `${CASES}/{id}/comments/_find`, privilege: 'cases-read', handler: comments },
    { method: 'GET', path: `${CASES}/alerts/{id}`, privilege: 'cases-read', handler: casesOfAlert },
    {
      method: 'POST',
      path: `${CASES}/{id}/comments`,
      privilege: 'cases-all',
      handler: (call) => {
        const body = decodeCase<AttachmentBody>(attachment, call.body);
        const stored = attach(existing(call), body, call);
        return { body: { ...whole(stored), totalComment: stored.attachments.length } };
      },
    },
  ];
}

function create(call: Call): Reply {
  const body = decodeCase<Body>(newCase, call.body);
  const { state, space, now } = call;
  if (!OWNERS.has(String(body['owner']))) {
    throw platformError(403, `Unauthorized to create case with owners: "${String(body['owner'])}"`);
  }
  const record = {
    category: null,
    customFields: [],
    assignees: [],
    severity: 'low',
    ...body,
    status: 'open',
    duration: null,
    closed_at: null,
    closed_by: null,
    created_at: now,
    created_by: personOf(call),
    updated_at: null,
    updated_by: null,
    external_service: null,
    id: state.newId(),
    version: encodeVersion(state.nextSequence()),
  } as unknown as CaseRecord;
  return { body: whole(state.cases.put(space, { record, attachments: [] })) };
}

/** @throws Refusal 404 */
function existing({ state, space, params }: Call): StoredCase {
  const id = params['id'] as string;
  const stored = state.cases.get(space, id);
  if (stored === undefined) throw platformError(404, `Saved object [cases/${id}] not found`);
  return stored;
}

function counts({ attachments }: StoredCase): { totalComment: number; totalAlerts: number } {
  return {
    totalComment: attachments.filter(({ type }) => type === 'user').length,
    totalAlerts: new Set(attachments.flatMap(({ alertId }) => alertId ?? [])).size,
  };
}

function whole(stored: StoredCase): Body {
  return { ...stored.record, ...counts(stored), comments: stored.attachments };
}

function summary(stored: StoredCase): Body {
  return { ...stored.record, ...counts(stored), comments: [] };
}

function find({ query, state, space }: Call): Reply {
  const asked = decodeCase<Record<string, string | string[]>>(findCasesQuery, queryObject(query));
  const wanted = (name: string): string[] | undefined => (asked[name] === undefined ? undefined : [asked[name]].flat());
  const [owners, tagList, statuses, severities] = ['owner', 'tags', 'status', 'severity'].map(wanted);
  const search = String(asked['search'] ?? '')
    .replace(/\*$/, '')
    .toLowerCase();
  const found = state.cases.all(space).filter(
    ({ record }) =>
      (owners?.includes(record.owner) ?? true) &&
      (tagList?.some((tag) => record.tags.includes(tag)) ?? true) &&
      (severities?.includes(record.severity) ?? true) &&
      (search === '' ||
        record.title
          .toLowerCase()
          .split(/\W+/)
          .some((word) => word.startsWith(search))),
  );
  const shown = found.filter(({ record }) => statuses?.includes(record.status) ?? true);
  if (asked['sortField'] === 'createdAt') {
    const sign = asked['sortOrder'] === 'asc' ? 1 : -1;
    shown.sort((a, b) => (a.record.created_at < b.record.created_at ? -sign : sign));
  }
  const [page, perPage] = [Number(asked['page'] ?? 1), Number(asked['perPage'] ?? 20)];
  const withStatus = (status: string): number => found.filter(({ record }) => record.status === status).length;
  return {
    body: {
      page,
      per_page: perPage,
      total: shown.length,
      cases: shown.slice((page - 1) * perPage, page * perPage).map(summary),
      count_open_cases: withStatus('open'),
      count_in_progress_cases: withStatus('in-progress'),
      count_closed_cases: withStatus('closed'),
    },
  };
}

function change(call: Call): Reply {
  const { cases } = decodeCase<{ cases: Array<Body & { id: string; version: string }> }>(changedCases, call.body);
  const { state, space } = call;
  const missing = cases.filter(({ id }) => !state.cases.get(space, id)).map(({ id }) => id);
  if (missing.length > 0) {
    throw platformError(404, `These cases ${missing.join(', ')} do not exist. Please check you have the correct ids.`);
  }
  const stale = cases.filter(({ id, version }) => state.cases.get(space, id)?.record.version !== version);
  if (stale.length > 0) {
    const ids = stale.map(({ id }) => id).join(', ');
    throw platformError(409, `These cases ${ids} has been updated. Please refresh before saving additional updates.`);
  }
  const effective = cases.filter((body) => isChange(state.cases.get(space, body.id) as StoredCase, body));
  if (effective.length === 0) throw platformError(406, 'All update fields are identical to current version.');
  return { body: effective.map((body) => summary(changed(state.cases.get(space, body.id) as StoredCase, body, call))) };
}

function isChange({ record }: StoredCase, { version: _version, ...body }: Body): boolean {
  return Object.entries(body).some(([name, value]) => JSON.stringify(record[name]) !== JSON.stringify(value));
}

function changed(stored: StoredCase, body: Body, call: Call): StoredCase {
  const { state, space, now } = call;
  const { id: _id, version: _version, ...changes } = body;
  const closes = changes['status'] === 'closed' && stored.record.status !== 'closed';
  const seconds = Math.floor((Date.parse(now) - Date.parse(stored.record.created_at)) / 1_000);
  const record = {
    ...stored.record,
    ...changes,
    ...(closes ? { closed_at: now, closed_by: personOf(call), duration: seconds } : {}),
    updated_at: now,
    updated_by: personOf(call),
    version: encodeVersion(state.nextSequence()),
  } as CaseRecord;
  const next = state.cases.put(space, { ...stored, record });
  if (changes['status'] !== undefined && record.settings.syncAlerts) syncAlerts(next, call);
  return next;
}

function remove({ query, state, space }: Call): Reply {
  const ids = JSON.parse(query.get('ids') ?? '[]') as string[];
  const missing = ids.find((id) => !state.cases.get(space, id));
  if (missing !== undefined) throw platformError(404, `Saved object [cases/${missing}] not found`);
  for (const id of ids) state.cases.remove(space, id);
  return { status: 204 };
}

function tags({ state, space }: Call): Reply {
  return { body: [...new Set(state.cases.all(space).flatMap(({ record }) => record.tags))].sort() };
}

function alertsOf(call: Call): Reply {
  return {
    body: existing(call).attachments.flatMap(({ alertId = [], index = [], created_at }) =>
      alertId.map((id, at) => ({ id, index: index[at], attached_at: created_at })),
    ),
  };
}

function comments(call: Call): Reply {
  const users = existing(call).attachments.filter(({ type }) => type === 'user');
  const [page, perPage] = [Number(call.query.get('page') ?? 1), Number(call.query.get('perPage') ?? 20)];
  const shown = users.slice((page - 1) * perPage, page * perPage);
  return { body: { page, per_page: perPage, total: users.length, comments: shown } };
}

function casesOfAlert({ params, state, space }: Call): Reply {
  const holding = state.cases
    .all(space)
    .filter(({ attachments }) => attachments.some(({ alertId }) => alertId?.includes(params['id'] as string)));
  return {
    body: holding.map((stored) => {
      const { id, title, description, status, created_at } = stored.record;
      const { totalComment, totalAlerts } = counts(stored);
      const totals = { userComments: totalComment, alerts: totalAlerts };
      return { id, title, description, status, createdAt: created_at, totals };
    }),
  };
}
