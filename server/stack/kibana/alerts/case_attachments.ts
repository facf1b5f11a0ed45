/** Alerts as attachments of a case. Attaching what is attached already changes nothing, so a repeated call is harmless. */
import { createHash } from 'node:crypto';
import { groupBy } from '../../../../common/allowlist/group_by';
import { CASE_VERDICT_TYPE, type CaseVerdict } from '../../../../common/case_verdict';
import { StackError } from '../../stack';
import type { ElasticsearchApi, KibanaApi } from '../apis';
import { chunks } from '../batches';
import type { Purpose } from '../errors';
import { indexPath, LENIENT, type SearchAnswer, type SearchHit } from '../search/types';
import { alertIndex, READ_ALERTS } from './alert_query';

const WRITE: Purpose = { what: 'change cases', takes: 'the privilege to manage cases of Elastic Security' };

const OWNER = 'securitySolution';
/** Kibana's limit of one case, and so of one call. */
const ALERTS_PER_CASE = 1_000;
const MAX_TITLE = 160;
const MAX_DESCRIPTION = 30_000;
const RULE_UUID = 'kibana.alert.rule.uuid';
const RULE_NAME = 'kibana.alert.rule.name';
/** Cases that an alert is in; written by Kibana when it is attached. */
const CASE_IDS = 'kibana.alert.case_ids';

export type CaseTarget = { caseId: string } | { title: string; description: string };

export async function attachToCase(
  apis: { kibana: KibanaApi; elasticsearch: ElasticsearchApi },
  space: string,
  ids: readonly string[],
  target: CaseTarget,
): Promise<{ caseId: string; added: string[] }> {
  if (ids.length > ALERTS_PER_CASE) {
    throw new StackError('too_large', `A case holds at most ${ALERTS_PER_CASE} alerts; ${ids.length} were given.`);
  }
  const alerts = await alertsWithRules(apis.elasticsearch, space, ids);
  const caseId = 'caseId' in target ? target.caseId : await openCase(apis.kibana, target, ids);
  for (const group of byRule(alerts)) await attach(apis.kibana, caseId, group);
  const added = alerts.filter(({ fields }) => !fields?.[CASE_IDS]?.includes(caseId)).map(({ _id }) => _id);
  return { caseId, added };
}

/** Each call makes another attachment, so it is for alerts that were not in the case before. */
export async function attachVerdict(kibana: KibanaApi, caseId: string, verdict: CaseVerdict): Promise<void> {
  const ids = verdict.alerts.map(({ alertId }) => alertId);
  const body = {
    type: 'externalReference',
    externalReferenceAttachmentTypeId: CASE_VERDICT_TYPE,
    externalReferenceId: createHash('sha256').update(ids.join()).digest('hex').slice(0, 32),
    // The other kind of storage is a saved object; ours is nowhere but in the attachment.
    externalReferenceStorage: { type: 'elasticSearchDoc' },
    externalReferenceMetadata: verdict,
    owner: OWNER,
  };
  await kibana.call(WRITE, 'POST', commentsPath(caseId), { body });
}

/** @throws StackError `not_found` for an id that in an address would lead elsewhere: Kibana makes none like that */
function commentsPath(caseId: string): string {
  if (/^\.{1,2}$|[/\\]/.test(caseId)) throw new StackError('not_found', `There is no case ${caseId}.`);
  return `/api/cases/${encodeURIComponent(caseId)}/comments`;
}

/** Kibana accepts alerts that do not exist, so they are looked up first. */
async function alertsWithRules(
  elasticsearch: ElasticsearchApi,
  space: string,
  ids: readonly string[],
): Promise<SearchHit[]> {
  const { hits } = await elasticsearch.call<SearchAnswer>(
    READ_ALERTS,
    'POST',
    indexPath(alertIndex(space), '_search'),
    {
      query: LENIENT,
      body: {
        size: ids.length,
        track_total_hits: false,
        _source: false,
        fields: [RULE_UUID, RULE_NAME, CASE_IDS],
        query: { ids: { values: ids } },
      },
    },
  );
  const found = new Set(hits.hits.map(({ _id }) => _id));
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length > 0) throw new StackError('not_found', `There is no alert ${missing.slice(0, 3).join(', ')}.`);
  return hits.hits;
}

/** Cases have no id that a client could choose: a tag made of the request finds the case of a run that stopped half way. */
async function openCase(
  kibana: KibanaApi,
  { title, description }: { title: string; description: string },
  ids: readonly string[],
): Promise<string> {
  const digest = createHash('sha256')
    .update(JSON.stringify([title, [...ids].sort()]))
    .digest('hex');
  const key = `detection-workbench:${digest.slice(0, 16)}`;
  const query = { owner: OWNER, tags: key, status: 'open', perPage: 1 };
  const { cases } = await kibana.call<{ cases: Array<{ id: string }> }>(WRITE, 'GET', '/api/cases/_find', { query });
  if (cases[0]) return cases[0].id;
  const body = {
    title: title.slice(0, MAX_TITLE),
    description: description.slice(0, MAX_DESCRIPTION),
    tags: ['Detection Workbench', key],
    owner: OWNER,
    connector: { id: 'none', name: 'none', type: '.none', fields: null },
    settings: { syncAlerts: true },
  };
  return (await kibana.call<{ id: string }>(WRITE, 'POST', '/api/cases', { body })).id;
}

async function attach(kibana: KibanaApi, caseId: string, alerts: readonly SearchHit[]): Promise<void> {
  const [first] = alerts;
  const rule = { id: text(first, RULE_UUID), name: text(first, RULE_NAME) };
  for (const part of chunks(alerts, ALERTS_PER_CASE)) {
    const body = {
      type: 'alert',
      alertId: part.map(({ _id }) => _id),
      index: part.map(({ _index }) => _index),
      rule,
      owner: OWNER,
    };
    await kibana.call(WRITE, 'POST', commentsPath(caseId), { body });
  }
}

/** The alerts of one attachment share their rule. */
function byRule(alerts: readonly SearchHit[]): SearchHit[][] {
  return [...groupBy(alerts, (alert) => text(alert, RULE_UUID) ?? '').values()];
}

function text(alert: SearchHit | undefined, field: string): string | null {
  const value = alert?.fields?.[field]?.[0];
  return typeof value === 'string' ? value : null;
}
