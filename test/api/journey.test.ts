/** The main job end to end over HTTP: install, see alerts, understand, tune, allowlist, be stopped, override, undo, triage. */
import { api } from '../../common/api';
import type { Entry } from '../../common/api/allowlist';
import type { AlertRow } from '../../common/api/alerts';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const REASON = 'Agreed in change 4711';
const RULES = 14;

interface ErrorBody {
  message: string;
  attributes: { code: string; [key: string]: unknown };
}

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let workbench: StackWorkbench;
beforeAll(async () => {
  workbench = await startStackWorkbench();
});
afterAll(async () => {
  await workbench.stop();
  // Rules warn about indices that do not exist here; nothing may have failed.
  expect(workbench.log.filter((line) => !line.includes('[host.stack]'))).toEqual([]);
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const apply = (body: object) => workbench.call(api.content.applyContent, { body: { packIds: PACKS, ...body } });
const installed = async () =>
  new Map((await workbench.stack.stackOf('ana').rules.list()).map((rule) => [rule.rule_id, rule]));
const alertsOf = async (filter: object): Promise<AlertRow[]> =>
  (await workbench.call(api.alerts.searchAlerts, { body: { filter, size: 100 } })).body.alerts;
const activity = async (query: Record<string, string> = {}) =>
  (await workbench.call(api.misc.listActivity, { query })).body.entries;

describe('installing content', () => {
  it('is planned first, and the plan writes nothing', async () => {
    const { body } = await workbench.call(api.content.planContent, { body: { packIds: PACKS } });
    expect(body.items.filter(({ kind, action }) => kind === 'rule' && action === 'create')).toHaveLength(RULES);
    expect(body.warnings).toEqual([]);
    expect((await installed()).size).toBe(0);
  });

  it('writes lists, rules and searches, and reports each object', async () => {
    const { status, body } = await apply({});
    expect(status).toBe(200);
    const lines = body as unknown as Array<Record<string, unknown>>;
    expect(lines[0]).toMatchObject({ type: 'start' });
    expect(lines.at(-1)).toMatchObject({ type: 'end', failed: 0 });
    const kinds = lines
      .filter(({ type }) => type === 'item')
      .map(({ kind, outcome }) => `${String(kind)} ${String(outcome)}`);
    expect(kinds.indexOf('exception_list created')).toBeLessThan(kinds.indexOf('rule created'));
    expect(kinds.indexOf('rule created')).toBeLessThan(kinds.indexOf('rule enabled'));
    const rules = [...(await installed()).values()];
    expect(rules).toHaveLength(RULES);
    for (const rule of rules) {
      expect(rule.enabled).toBe(true);
      expect(rule.exceptions_list.map(({ list_id }) => list_id)).toEqual([
        expect.stringMatching(/^detection-workbench-[a-z]{2}-\d$/),
      ]);
      expect(rule.tags).toEqual(expect.arrayContaining(['Detection Workbench', 'DW-content: 1']));
      expect(rule.tags.some((tag) => /^DW-hash: [0-9a-f]{8}$/.test(tag))).toBe(true);
    }
  });

  it('changes nothing when it runs again', async () => {
    const before = [...(await installed()).values()].map(({ rule_id, revision, updated_at }) => [
      rule_id,
      revision,
      updated_at,
    ]);
    const lines = (await apply({})).body as unknown as Array<Record<string, unknown>>;
    expect(lines.at(-1)).toMatchObject({ type: 'end', failed: 0, succeeded: 0 });
    expect(
      [...(await installed()).values()].map(({ rule_id, revision, updated_at }) => [rule_id, revision, updated_at]),
    ).toEqual(before);
  });

  it('leaves a rule off that a user switched off', async () => {
    await workbench.call(api.content.setEnabled, { body: { ruleKeys: ['NP-7'], enabled: false, reason: REASON } });
    await apply({});
    const drift = (await workbench.call(api.content.getDrift)).body.rules;
    expect(new Set(drift.map(({ state }) => state))).toEqual(new Set(['in_sync']));
    const np7 = [...(await installed()).values()].find(({ tags }) => tags.includes('NP-7'));
    expect(np7?.enabled).toBe(false);
  });

  it('shows what someone edited elsewhere, keeps it, and takes it back only when asked', async () => {
    const { rules } = workbench.stack.stackOf('eve');
    const cp3 = [...(await installed()).values()].find(({ tags }) => tags.includes('CP-3'))!;
    await rules.upsert([{ ...cp3, severity: 'critical', tags: [...cp3.tags, 'eve was here'] }]);
    const drifted = async () =>
      (await workbench.call(api.content.getDrift)).body.rules.find(({ ruleKey }) => ruleKey === 'CP-3')!;
    expect(await drifted()).toMatchObject({
      state: 'drifted',
      fields: [{ field: 'severity', before: 'critical', cause: 'edited' }],
    });
    await apply({});
    expect((await drifted()).state).toBe('drifted');
    await workbench.call(api.content.restoreRules, { body: { ruleKeys: ['CP-3'], reason: REASON } });
    expect((await drifted()).state).toBe('in_sync');
    const restored = (await installed()).get(cp3.rule_id)!;
    expect(restored.severity).toBe(cp3.severity);
    expect(restored.tags).toContain('eve was here');
  });
});

describe('a rule that its pack does not bring any more', () => {
  it('is switched off and kept', async () => {
    const { rules } = workbench.stack.stackOf('ana');
    const np1 = [...(await installed()).values()].find(({ tags }) => tags.includes('NP-1'))!;
    const old = '00000000-0000-4000-8000-000000000001';
    const actions = [{ id: 'mail', action_type_id: '.email', group: 'default', params: {} }];
    await rules.upsert([{ ...np1, rule_id: old, name: 'Retired', enabled: true, actions }]);
    const plan = (await workbench.call(api.content.planContent, { body: { packIds: PACKS } })).body;
    expect(plan.items.find(({ id }) => id === old)).toMatchObject({ action: 'update', reason: expect.any(String) });
    await apply({});
    expect((await installed()).get(old)).toMatchObject({ enabled: false, actions });
    await rules.remove([old]);
  });
});

describe('alerts on real events', () => {
  it('come from the recordings of the tests', async () => {
    await workbench.replay('T1571-1');
    await workbench.replay('T1043-4');
    const rows = await alertsOf({});
    expect(new Set(rows.map(({ ruleKey }) => ruleKey))).toEqual(new Set(['NP-1', 'PS-1', 'CP-3', 'CP-6']));
    expect(rows.every(({ status, techniqueId }) => status === 'open' && /^T1(043|571)$/.test(techniqueId))).toBe(true);
  });

  it('say why they fired, clause by clause, with the values of the event', async () => {
    const [row] = await alertsOf({ ruleKeys: ['NP-1'] });
    expect(row?.score?.score).toBeGreaterThan(0);
    const { body } = await workbench.call(api.alerts.getAlert, { params: { alertId: row!.id } });
    expect(body.queryIsCurrent).toBe(true);
    expect(body.events).toHaveLength(1);
    expect(body.events[0]!.explanation.verdict).toBe(true);
  });

  it('of a sequence show every step', async () => {
    const [row] = await alertsOf({ ruleKeys: ['CP-6'] });
    expect(row?.sequence).toBe(true);
    const { body } = await workbench.call(api.alerts.getAlert, { params: { alertId: row!.id } });
    expect(body.events.map(({ stage }) => stage)).toEqual([0, 1]);
    expect(body.events.every(({ explanation }) => explanation.verdict)).toBe(true);
  });

  it('are counted on the home page', async () => {
    const { body } = await workbench.call(api.techniques.listTechniques);
    expect(body.totals).toMatchObject({ techniques: 2, rulesInstalled: RULES, rulesEnabled: RULES - 1 });
    expect(body.totals.openAlerts).toBeGreaterThan(0);
    const technique = await workbench.call(api.techniques.getTechnique, { params: { techniqueId: 'T1571' } });
    const np1 = technique.body.rules.find(({ key }) => key === 'NP-1')!;
    expect(np1).toMatchObject({ installed: true, enabled: true, verdict: 'caught' });
    expect(np1.openAlerts).toBeGreaterThan(0);
    expect(np1.readiness.some(({ status }) => status === 'ready' || status === 'partly')).toBe(true);
  });
});

describe('tuning', () => {
  const params = { ruleKey: 'NP-1' };
  let ports: number[];

  it('shows the rule and the guard for values before they are saved', async () => {
    const { body } = await workbench.call(api.tuning.getTuning, { params });
    expect(body.tuning).toEqual({ ruleKey: 'NP-1', values: {}, revision: 0 });
    ports = body.effective.knobs.usual_ports as number[];
    const preview = await workbench.call(api.tuning.previewTuning, {
      params,
      body: { values: { usual_ports: [...ports, 5985] } },
    });
    expect(preview.body.effective.query).toContain('5985');
    expect(preview.body.guard.blinding).toBe(false);
    expect(preview.body.saved.query).toBe(preview.body.default.query);
  });

  it('updates the installed rule, with reason and history', async () => {
    const values = { usual_ports: [...ports, 5985] };
    const saved = await workbench.call(api.tuning.saveTuning, { params, body: { values, reason: REASON } });
    expect(saved.status).toBe(200);
    expect(saved.body.tuning.revision).toBe(1);
    const rule = [...(await installed()).values()].find(({ tags }) => tags.includes('NP-1'))!;
    expect(rule.query).toContain('5985');
    expect(rule.enabled).toBe(true);
    const drift = (await workbench.call(api.content.getDrift)).body.rules.find(({ ruleKey }) => ruleKey === 'NP-1');
    expect(drift?.state).toBe('in_sync');
    const history = await workbench.call(api.tuning.tuningHistory, { params });
    expect(history.body.revisions).toMatchObject([{ revision: 1, author: 'ana', reason: REASON, values }]);
  });

  it('refuses a change on top of a version that is not current, and says which is', async () => {
    const stale = await workbench.call(api.tuning.saveTuning, { params, body: { values: {}, reason: REASON } });
    expect(stale.status).toBe(409);
    const { attributes } = stale.body as unknown as ErrorBody;
    expect(attributes).toMatchObject({ code: 'conflict', currentVersion: expect.any(String) });
  });

  it('refuses values that the knob does not take, and names them', async () => {
    const version = (await workbench.call(api.tuning.getTuning, { params })).body.tuning.version;
    const bad = await workbench.call(api.tuning.saveTuning, {
      params,
      body: { values: { usual_ports: [99_999] }, version, reason: REASON },
    });
    expect(bad.status).toBe(400);
    expect((bad.body as unknown as ErrorBody).attributes).toMatchObject({
      code: 'knobs_refused',
      problems: [{ knob: 'usual_ports' }],
    });
  });

  it('is refused when an expected attack would go unseen, and nothing is written', async () => {
    const np6 = { ruleKey: 'NP-6' };
    const { effective } = (await workbench.call(api.tuning.getTuning, { params: np6 })).body;
    const watched = (effective.knobs.ports as number[]).filter((port) => port !== 8088);
    const refused = await workbench.call(api.tuning.saveTuning, {
      params: np6,
      body: { values: { ports: watched }, reason: REASON },
    });
    expect(refused.status).toBe(409);
    const { attributes, message } = refused.body as unknown as ErrorBody;
    expect(attributes.code).toBe('blinding');
    expect(message).toMatch(/T1571-2/);
    expect(attributes.guard).toMatchObject({
      blinding: true,
      losses: expect.arrayContaining([expect.objectContaining({ testId: 'T1571-2' })]),
    });
    expect((await workbench.call(api.tuning.getTuning, { params: np6 })).body.tuning.revision).toBe(0);
  });

  it('goes back to an earlier revision', async () => {
    const version = (await workbench.call(api.tuning.getTuning, { params })).body.tuning.version;
    const reverted = await workbench.call(api.tuning.revertTuning, {
      params,
      body: { revision: 0, version, reason: REASON },
    });
    expect(reverted.body.tuning).toMatchObject({ revision: 2, values: {} });
    const rule = [...(await installed()).values()].find(({ tags }) => tags.includes('NP-1'))!;
    expect(rule.query).not.toContain('5985');
    expect(
      (await workbench.call(api.tuning.tuningHistory, { params })).body.revisions.map(({ revision }) => revision),
    ).toEqual([2, 1]);
  });
});

describe('the allowlist', () => {
  const narrow = {
    name: 'Backup agent',
    ruleKeys: ['NP-1', 'NP-3'],
    conditions: [
      {
        type: 'match',
        field: 'process.executable',
        operator: 'included',
        value: 'C:\\Program Files\\Backup\\agent.exe',
      },
      { type: 'match', field: 'destination.ip', operator: 'included', value: '198.51.100.77' },
      { type: 'match', field: 'user.name', operator: 'included', value: 'svc-backup' },
    ],
    reason: REASON,
    ticket: 'CHG-4711',
    expiresAt: inDays(90),
  };
  const blinding = {
    name: 'Any PowerShell',
    ruleKeys: ['NP-1', 'PS-1', 'NP-3'],
    conditions: [{ type: 'match', field: 'process.name', operator: 'included', value: 'powershell.exe' }],
    reason: REASON,
  };
  let entry: Entry;

  it('previews an entry: guard, findings, breadth and the alerts it would have hidden', async () => {
    const { status, body } = await workbench.call(api.allowlist.previewEntry, { body: { draft: blinding } });
    expect(status).toBe(200);
    expect(body.guard.blinding).toBe(true);
    expect(body.breadth.grade).toMatch(/broad/);
    expect(body.alertsHidden).toBeGreaterThan(0);
    expect(body.hiddenSample[0]).toMatchObject({ host: expect.any(String), status: 'open' });
  });

  it('creates an entry as one item in the list of each rule', async () => {
    const { status, body } = await workbench.call(api.allowlist.createEntry, { body: narrow });
    expect(status).toBe(200);
    entry = body.entry;
    expect(entry).toMatchObject({ state: 'active', createdBy: 'ana', ruleKeys: ['NP-1', 'NP-3'], ticket: 'CHG-4711' });
    const items = await workbench.stack
      .stackOf('ana')
      .exceptions.items(['detection-workbench-np-1', 'detection-workbench-np-3']);
    expect(items.map(({ list_id }) => list_id)).toEqual(['detection-workbench-np-1', 'detection-workbench-np-3']);
  });

  it('refuses an entry that blinds, names the attack, and writes nothing', async () => {
    const refused = await workbench.call(api.allowlist.createEntry, { body: blinding });
    expect(refused.status).toBe(409);
    const { attributes } = refused.body as unknown as ErrorBody;
    expect(attributes).toMatchObject({ code: 'blinding', guard: { blinding: true } });
    expect((await workbench.call(api.allowlist.listEntries)).body.entries).toHaveLength(1);
  });

  it('lets an override pass for at most 30 days, and lets it end by itself', async () => {
    const tooLong = { ...blinding, override: { reason: 'Red team week', expiresAt: inDays(31) } };
    const refused = await workbench.call(api.allowlist.createEntry, { body: tooLong });
    expect(refused.status).toBe(403);
    expect((refused.body as unknown as ErrorBody).attributes.code).toBe('override_refused');
    const expiresAt = inDays(7);
    const passed = await workbench.call(api.allowlist.createEntry, {
      body: { ...blinding, override: { reason: 'Red team week', expiresAt } },
    });
    expect(passed.status).toBe(200);
    expect(passed.body.entry.override).toEqual({ reason: 'Red team week', expiresAt });
    const items = await workbench.stack.stackOf('ana').exceptions.items(['detection-workbench-ps-1']);
    expect(items[0]?.expire_time).toBe(expiresAt);
  });

  it('puts the blinding entry at the head of the work queue', async () => {
    const { workQueue } = (await workbench.call(api.techniques.listTechniques)).body;
    expect(workQueue[0]).toMatchObject({ kind: 'blinding_entry', severity: 'danger' });
    const { entries } = (await workbench.call(api.allowlist.listEntries)).body;
    expect(entries.find(({ name }) => name === 'Any PowerShell')).toMatchObject({ verdict: 'blinded' });
  });

  it('takes the last change back', async () => {
    const { entries } = (await workbench.call(api.allowlist.listEntries)).body;
    const bad = entries.find(({ name }) => name === 'Any PowerShell')!;
    const undone = await workbench.call(api.allowlist.undoEntry, {
      params: { entryId: bad.id },
      body: { reason: REASON },
    });
    expect(undone.status).toBe(200);
    expect((await workbench.call(api.allowlist.listEntries)).body.entries.map(({ name }) => name)).toEqual([
      'Backup agent',
    ]);
  });

  it('switches off and on, renews, deletes, and brings back, each with reason and version', async () => {
    const params = { entryId: entry.id };
    const off = await workbench.call(api.allowlist.disableEntry, {
      params,
      body: { version: entry.version, reason: REASON },
    });
    expect(off.body.entry.state).toBe('disabled');
    const stale = await workbench.call(api.allowlist.enableEntry, {
      params,
      body: { version: entry.version, reason: REASON },
    });
    expect(stale.status).toBe(409);
    expect((stale.body as unknown as ErrorBody).attributes).toMatchObject({
      code: 'conflict',
      currentVersion: off.body.entry.version,
    });
    const on = await workbench.call(api.allowlist.enableEntry, {
      params,
      body: { version: off.body.entry.version, reason: REASON },
    });
    expect(on.body.entry).toMatchObject({ state: 'active', expiresAt: narrow.expiresAt });
    const expiresAt = inDays(120);
    const renewed = await workbench.call(api.allowlist.renewEntry, {
      params,
      body: { version: on.body.entry.version, reason: REASON, expiresAt },
    });
    expect(renewed.body.entry.expiresAt).toBe(expiresAt);
    const gone = await workbench.call(api.allowlist.deleteEntry, {
      params,
      body: { version: renewed.body.entry.version, reason: REASON },
    });
    expect(gone.body).toEqual({ deleted: true });
    const back = await workbench.call(api.allowlist.undoEntry, { params, body: { reason: REASON } });
    expect(back.body.entry).toMatchObject({
      id: entry.id,
      name: 'Backup agent',
      expiresAt,
      conditions: narrow.conditions,
    });
    const { revisions } = (await workbench.call(api.allowlist.entryHistory, { params })).body;
    expect(revisions.map(({ action }) => action.replace('allowlist.', ''))).toEqual([
      'undo',
      'delete',
      'renew',
      'enable',
      'disable',
      'create',
    ]);
    expect(revisions.every(({ by, reason }) => by === 'ana' && reason === REASON)).toBe(true);
  });

  it('refuses what would break the rule or can never match', async () => {
    const broken = {
      ...narrow,
      conditions: [{ type: 'match', field: 'destination.port', operator: 'included', value: 'http' }],
    };
    const refused = await workbench.call(api.allowlist.createEntry, { body: broken });
    expect(refused.status).toBe(409);
    expect((refused.body as unknown as ErrorBody).attributes).toMatchObject({
      code: 'unhealthy',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'value_does_not_fit_type' })]),
    });
  });

  it('proposes entries from alerts, narrow first, each with its verdict', async () => {
    const rows = await alertsOf({ ruleKeys: ['NP-1'] });
    const { body } = await workbench.call(api.allowlist.proposeEntries, { body: { alertIds: [rows[0]!.id] } });
    expect(body.candidates.length).toBeGreaterThan(2);
    expect(body.candidates[0]!.ruleKeys).toEqual(['NP-1']);
    const scores = body.candidates.map(({ breadth }) => breadth.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(body.candidates.at(-1)!.guard.blinding).toBe(true);
    expect(body.candidates.every(({ alertsHidden }) => alertsHidden >= 1)).toBe(true);
  });

  it('suggests values that were seen lately', async () => {
    const { body } = await workbench.call(api.allowlist.suggest, {
      query: { field: 'process.name', prefix: 'power', ruleKeys: 'NP-1' },
    });
    expect(body.values).toContain('powershell.exe');
  });
});

