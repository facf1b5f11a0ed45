/** Triage, allowlist, tuning and readiness on Kibana when something goes wrong: clear words, nothing lost, nothing doubled. */
import { api } from '../../common/api';
import { readCaseVerdict } from '../../common/case_verdict';
import type { Entry } from '../../common/api/allowlist';
import type { AlertRow } from '../../common/api/alerts';
import { StackError } from '../../server/stack/stack';
import type { Fault } from '../doubles/kibana';
import { isCall, replay, startKibanaWorkbench, type KibanaWorkbench } from './kibana_workbench';

const PACKS = ['t1571_non_standard_port'];
const REASON = 'Agreed in change 4711';

jest.setTimeout(60_000);

let workbench: KibanaWorkbench;
beforeAll(async () => (workbench = await startKibanaWorkbench()));
afterAll(() => workbench.stop());
beforeEach(async () => {
  await workbench.reset();
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
});

const fail = (fault: Fault): void => workbench.world.kibanaDouble.faults.add(fault);
const alerts = async (filter: object = {}): Promise<AlertRow[]> =>
  (await workbench.call(api.alerts.searchAlerts, { body: { filter, size: 100 } })).body.alerts;
const entries = async (): Promise<Entry[]> => (await workbench.call(api.allowlist.listEntries)).body.entries;

const status = (code: number, message = 'no'): Fault['effect'] => ({
  kind: 'status',
  status: code,
  body: { statusCode: code, error: 'Error', message },
});

interface ErrorBody {
  message: string;
  attributes: { code: string };
}

const draft = {
  name: 'Backup agent',
  ruleKeys: ['NP-1', 'NP-3'],
  conditions: [
    { type: 'match', field: 'process.executable', operator: 'included', value: 'C:\\Program Files\\Backup\\agent.exe' },
    { type: 'match', field: 'destination.ip', operator: 'included', value: '198.51.100.77' },
  ],
  reason: REASON,
};
const create = () => workbench.call(api.allowlist.createEntry, { body: draft });

describe('reading alerts', () => {
  const search = () => workbench.call(api.alerts.searchAlerts, { body: { filter: {} } });

  it.each([
    [
      'Elasticsearch is down',
      () => new StackError('unavailable', 'Elasticsearch cannot be reached: ECONNREFUSED.'),
      503,
      /cannot be reached/,
    ],
    [
      'Elasticsearch is too slow',
      () => new StackError('timeout', 'Elasticsearch gave no answer within 30 seconds.'),
      504,
      /no answer/,
    ],
    [
      'Elasticsearch is too busy',
      () => ({ status: 429, body: { error: { type: 'es_rejected_execution_exception', reason: 'queue is full' } } }),
      503,
      /too busy/,
    ],
    [
      'Elasticsearch fails',
      () => ({ status: 500, body: { error: { type: 'null_pointer_exception', reason: 'oops' } } }),
      503,
      /failed to read alerts/,
    ],
    [
      'a circuit breaker trips',
      () => ({ status: 429, body: { error: { type: 'circuit_breaking_exception', reason: 'Data too large' } } }),
      503,
      /Data too large/,
    ],
    [
      'the session has ended',
      () => ({ status: 401, body: { error: { type: 'security_exception', reason: 'expired' } } }),
      401,
      /Log in again/,
    ],
    [
      'the user may not read alerts',
      () => ({ status: 403, body: { error: { type: 'security_exception', reason: 'unauthorized' } } }),
      403,
      /may not read alerts\. It takes the index privilege read/,
    ],
  ])('is told when %s, and works again afterwards', async (_what, fault, expected, words) => {
    workbench.world.elasticsearchFault = fault;
    const answer = await search();
    expect(answer.status).toBe(expected);
    expect((answer.body as unknown as ErrorBody).message).toMatch(words);
    workbench.world.elasticsearchFault = () => undefined;
    expect((await search()).status).toBe(200);
  });

  it('finds none, and no error, where no alert was ever made', async () => {
    expect((await search()).body).toMatchObject({ alerts: [], total: 0 });
  });
});

