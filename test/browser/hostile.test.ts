/** Script, markup and template syntax in events and in every field people fill in: shown as text, run nowhere. */
import type { Browser } from 'playwright-core';
import { call, startInstalled } from './installed';
import { openBrowser, visit, type Visit } from './pages';
import type { Workbench } from './workbench';

const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{{7+7}}${7+7}';
/** Markdown of its own on top: a link that runs a script. */
const HOSTILE_NOTE = `${HOSTILE} [click](javascript:window.hacked=1)`;

let workbench: Workbench;
let browser: Browser;
let user: Visit;

const event = () => ({
  '@timestamp': new Date().toISOString(),
  event: { category: ['network'], type: ['start'], kind: 'event', action: HOSTILE },
  data_stream: { type: 'logs', dataset: 'endpoint.events.network', namespace: 'default' },
  host: { os: { type: 'windows' }, name: HOSTILE },
  user: { name: HOSTILE },
  network: { direction: 'egress', transport: 'tcp' },
  process: {
    name: 'powershell.exe',
    executable: 'C:\\Windows\\powershell.exe',
    command_line: HOSTILE,
    parent: { name: HOSTILE, executable: HOSTILE },
  },
  destination: { ip: '203.0.113.77', port: 4444, domain: HOSTILE },
});

beforeAll(async () => {
  workbench = await startInstalled();
  browser = await openBrowser();
  user = await visit(browser, workbench.url);
  await user.go('/import');
  await user.page.locator('input[type="file"]').setInputFiles({
    name: `${'<b>name<b>'.replace(/[<>]/g, '_')}.ndjson`,
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(`${JSON.stringify(event())}\n${HOSTILE}\n`),
  });
  await user.subject('dwImportStart').click();
  await user.subject('dwImportRejections').waitFor();
}, 180_000);

afterEach(async () => {
  expect(await user.page.evaluate(() => 'hacked' in window)).toBe(false);
  // The text itself was there, and nobody computed 7+7 in it.
  expect(await user.page.locator('main img[src="x"], .euiFlyout img[src="x"]').count()).toBe(0);
});

afterAll(async () => {
  // A filter that is no KQL is refused, which the browser reports.
  const problems = user?.problems.filter((problem) => !problem.includes('status of 400'));
  await browser?.close();
  await workbench?.stop();
  expect(problems).toEqual([]);
});

const SHOWN = '<script>window.hacked=1</script>{{7+7}}${7+7}';

const shows = async (subject: string): Promise<void> => {
  const shown = user.subject(subject).first();
  await shown.waitFor();
  const text = async (): Promise<string> => (await shown.innerText()).replace(/\s+/g, ' ');
  for (const end = Date.now() + 10_000; Date.now() < end && !(await text()).includes(SHOWN);)
    await user.page.waitForTimeout(200);
  expect(await text()).toContain(SHOWN);
};

it('in an event', async () => {
  await user.go(`/events?kql=${encodeURIComponent('destination.ip: 203.0.113.77')}`);
  await shows('dwEventsGrid');
  await user.subject('dwEventsRow').first().click();
  await user.subject('dwEventFlyout').waitFor();
  await user.subject('dwEventFlyout').getByRole('tab').last().click();
  await shows('dwEventFlyout');
});

it('in an alert, its facts, candidates and JSON', async () => {
  const mine = { filter: { kql: 'destination.ip: 203.0.113.77' }, size: 0 };
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if ((await call<{ total: number }>(workbench, '/alerts/search', mine)).total > 0) break;
    await user.page.waitForTimeout(500);
  }
  await user.go(`/triage?kql=${encodeURIComponent('destination.ip: 203.0.113.77')}`);
  await shows('dwTriageGrid');
  await user.subject('dwOpenAlert').first().click();
  await shows('dwAlertProcess');
  await user.subject('dwAlertTab-json').click();
  await shows('dwAlertJson');
  await user.subject('dwAlertTab-entry').click();
  await shows('dwCandidates');
});

it('in every field of an allowlist entry, its table and its history', async () => {
  await call(workbench, '/allowlist', {
    name: HOSTILE,
    ruleKeys: ['NP-6'],
    conditions: [
      { type: 'match', field: 'host.name', operator: 'included', value: HOSTILE },
      { type: 'match', field: 'process.executable', operator: 'included', value: HOSTILE },
    ],
    reason: HOSTILE_NOTE,
    owner: HOSTILE,
    ticket: HOSTILE,
  });
  await user.go('/techniques/T1571/allowlist');
  await shows('dwAllowlistTable');
  await user.page.locator('[data-test-subj^="dwEntryActions-"]').first().click();
  await user.subject('dwEntryAction-history').click();
  await shows('dwEntryHistory');
});

it('in the reason of a tuning, its history and the activity log', async () => {
  await user.go('/techniques/T1571/tuning?rule=NP-1');
  await user.subject('dwGuardHeadline').first().waitFor();
  await user.subject('dwKnobCandidate-1177').click();
  await user.subject('dwReason').first().fill(HOSTILE_NOTE);
  await user.subject('dwTuningSave').click();
  await user.subject('dwTuningSaved').waitFor();
  await shows('dwTuningHistory');
  await user.go('/techniques/T1571/activity');
  await shows('dwActivity');
});

it('in a filter that is no KQL, and in the name of a view', async () => {
  await user.go(`/triage?kql=${encodeURIComponent(HOSTILE)}`);
  await user.subject('dwErrorCallout').or(user.subject('dwKqlFinding')).first().waitFor();
  await user.go('/triage');
  await user.subject('dwViews').click();
  await user.subject('dwViewName').fill(HOSTILE);
  await user.subject('dwViewSave').click();
  await user.page.getByRole('button', { name: HOSTILE }).first().waitFor();
});