describe('impact', () => {
  const lines = (body: unknown) => body as Array<Record<string, never>>;

  it('compares old and new over history, with totals that reconcile and the alerts behind what is lost', async () => {
    const draft = {
      ruleKeys: ['NP-1'],
      conditions: [{ type: 'match', field: 'process.name', operator: 'included', value: 'powershell.exe' }],
    };
    const { status, body } = await workbench.call(api.impact.measureImpact, {
      body: { change: { kind: 'entry', draft }, days: 2 },
    });
    expect(status).toBe(200);
    expect(lines(body)[0]).toMatchObject({ type: 'start' });
    const { report } = lines(body).at(-1) as unknown as {
      report: { totals: Record<string, number>; partial: boolean; disposition: Record<string, number> };
    };
    const { before, after, lost, gained, same } = report.totals as Record<
      'before' | 'after' | 'lost' | 'gained' | 'same',
      number
    >;
    expect(lost).toBeGreaterThan(0);
    expect(before).toBe(lost + same);
    expect(after).toBe(gained + same);
    expect(report.partial).toBe(false);
    expect(report.disposition.open).toBe(lost);
  });

  it('says what a looser tuning would have gained', async () => {
    const { effective } = (await workbench.call(api.tuning.getTuning, { params: { ruleKey: 'CP-3' } })).body;
    const { body } = await workbench.call(api.impact.measureImpact, {
      body: { change: { kind: 'tuning', ruleKey: 'CP-3', values: { severity: effective.severity } }, days: 2 },
    });
    const { report } = lines(body).at(-1) as unknown as {
      report: { totals: { lost: number; gained: number; same: number } };
    };
    expect(report.totals).toMatchObject({ lost: 0, gained: 0 });
    expect(report.totals.same).toBeGreaterThan(0);
  });

  it('answers an unknown rule as an error, not as a stream', async () => {
    const { status } = await workbench.call(api.impact.measureImpact, {
      body: { change: { kind: 'tuning', ruleKey: 'ZZ-9', values: {} } },
    });
    expect(status).toBe(404);
  });
});

