/** Against answers of a real 8.12.2 (recordings alerts/triage, alerts/concurrency). */
import { ok, recordedKibana, securityError } from '../testing/recorded';
import { changeAssignees, changeTags, setStatus } from './alert_updates';

const STATUS = 'POST /api/detection_engine/signals/status';
const TAGS = 'POST /api/detection_engine/signals/tags';
const ids = (count: number) => Array.from({ length: count }, (_, n) => `alert-${n}`);
const updated = (count: number, conflicts = 0) =>
  ok({ took: 1, total: count, updated: count, version_conflicts: conflicts, failures: [] });
const conflictCause = { type: 'version_conflict_engine_exception', reason: '[a]: version conflict' };

/** 8.12.2 puts the answer of Elasticsearch as JSON into the message. */
const conflict = (done: number, conflicts: number) =>
  securityError(
    409,
    JSON.stringify({
      total: done + conflicts,
      updated: done,
      version_conflicts: conflicts,
      failures: [{ id: 'a', cause: conflictCause, status: 409 }],
    }),
  );

describe('changes of many alerts', () => {
  it('go in chunks and are added up', async () => {
    const kibana = recordedKibana({ [STATUS]: [updated(1_000), updated(1_000), updated(500)] });
    expect(await setStatus(kibana.api, ids(2_500), 'acknowledged', undefined)).toEqual({
      updated: 2_500,
      conflicts: 0,
      failures: [],
    });
    expect(kibana.calls).toHaveLength(3);
  });

  it('try again, once, those that someone else changed at the same time', async () => {
    const kibana = recordedKibana({ [STATUS]: [updated(7, 3), updated(2, 1)] });
    expect(await setStatus(kibana.api, ids(10), 'closed', undefined)).toEqual({
      updated: 9,
      conflicts: 1,
      failures: [],
    });
    expect(JSON.stringify(kibana.calls[1]?.body)).toContain(
      '"must_not":[{"term":{"kibana.alert.workflow_status":"closed"}}]',
    );
  });

  it('repeat tags after a conflict, which adds nothing twice', async () => {
    const kibana = recordedKibana({ [TAGS]: [conflict(0, 2), updated(2)] });
    expect(await changeTags(kibana.api, ids(2), ['lab'], [])).toEqual({ updated: 2, conflicts: 0, failures: [] });
  });

  it('report a conflict that stays', async () => {
    const kibana = recordedKibana({ 'POST /api/detection_engine/signals/assignees': [conflict(0, 2)] });
    expect(await changeAssignees(kibana.api, ids(2), ['u'], [])).toEqual({ updated: 0, conflicts: 2, failures: [] });
  });

  it('report failures of single alerts', async () => {
    const failures = [{ id: 'alert-1', cause: { type: 'mapper_parsing_exception', reason: 'no such type' } }];
    const kibana = recordedKibana({ [STATUS]: [ok({ updated: 1, version_conflicts: 0, failures })] });
    expect(await setStatus(kibana.api, ids(2), 'open', undefined)).toEqual({
      updated: 1,
      conflicts: 0,
      failures: [{ id: 'alert-1', message: 'no such type' }],
    });
  });

  it('fail with the words of Kibana for any other refusal', async () => {
    const kibana = recordedKibana({ [TAGS]: [securityError(409, 'something else')] });
    await expect(changeTags(kibana.api, ids(1), ['a'], [])).rejects.toMatchObject({
      code: 'conflict',
      message: 'something else',
    });
  });
});