describe('triage', () => {
  beforeEach(() => replay(workbench.world, 'T1571-1'));

  it('leaves an alert to the one who was quicker, then takes it at the second try', async () => {
    const found = await alerts();
    expect(found.length).toBeGreaterThan(0);
    const ids = found.map(({ id }) => id);
    workbench.world.kibanaDouble.state.contestedAlerts.add(ids[0]!);
    const { body } = await workbench.call(api.alerts.setAlertStatus, {
      body: { filter: { ids }, status: 'acknowledged' },
    });
    expect(body).toMatchObject({ conflicts: 0, failures: [] });
    expect(new Set((await alerts({ ids })).map((alert) => alert.status))).toEqual(new Set(['acknowledged']));
  });

  it('reports alerts that others change again and again, and closes the rest', async () => {
    const ids = (await alerts()).map(({ id }) => id);
    const { contestedAlerts } = workbench.world.kibanaDouble.state;
    const quicker = { kind: 'before', run: () => void contestedAlerts.add(ids[0]!) } as const;
    fail({ matches: isCall('POST', '/signals/status'), effect: quicker });
    const { body } = await workbench.call(api.alerts.setAlertStatus, {
      body: { filter: { ids }, status: 'closed', reason: 'duplicate' },
    });
    expect(body.conflicts).toBe(1);
    const open = await alerts({ statuses: ['open'] });
    // The one that stayed open got no reason of closing either.
    expect(open).toMatchObject([{ id: ids[0], tags: [] }]);
  });

  it('changes nothing and says so when Kibana refuses, and everything at the next try', async () => {
    fail({ matches: isCall('POST', '/signals/status'), times: 1, effect: status(403, 'API is unauthorized') });
    const close = () =>
      workbench.call(api.alerts.setAlertStatus, { body: { filter: {}, status: 'closed', reason: 'false_positive' } });
    const refused = await close();
    expect(refused.status).toBe(403);
    expect((refused.body as unknown as ErrorBody).message).toMatch(/may not change alerts\. It takes the privilege/);
    expect((await alerts({ statuses: ['closed'] })).length).toBe(0);
    expect((await close()).status).toBe(200);
    expect((await alerts({ statuses: ['open'] })).length).toBe(0);
  });

  it('opens no second case when the answer about the first was lost', async () => {
    const alertIds = (await alerts()).map(({ id }) => id);
    const attach = () =>
      workbench.call(api.alerts.addToCase, { body: { alertIds, title: 'Odd port', description: 'x' } });
    fail({ matches: isCall('POST', '/api/cases'), times: 1, effect: { kind: 'drop-answer' } });
    expect((await attach()).status).toBe(503);
    expect((await attach()).status).toBe(200);
    const [only, ...others] = workbench.world.kibanaDouble.state.cases.all('default');
    expect(others).toEqual([]);
    expect(only!.attachments.flatMap(({ alertId = [] }) => alertId).sort()).toEqual([...alertIds].sort());
    const { entries: log } = (await workbench.call(api.misc.listActivity)).body;
    expect(log.filter(({ action }) => action === 'alerts.case')).toMatchObject([
      { by: 'ana', after: { added: alertIds.length } },
    ]);
  });

  describe('puts into the case why the rules fired', () => {
    const attach = (target: { caseId: string } | { title: string }, alertIds: string[]) =>
      workbench.call(api.alerts.addToCase, { body: { alertIds, ...target } });
    const verdicts = () =>
      workbench.world.kibanaDouble.state.cases
        .all('default')
        .flatMap(({ attachments }) => attachments.filter(({ type }) => type === 'externalReference'))
        .map((attachment) => readCaseVerdict(attachment['externalReferenceMetadata']));

    it('with the conditions that decided, once for each alert', async () => {
      const alertIds = (await alerts()).map(({ id }) => id);
      const { body } = await attach({ title: 'Odd port' }, alertIds);
      const [verdict] = verdicts();
      expect(verdict?.alerts.map(({ alertId }) => alertId).sort()).toEqual([...alertIds].sort());
      expect(verdict?.alerts[0]).toMatchObject({
        techniqueId: 'T1571',
        ruleChanged: false,
        events: [expect.arrayContaining([expect.objectContaining({ text: expect.any(String) })])],
      });
      expect((await attach({ caseId: body.caseId }, alertIds)).status).toBe(200);
      expect(verdicts()).toHaveLength(1);
    });

    it('and leaves it out, with the alerts in the case, where cases refuse it', async () => {
      workbench.world.kibanaDouble.state.attachmentTypes.clear();
      const alertIds = (await alerts()).map(({ id }) => id);
      expect((await attach({ title: 'Odd port' }, alertIds)).status).toBe(200);
      const [stored] = workbench.world.kibanaDouble.state.cases.all('default');
      expect(stored!.attachments.map(({ type }) => type)).not.toContain('externalReference');
      expect(stored!.attachments.flatMap(({ alertId = [] }) => alertId)).toHaveLength(alertIds.length);
      expect(workbench.log.join('\n')).toContain('has its alerts, but not why they fired');
    });
  });
});