describe('atomic tests', () => {
  it('show what is caught now, and which rules nothing exercises', async () => {
    const { body } = await workbench.call(api.expectations.getMatrix);
    const due = body.cells.filter(({ expected }) => expected > 0);
    expect(due.length).toBeGreaterThan(20);
    // Somebody disabled NP-7 above: what it would catch goes unseen, and the reason is named.
    const ofResting = due.filter(({ rule }) => rule === 'NP-7');
    expect(new Set(ofResting.map(({ verdict }) => verdict))).toEqual(new Set(['blinded']));
    expect(ofResting[0]?.reasons).toEqual([{ code: 'rule_disabled', text: 'NP-7 is disabled' }]);
    const ofRunning = due.filter(({ rule }) => rule !== 'NP-7');
    expect(new Set(ofRunning.map(({ verdict }) => verdict))).toEqual(new Set(['caught']));
    expect(body.uncoveredRules.sort()).toEqual(['CP-2', 'NP-2', 'NP-5']);
  });

  it('explain each event of a recording and keep a replay as proof', async () => {
    const params = { testId: 'T1571-1' };
    const { body: runs } = await workbench.call(api.expectations.replayExpectation, { params });
    const recorded = runs.runs.filter(({ result }) => result !== 'no_data');
    expect(recorded.filter(({ result }) => result !== 'passed')).toMatchObject([
      { dataSource: 'packet', result: 'failed', summary: '0 of 1 expected rules fired; NP-7 is disabled' },
    ]);
    const { body } = await workbench.call(api.expectations.getExpectation, { params });
    const explained = body.recordings.flatMap(({ events }) => events.flatMap(({ explanations }) => explanations));
    expect(explained.some(({ ruleKey, explanation }) => ruleKey === 'NP-1' && explanation.verdict)).toBe(true);
    expect(body.runs).toHaveLength(runs.runs.length);
  });

  it('find the telemetry and the alerts of a test in real data', async () => {
    const [row] = await alertsOf({ ruleKeys: ['NP-1'] });
    const range = { from: inDays(-1), to: inDays(0) };
    const { body } = await workbench.call(api.expectations.checkEnvironment, {
      params: { testId: 'T1571-1' },
      body: { host: row!.host, range },
    });
    expect(body.signals.some(({ ok, found }) => ok && found > 0)).toBe(true);
    expect(body.alerts.find(({ ruleKey }) => ruleKey === 'NP-1')).toMatchObject({ expected: true });
    expect(['passed', 'partial']).toContain(body.run.result);
    const elsewhere = await workbench.call(api.expectations.checkEnvironment, {
      params: { testId: 'T1571-1' },
      body: { host: 'nobody', range },
    });
    expect(elsewhere.body.run.result).toBe('no_data');
  });
});

