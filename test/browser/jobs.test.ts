/** The jobs of an analyst within their budgets of clicks and fields, counted from the page where the job starts. */
import type { Browser } from 'playwright-core';
import { call, startInstalled } from './installed';
import { accessibilityViolations, openBrowser, visit, type Visit } from './pages';
import type { Workbench } from './workbench';

let workbench: Workbench;
let browser: Browser;
let user: Visit;

beforeAll(async () => {
  workbench = await startInstalled();
  browser = await openBrowser();
}, 180_000);

beforeEach(async () => {
  user = await visit(browser, workbench.url);
});

afterEach(async () => {
  const { problems } = user;
  await user.close();
  expect(problems).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    if (await holds()) return;
    await user.page.waitForTimeout(200);
  }
  throw new Error(`${what} did not happen`);
};

const totalOf = async (filter: object): Promise<number> =>
  (await call<{ total: number }>(workbench, '/alerts/search', { filter, size: 0 })).total;

const openFirstAlert = async (kql: string): Promise<void> => {
  await user.go(`/triage?kql=${encodeURIComponent(kql)}`);
  await user.subject('dwOpenAlert').first().waitFor();
};

it('says why an alert fired, condition by condition with the values', async () => {
  await openFirstAlert('process.name: MSBuild.exe');
  await user.subject('dwOpenAlert').first().click();
  const why = user.subject('dwAlertWhy');
  await why.waitFor();
  await user.subject('dwClauseNode').first().waitFor();
  expect(await why.innerText()).toContain('198.51.100.29');
  expect(await accessibilityViolations(user.page)).toEqual([]);
});

it('J1 makes an entry from one noisy alert with 4 clicks and 1 field', async () => {
  await openFirstAlert('process.name: MSBuild.exe');
  user.startCounting();
  await user.click(user.subject('dwOpenAlert').first());
  await user.subject('dwAlertFlyout').waitFor();
  await user.click(user.subject('dwAlertTab-entry'));
  const use = user.page.locator('[data-test-subj^="dwUseCandidate-"]').first();
  await use.waitFor();
  await user.click(use);
  await user.subject('dwEntryEditor').waitFor();
  await user.fill(user.subject('dwReason').last(), 'Package restore on the build host');
  await user.click(user.subject('dwEntrySave'));
  await user.subject('dwEntryEditor').waitFor({ state: 'detached' });
  expect(user.counted()).toEqual({ clicks: 4, fields: 1 });
  const { entries } = (await (
    await user.page.request.get(`${workbench.url}/api/detection_workbench/allowlist`)
  ).json()) as { entries: Array<{ reason: string; verdict: string }> };
  expect(entries.map(({ reason }) => reason)).toContain('Package restore on the build host');
});

it('stops an entry that would hide an expected attack, and says which', async () => {
  await user.go('/techniques/T1571/allowlist');
  await user.subject('dwAllowlistAdd').click();
  await user.subject('dwEntryEditor').waitFor();
  const body = {
    name: 'All PowerShell',
    ruleKeys: ['NP-1', 'NP-3', 'PS-1'],
    conditions: [{ type: 'match', field: 'process.name', operator: 'included', value: 'powershell.exe' }],
    reason: 'Noise',
  };
  const refused = await user.page.request.post(`${workbench.url}/api/detection_workbench/allowlist`, {
    headers: { 'kbn-xsrf': 'true' },
    data: body,
  });
  expect(refused.status()).toBe(409);
  expect(JSON.stringify(await refused.json())).toContain('T1571-1');
  expect(await accessibilityViolations(user.page)).toEqual([]);
});

it('J2 makes one entry for several alerts with one cause: two clicks to select, then three and one field', async () => {
  await openFirstAlert('process.name: ContosoNotify.exe');
  user.startCounting();
  await user.click(user.page.locator('[data-test-subj="dwTriageGrid"] input[type="checkbox"]').first());
  await user.click(user.subject('dwBulk-common-cause'));
  const use = user.page.locator('[data-test-subj^="dwUseCandidate-"]').first();
  await use.waitFor();
  await user.click(use);
  await user.subject('dwEntryEditor').waitFor();
  await user.fill(user.subject('dwReason').last(), 'The mailer of the line of business');
  await user.click(user.subject('dwEntrySave'));
  await user.subject('dwEntryEditor').waitFor({ state: 'detached' });
  const { clicks, fields } = user.counted();
  expect(clicks).toBeLessThanOrEqual(5);
  expect(fields).toBe(1);
});

it('J3 changes a port list with 3 clicks and 1 field, diff and guard at once; J10 undoes it with 2 clicks', async () => {
  await user.go('/techniques/T1571/tuning?rule=NP-1');
  await user.subject('dwGuardHeadline').first().waitFor();
  user.startCounting();
  await user.click(user.subject('dwKnobCandidate-1177'));
  await user.subject('dwQueryDiff').waitFor();
  expect(await user.subject('dwGuardHeadline').first().innerText()).toMatch(/caught/i);
  await user.fill(user.subject('dwReason').first(), 'Seen in a report');
  await user.click(user.subject('dwTuningSave'));
  await user.subject('dwTuningSaved').waitFor();
  const { clicks, fields } = user.counted();
  expect(clicks).toBeLessThanOrEqual(3);
  expect(fields).toBe(1);

  user.startCounting();
  await user.click(user.subject('dwTuningRevert-0').first());
  await user.click(user.subject('dwTuningRevertConfirm'));
  await user.subject('dwTuningRevertConfirm').waitFor({ state: 'detached' });
  expect(user.counted()).toEqual({ clicks: 2, fields: 0 });
});

