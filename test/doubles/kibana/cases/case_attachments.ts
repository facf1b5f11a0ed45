/** Comments and alerts of a case; what attaching and closing does to the alerts. */
import { alertIndex } from '../alerts/alert_index';
import { platformError } from '../errors';
import { encodeVersion } from '../state';
import type { Call } from '../types';
import { personOf } from './case_person';
import type { Attachment, StoredCase } from './case_table';

const MOST_ALERTS = 1_000;

export type AttachmentBody =
  | { type: 'user'; comment: string; owner: string }
  | { type: 'externalReference'; externalReferenceAttachmentTypeId: string; externalReferenceMetadata: unknown }
  | { type: 'alert'; alertId: string | string[]; index: string | string[]; rule: unknown; owner: string };

/** Alerts that are attached already are passed over; when nothing is left, nothing changes. */
export function attach(stored: StoredCase, body: AttachmentBody, call: Call): StoredCase {
  if (body.type === 'user') return added(stored, { ...body }, call);
  if (body.type === 'externalReference') {
    const typeId = body.externalReferenceAttachmentTypeId;
    if (!call.state.attachmentTypes.has(typeId))
      throw platformError(
        400,
        `Attachment type ${typeId} is not registered in external reference attachment type registry.`,
      );
    return added(stored, { ...body }, call);
  }
  const [ids, indices] = [[body.alertId].flat(), [body.index].flat()];
  if (ids.length !== indices.length) {
    throw platformError(
      400,
      'Received an alert comment with ids and indices arrays of different lengths ids: ' +
        `${JSON.stringify(ids)} indices: ${JSON.stringify(indices)}`,
    );
  }
  const known = new Set(stored.attachments.flatMap(({ alertId }) => alertId ?? []));
  const fresh = ids.map((id, at) => ({ id, index: indices[at] as string })).filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return stored;
  if (known.size + fresh.length > MOST_ALERTS) {
    throw platformError(400, `Case has reached the maximum allowed number (${MOST_ALERTS}) of attached alerts.`);
  }
  const alertId = fresh.map(({ id }) => id);
  markAlerts(alertId, stored.record.id, call);
  return added(stored, { ...body, alertId, index: fresh.map(({ index }) => index) }, call);
}

function added(stored: StoredCase, body: Record<string, unknown>, call: Call): StoredCase {
  const { state, space, now } = call;
  const by = personOf(call);
  const attachment = {
    ...body,
    created_at: now,
    created_by: by,
    pushed_at: null,
    pushed_by: null,
    updated_at: null,
    updated_by: null,
    id: state.newId(),
    version: encodeVersion(state.nextSequence()),
  } as unknown as Attachment;
  const version = encodeVersion(state.nextSequence());
  return state.cases.put(space, {
    record: { ...stored.record, updated_at: now, updated_by: by, version },
    attachments: [...stored.attachments, attachment],
  });
}

function markAlerts(ids: readonly string[], caseId: string, { state, space }: Call): void {
  for (const alert of state.elasticsearch.matching(alertIndex(space), { ids: { values: [...ids] } })) {
    const cases = (alert._source['kibana.alert.case_ids'] ?? []) as string[];
    state.elasticsearch.replace(alert, { ...alert._source, 'kibana.alert.case_ids': [...new Set([...cases, caseId])] });
  }
}

/** The alerts of a case follow its status. */
export function syncAlerts({ record, attachments }: StoredCase, { state, space }: Call): void {
  const status = record.status === 'in-progress' ? 'acknowledged' : record.status;
  const ids = attachments.flatMap(({ alertId }) => alertId ?? []);
  for (const alert of state.elasticsearch.matching(alertIndex(space), { ids: { values: ids } })) {
    state.elasticsearch.replace(alert, { ...alert._source, 'kibana.alert.workflow_status': status });
  }
}