describe('explain', () => {
  it('says for a pasted event which clause decided against it', async () => {
    const event = {
      '@timestamp': new Date().toISOString(),
      event: { category: ['network'], type: ['start'] },
      host: { os: { type: 'windows' }, name: 'ws-1' },
      network: { direction: 'egress' },
      process: { name: 'chrome.exe' },
      destination: { ip: '203.0.113.9', port: 4444 },
    };
    const { body } = await workbench.call(api.misc.explainEvent, { body: { event, ruleKeys: ['NP-1'] } });
    expect(body.rules).toMatchObject([
      { ruleKey: 'NP-1', outcome: 'not_matched', sentence: expect.stringContaining('process.name') },
    ]);
  });

  it('finds the alert of a stored event', async () => {
    const [row] = await alertsOf({ ruleKeys: ['NP-1'] });
    const { body: alert } = await workbench.call(api.alerts.getAlert, { params: { alertId: row!.id } });
    const { body } = await workbench.call(api.misc.explainEvent, {
      body: { eventId: alert.events[0]!.id, ruleKeys: ['NP-1'] },
    });
    expect(body.rules).toMatchObject([{ outcome: 'would_alert', alertId: row!.id }]);
  });
});

describe('triage', () => {
  it('closes a selection with a reason, sequences with their building blocks', async () => {
    const [row] = await alertsOf({ ruleKeys: ['CP-6'] });
    const noReason = await workbench.call(api.alerts.setAlertStatus, {
      body: { filter: { ids: [row!.id] }, status: 'closed' },
    });
    expect(noReason.status).toBe(400);
    const { body } = await workbench.call(api.alerts.setAlertStatus, {
      body: { filter: { ids: [row!.id] }, status: 'closed', reason: 'false_positive', comment: REASON },
    });
    expect(body).toMatchObject({ updated: 3, conflicts: 0, failures: [] });
    expect((await alertsOf({ ids: [row!.id] }))[0]?.status).toBe('closed');
  });

  it('tags and assigns, and keeps ticks of the playbook', async () => {
    const [row] = await alertsOf({ ruleKeys: ['NP-1'] });
    const filter = { ids: [row!.id] };
    await workbench.call(api.alerts.changeAlertTags, { body: { filter, add: ['red team'] } });
    await workbench.call(api.alerts.changeAlertAssignees, { body: { filter, add: ['ana'] } });
    expect((await alertsOf(filter))[0]).toMatchObject({ tags: ['red team'], assignees: ['ana'] });
    const params = { alertId: row!.id };
    const ticked = await workbench.call(api.alerts.tickPlaybook, { params, body: { stepId: 'T1571-P01', done: true } });
    expect(ticked.body.done['T1571-P01']).toMatchObject({ by: 'ana' });
    const stale = await workbench.call(api.alerts.tickPlaybook, {
      params,
      body: { stepId: 'T1571-P02', done: true, version: '99' },
    });
    expect(stale.status).toBe(409);
  });

  it('filters by KQL, pages by cursor and counts facets', async () => {
    const body = { filter: { kql: 'process.name: powershell.exe' }, size: 1, facets: ['host.name'] };
    const first = (await workbench.call(api.alerts.searchAlerts, { body })).body;
    expect(first.alerts).toHaveLength(1);
    expect(first.total).toBeGreaterThan(1);
    expect(first.facets['host.name']!.reduce((sum, { count }) => sum + count, 0)).toBe(first.total);
    const second = (await workbench.call(api.alerts.searchAlerts, { body: { ...body, after: first.next } })).body;
    expect(second.alerts[0]!.id).not.toBe(first.alerts[0]!.id);
    const wrong = await workbench.call(api.alerts.searchAlerts, { body: { filter: { kql: 'a: (' } } });
    expect(wrong.status).toBe(400);
  });

  it('saves views', async () => {
    const saved = await workbench.call(api.misc.saveView, { body: { name: 'Mine', filter: { assignees: ['ana'] } } });
    expect(saved.body.view).toMatchObject({ name: 'Mine', by: 'ana' });
    const { id, version } = saved.body.view;
    const renamed = await workbench.call(api.misc.saveView, { body: { id, version, name: 'Ours', filter: {} } });
    expect(renamed.body.view.name).toBe('Ours');
    expect((await workbench.call(api.misc.saveView, { body: { id, version, name: 'Late', filter: {} } })).status).toBe(
      409,
    );
    await workbench.call(api.misc.deleteView, { params: { viewId: id } });
    expect((await workbench.call(api.misc.listViews)).body.views).toEqual([]);
  });
});