describe('the allowlist', () => {
  it('says which half of an entry is there, and saving again completes it', async () => {
    fail({ matches: isCall('POST', '/exception_lists/items'), after: 1, times: 1, effect: status(500, 'broken') });
    const half = await create();
    expect(half.status).toBe(500);
    expect(half.body).toMatchObject({
      attributes: { code: 'half_written', written: [expect.stringContaining('np-1')] },
    });
    const [entry] = await entries();
    const completed = await workbench.call(api.allowlist.updateEntry, {
      params: { entryId: entry!.id },
      body: { ...draft, version: entry!.version },
    });
    expect(completed.status).toBe(200);
    expect(await entries()).toMatchObject([{ ruleKeys: ['NP-1', 'NP-3'] }]);
  });

  it('makes no second entry when the answer about the first was lost', async () => {
    fail({ matches: isCall('POST', '/exception_lists/items'), after: 1, times: 1, effect: { kind: 'drop-answer' } });
    expect((await create()).status).not.toBe(200);
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    await workbench.call(api.allowlist.updateEntry, {
      params: { entryId: entry!.id },
      body: { ...draft, version: entry!.version },
    });
    expect(await entries()).toHaveLength(1);
    const lists = ['detection-workbench-np-1', 'detection-workbench-np-3'];
    expect(await workbench.stackOf('eve').exceptions.items(lists)).toHaveLength(2);
  });

  it('refuses to write over the change of someone else', async () => {
    const created = (await create()).body.entry;
    const items = await workbench.stackOf('eve').exceptions.items(['detection-workbench-np-1']);
    await workbench.stackOf('eve').exceptions.update({ ...items[0]!, name: 'By Eve' }, items[0]!._version);
    const mine = await workbench.call(api.allowlist.updateEntry, {
      params: { entryId: created.id },
      body: { ...draft, name: 'By Ana', version: created.version },
    });
    expect(mine.status).toBe(409);
    expect((await entries()).map(({ name }) => name)).not.toContain('By Ana');
  });

  it('refuses it also when both write in the same moment', async () => {
    const created = (await create()).body.entry;
    const { exceptions } = workbench.stackOf('eve');
    const eve = async (): Promise<void> => {
      const [item] = await exceptions.items(['detection-workbench-np-1']);
      await exceptions.update({ ...item!, name: 'By Eve' }, item!._version);
    };
    fail({ matches: isCall('PUT', '/exception_lists/items'), times: 1, effect: { kind: 'before', run: eve } });
    const mine = await workbench.call(api.allowlist.updateEntry, {
      params: { entryId: created.id },
      body: { ...draft, name: 'By Ana', version: created.version },
    });
    expect(mine.status).toBe(409);
    const [item] = await exceptions.items(['detection-workbench-np-1']);
    expect(item!.name).toBe('By Eve');
  });

  it('makes a list anew that was deleted behind our back, and links it', async () => {
    const { exceptions, rules } = workbench.stackOf('eve');
    await exceptions.removeList('detection-workbench-np-1');
    expect((await create()).status).toBe(200);
    expect(await entries()).toMatchObject([{ ruleKeys: ['NP-1', 'NP-3'] }]);
    const list = (await exceptions.lists()).find(({ list_id }) => list_id === 'detection-workbench-np-1');
    const links = (await rules.list()).flatMap(({ exceptions_list }) => exceptions_list);
    expect(links.filter(({ list_id }) => list_id === 'detection-workbench-np-1')).toMatchObject([{ id: list!.id }]);
  });
});

describe('a tuning', () => {
  const params = { ruleKey: 'NP-1' };
  const save = (values: object) => workbench.call(api.tuning.saveTuning, { params, body: { values, reason: REASON } });
  const state = async () =>
    (await workbench.call(api.content.getDrift)).body.rules.find(({ ruleKey }) => ruleKey === 'NP-1')?.state;

  it('whose rule could not be written is told, shown as outdated, and completed by the next apply', async () => {
    fail({ matches: isCall('PUT', '/detection_engine/rules'), times: 1, effect: status(500, 'broken') });
    expect((await save({ min_port: 2000 })).status).toBeGreaterThanOrEqual(500);
    expect(await state()).toBe('outdated');
    await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
    expect(await state()).toBe('in_sync');
  });

  it('links the rule to its list again when that was deleted and made anew', async () => {
    const { exceptions, rules } = workbench.stackOf('eve');
    await exceptions.removeList('detection-workbench-np-1');
    expect((await save({ min_port: 2000 })).status).toBe(200);
    const list = (await exceptions.lists()).find(({ list_id }) => list_id === 'detection-workbench-np-1');
    const links = (await rules.list()).flatMap(({ exceptions_list }) => exceptions_list);
    expect(links.filter(({ list_id }) => list_id === 'detection-workbench-np-1')).toMatchObject([{ id: list!.id }]);
  });

  it('whose rule was written, but without an answer, is not written twice', async () => {
    fail({ matches: isCall('PUT', '/detection_engine/rules'), times: 1, effect: { kind: 'drop-answer' } });
    expect((await save({ min_port: 2000 })).status).toBe(503);
    await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
    expect(await state()).toBe('in_sync');
    const lines = (await workbench.call(api.content.applyContent, { body: { packIds: PACKS } }))
      .body as unknown as object[];
    expect(lines.at(-1)).toMatchObject({ type: 'end', failed: 0, succeeded: 0 });
  });
});

describe('an index that is missing', () => {
  it('makes rules not ready, with the reason', async () => {
    const { rows } = (await workbench.call(api.readiness.getReadiness, { query: { techniqueId: 'T1571' } })).body;
    const codes = new Set(rows.map(({ reason }) => reason.code));
    expect(codes).toContain('no_index');
    expect([...codes].filter((code) => code !== 'no_index' && code !== 'not_installed')).toEqual([]);
  });

  it('is an impact of nothing, not an error', async () => {
    const body = { change: { kind: 'tuning', ruleKey: 'NP-1', values: { min_port: 2000 } } };
    const lines = (await workbench.call(api.impact.measureImpact, { body })).body as unknown as Array<{ type: string }>;
    expect(lines.at(-1)).toMatchObject({ type: 'result' });
  });
});
