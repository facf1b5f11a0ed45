/** Changes of alerts through Kibana, in chunks, with a report. */
import type { AlertStatus, AlertUpdateReport } from '../../alerts';
import type { KibanaApi } from '../apis';
import { member, parse } from '../answer_text';
import { chunks } from '../batches';
import { kibanaError, type Purpose } from '../errors';
import { allOf, type Dsl } from '../search/types';

const WRITE: Purpose = {
  what: 'change alerts',
  takes:
    'the privilege to edit alerts of Elastic Security, with the index privileges read, write and maintenance on them',
};

const IDS_PER_CALL = 1_000;

/** The answer of Elasticsearch's update by query, which Kibana hands on. */
interface UpdateAnswer {
  updated?: number;
  version_conflicts?: number;
  failures?: Array<{ id?: string; cause?: { type?: string; reason?: string } }>;
}

type Add = readonly string[];

export async function setStatus(
  kibana: KibanaApi,
  ids: readonly string[],
  status: AlertStatus,
  reason: string | undefined,
): Promise<AlertUpdateReport> {
  return inChunks(ids, async (part, again) => {
    // By query instead of by ids: only then other alerts go on when one was changed by someone else.
    const changed: Dsl = { term: { 'kibana.alert.workflow_status': status } };
    const query = allOf([{ ids: { values: part } }], again ? [changed] : []);
    const body = { status, query, conflicts: 'proceed', ...(reason === undefined ? {} : { reason }) };
    return kibana.call<UpdateAnswer>(WRITE, 'POST', '/api/detection_engine/signals/status', { body });
  });
}

export async function changeTags(
  kibana: KibanaApi,
  ids: readonly string[],
  add: Add,
  remove: Add,
): Promise<AlertUpdateReport> {
  const tags = { tags_to_add: add, tags_to_remove: remove };
  return inChunks(ids, (part) => updateIds(kibana, 'tags', { ids: part, tags }));
}

export async function changeAssignees(
  kibana: KibanaApi,
  ids: readonly string[],
  add: Add,
  remove: Add,
): Promise<AlertUpdateReport> {
  return inChunks(ids, (part) => updateIds(kibana, 'assignees', { ids: part, assignees: { add, remove } }));
}

/** A conflict stops the whole call, with the answer of Elasticsearch as JSON in the message (security-api 3). */
async function updateIds(kibana: KibanaApi, what: 'tags' | 'assignees', body: object): Promise<UpdateAnswer> {
  const path = `/api/detection_engine/signals/${what}`;
  const answer = await kibana.answer(WRITE, 'POST', path, { body }, [409]);
  if (answer.status !== 409) return answer.body as UpdateAnswer;
  const message = member(answer.body, 'message');
  const detail = typeof message === 'string' ? parse(message) : undefined;
  if (typeof member(detail, 'version_conflicts') !== 'number') throw kibanaError(answer, WRITE);
  return detail as UpdateAnswer;
}

/** Each chunk is tried once more when others wrote at the same time. */
async function inChunks(
  ids: readonly string[],
  update: (ids: readonly string[], again: boolean) => Promise<UpdateAnswer>,
): Promise<AlertUpdateReport> {
  const report: AlertUpdateReport = { updated: 0, conflicts: 0, failures: [] };
  for (const part of chunks(ids, IDS_PER_CALL)) {
    const first = await update(part, false);
    const second = first.version_conflicts ? await update(part, true) : undefined;
    const last = second ?? first;
    report.updated += Math.min(part.length, (first.updated ?? 0) + (second?.updated ?? 0));
    report.conflicts += last.version_conflicts ?? 0;
    for (const { id = '', cause } of last.failures ?? []) {
      if (cause?.type === 'version_conflict_engine_exception') continue;
      report.failures.push({ id, message: cause?.reason ?? 'no reason given' });
    }
  }
  return report;
}