describe('the rest of the house', () => {
  it('logs every write with who, what, why, before and after', async () => {
    const entries = await activity({ size: '200' });
    const actions = new Set(entries.map(({ action }) => action));
    for (const action of [
      'content.apply',
      'content.restore',
      'content.disable',
      'tuning.save',
      'allowlist.create',
      'alerts.closed',
      'playbook.tick',
      'view.save',
      'view.delete',
    ]) {
      expect(actions).toContain(action);
    }
    const tuned = (await activity({ ruleKey: 'NP-1', action: 'tuning.save' }))[0]!;
    expect(tuned).toMatchObject({ by: 'ana', reason: REASON, techniqueId: 'T1571', after: {} });
    expect(tuned.before).toHaveProperty('usual_ports');
    const other = await activity({ techniqueId: 'T1043' });
    expect(other.length).toBeGreaterThan(0);
    expect(other.some(({ id }) => id === tuned.id)).toBe(false);
  });

  it('exports a pack in every format', async () => {
    for (const format of ['ndjson', 'toml', 'sigma', 'navigator', 'atomic_red_team', 'evidence']) {
      const { status, body } = await workbench.call(api.packs.exportPack, { params: { packId: PACKS[1]!, format } });
      expect([format, status]).toEqual([format, 200]);
      expect(body.files.length).toBeGreaterThan(0);
    }
  });

  it('lists packs, readiness, searches, events and the environment', async () => {
    expect((await workbench.call(api.packs.listPacks)).body.packs.map(({ status }) => status)).toEqual([
      'loaded',
      'loaded',
    ]);
    expect((await workbench.call(api.packs.getPack, { params: { packId: PACKS[0]! } })).body.pack.rules).toHaveLength(
      7,
    );
    expect((await workbench.call(api.readiness.getReadiness)).body.rows.length).toBeGreaterThan(RULES);
    expect((await workbench.call(api.misc.listSearches)).body.searches.length).toBeGreaterThan(0);
    const events = await workbench.call(api.misc.searchEvents, {
      body: {
        index: ['logs-*', 'winlogbeat-*'],
        range: { from: inDays(-2), to: inDays(1) },
        kql: 'process.name: powershell.exe',
      },
    });
    expect(events.body.total).toBeGreaterThan(0);
    expect((await workbench.call(api.misc.getEnvironment)).body).toMatchObject({
      kind: 'embedded',
      user: 'ana',
      tier: 'manage',
    });
    const material = await workbench.call(api.guard.getGuardMaterial, { query: { techniqueId: 'T1571' } });
    expect(material.body.rules).toHaveLength(RULES);
    expect(material.body.expectations).toHaveLength(4);
  });

  it('uninstalls a pack, keeps the lists that hold entries, and installs it again', async () => {
    const body = { packIds: [PACKS[1]!] };
    const plan = (await workbench.call(api.content.planUninstall, { body })).body;
    expect(plan.items.find(({ id }) => id === 'detection-workbench-np-1')).toMatchObject({ action: 'keep' });
    const { body: lines } = await workbench.call(api.content.uninstallContent, { body: { ...body, reason: REASON } });
    expect((lines as unknown as unknown[]).at(-1)).toMatchObject({ type: 'end', failed: 0 });
    expect((await installed()).size).toBe(7);
    expect(await alertsOf({ ruleKeys: ['NP-1'] })).not.toEqual([]);
    await apply({});
    expect((await installed()).size).toBe(RULES);
    expect((await workbench.call(api.allowlist.listEntries)).body.entries.map(({ name }) => name)).toEqual([
      'Backup agent',
    ]);
  });
});