it('J4 measures what a change does to history, complete or labelled', async () => {
  await user.go('/techniques/T1571/tuning?rule=NP-1');
  await user.subject('dwGuardHeadline').first().waitFor();
  const watched = user.subject('dwKnob-min_port').locator('input').or(user.subject('dwKnob-min_port'));
  await watched.first().fill('20000');
  await user.subject('dwQueryDiff').waitFor();
  await user.click(user.subject('dwImpactMeasure'));
  await user.subject('dwImpactTotals').waitFor();
  const text = await user.subject('dwImpact').first().innerText();
  expect(text).toMatch(/lost/i);
});

it('J5, J7: which attacks are caught, and what each rule can see, without a click', async () => {
  await user.go('/techniques/T1571/overview');
  await user.subject('dwRulesTable').waitFor();
  const text = await user.subject('dwRulesTable').innerText();
  expect(text).toContain('NP-3');
  expect(text).toMatch(/Caught/);
});

it('J6 closes 20 alerts with a reason in at most 4 clicks', async () => {
  await user.go('/triage');
  await user.subject('dwOpenAlert').first().waitFor();
  const before = await totalOf({ statuses: ['closed'] });
  user.startCounting();
  await user.click(user.page.locator('[data-test-subj="dwTriageGrid"] input[type="checkbox"]').first());
  await user.subject('dwBulkBar').waitFor();
  await user.click(user.subject('dwBulk-close'));
  await user.click(user.subject('dwCloseReason-benign_positive'));
  await until('the close', async () => (await totalOf({ statuses: ['closed'] })) >= before + 20);
  expect(user.counted().clicks).toBeLessThanOrEqual(4);
});

it('J8 imports the exceptions of another space: the plan first, then 2 clicks and a file and a reason, kept in the log', async () => {
  const item = {
    item_id: 'from-another-space',
    list_id: 'detection-workbench-np-6',
    name: 'Health check of the other space',
    description: 'Moved',
    type: 'simple',
    namespace_type: 'single',
    entries: [
      { type: 'match', field: 'destination.port', operator: 'included', value: '8088' },
      { type: 'match', field: 'host.name', operator: 'included', value: 'lnx-health-02' },
    ],
    os_types: [],
    tags: [],
  };
  await user.go('/content/exceptions');
  user.startCounting();
  await user.page.locator('input[type="file"]').setInputFiles({
    name: 'exceptions.ndjson',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(JSON.stringify(item)),
  });
  const plan = user.subject('dwExceptionPlan');
  await plan.waitFor();
  expect(await plan.innerText()).toMatch(/Health check of the other space[\s\S]*NP-6/);
  await user.click(user.subject('dwExceptionImport'));
  await user.fill(user.subject('dwReason').last(), 'Moved with its host');
  await user.click(user.subject('dwExceptionImportConfirm'));
  await user.subject('dwExceptionImportConfirm').waitFor({ state: 'detached' });
  expect(user.counted()).toEqual({ clicks: 2, fields: 1 });
  await user.go('/techniques/T1571/activity');
  await user.page.getByText('Moved with its host').first().waitFor();
});

it('explains a pasted event against every rule and shows hostile text as text', async () => {
  await user.go('/explain');
  const event = {
    '@timestamp': '2026-11-25T00:00:00Z',
    event: { category: ['network'], type: ['start'] },
    host: { os: { type: 'windows' }, name: '<script>window.hacked=1</script>{{7*7}}' },
    network: { direction: 'egress' },
    process: { name: 'powershell.exe', executable: 'C:\\Windows\\powershell.exe' },
    destination: { ip: '203.0.113.9', port: 4444 },
  };
  await user
    .subject('dwExplainInput')
    .locator('textarea')
    .or(user.subject('dwExplainInput'))
    .first()
    .fill(JSON.stringify(event));
  await user.subject('dwExplainRun').click();
  await user.subject('dwExplainRule-NP-1').waitFor();
  expect(await user.page.evaluate(() => 'hacked' in window)).toBe(false);
});

it('imports a file, reports bad lines with their place, and loads the rest', async () => {
  await user.go('/import');
  const good = {
    '@timestamp': '2026-11-25T01:00:00Z',
    event: { category: ['process'], type: ['start'] },
    host: { name: 'ws-import' },
  };
  const text = `${JSON.stringify(good)}\nnot json\n`;
  await user.page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'events.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(text) });
  await user.subject('dwImportStart').click();
  await user.subject('dwImportRejections').waitFor();
  expect(await user.subject('dwImportRejections').innerText()).toContain('not_json');
  expect(await user.subject('dwImportResult').innerText()).toMatch(/1\s*\n?new events/);
});

it('shows the atomic tests with the rule that catches each, and a row with its commands', async () => {
  await user.go('/techniques/T1571/tests');
  await user.subject('dwTestMatrix').waitFor();
  await user.subject('dwTest-T1571-4').click();
  await user.subject('dwTestFlyout').waitFor();
  await user.page.waitForLoadState('networkidle');
  expect(await accessibilityViolations(user.page)).toEqual([]);
});
