/** An update by query over alerts, with the conflicts that other writers cause. */
import type { StoredDocument } from '../../elasticsearch/index_store';
import { securityError } from '../errors';
import type { Call, Reply } from '../types';

export type Change = (source: Record<string, unknown>) => Record<string, unknown>;

/** @throws Refusal 409 with Elasticsearch's answer as text when one alert was changed in between and `abort` was asked for */
export function updated(
  alerts: readonly StoredDocument[],
  change: Change,
  conflicts: 'abort' | 'proceed',
  { state }: Call,
): Reply {
  // Changed by someone else between the search and the write: such an alert is left alone, once.
  const lost = alerts.filter(({ _id }) => state.contestedAlerts.delete(_id));
  const done = lost.length > 0 && conflicts === 'abort' ? [] : alerts.filter((alert) => !lost.includes(alert));
  for (const alert of done) state.elasticsearch.replace(alert, change(alert._source));
  const answer = {
    took: 1,
    timed_out: false,
    total: alerts.length,
    updated: done.length,
    deleted: 0,
    batches: alerts.length > 0 ? 1 : 0,
    version_conflicts: lost.length,
    noops: 0,
    retries: { bulk: 0, search: 0 },
    throttled_millis: 0,
    requests_per_second: -1,
    throttled_until_millis: 0,
    failures: conflicts === 'abort' ? lost.map(conflictOf) : [],
  };
  if (lost.length > 0 && conflicts === 'abort') throw securityError(409, JSON.stringify(answer));
  return { body: answer };
}

function conflictOf({ _index, _id, _seq_no }: StoredDocument): unknown {
  const reason =
    `[${_id}]: version conflict, required seqNo [${_seq_no}], primary term [1]. current document has seqNo ` +
    `[${_seq_no + 1}] and primary term [1]`;
  return { index: _index, id: _id, cause: { type: 'version_conflict_engine_exception', reason }, status: 409 };
}
