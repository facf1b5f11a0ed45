/** J8 and J9: what a team has made of the packs, from one workbench to another. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { call } from './installed';
import { accessibilityViolations, openBrowser, visit, type Visit } from './pages';
import { startWorkbench, type Workbench } from './workbench';

const PACKS = ['t1571_non_standard_port'];

let there: Workbench;
let here: Workbench;
let browser: Browser;
let user: Visit;
let file: string;

beforeAll(async () => {
  [there, here] = await Promise.all([startWorkbench(), startWorkbench()]);
  for (const workbench of [there, here]) await call(workbench, '/content/apply', { packIds: PACKS });
  await call(there, '/allowlist', {
    name: 'Backup of the branch',
    ruleKeys: ['NP-1', 'NP-3'],
    conditions: [
      { type: 'match', field: 'host.name', operator: 'included', value: 'nas-1' },
      { type: 'match', field: 'process.name', operator: 'included', value: 'backup-agent' },
    ],
    reason: 'Nightly backup',
    owner: 'ops',
  });
  browser = await openBrowser();
}, 180_000);

afterEach(async () => {
  const { problems } = user;
  await user.close();
  expect(problems).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await here?.stop();
  await there?.stop();
});

it('J9 exports what was made of the packs with 1 click', async () => {
  user = await visit(browser, there.url);
  await user.go('/content');
  user.startCounting();
  const [download] = await Promise.all([user.page.waitForEvent('download'), user.click(user.subject('dwMoveExport'))]);
  expect(user.counted()).toEqual({ clicks: 1, fields: 0 });
  expect(download.suggestedFilename()).toMatch(/^detection-workbench-default-\d{4}-\d{2}-\d{2}\.json$/);
  file = readFileSync(await download.path(), 'utf8');
  expect(file).toContain('Backup of the branch');
});

it.each(['light', 'dark'] as const)('shows the plan of the file before anything is written, in %s', async (theme) => {
  user = await visit(browser, here.url, theme);
  await user.go('/content');
  await user.subject('dwMoveFile').setInputFiles({
    name: 'space.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file),
  });
  const plan = user.subject('dwMovePlan');
  await plan.waitFor();
  expect(await plan.innerText()).toMatch(/From space default[\s\S]*Create[\s\S]*Backup of the branch/);
  expect(await accessibilityViolations(user.page)).toEqual([]);
});

it('J8 imports the file with 1 click, a file and a reason, and the log says where it came from', async () => {
  user = await visit(browser, here.url);
  await user.go('/content');
  user.startCounting();
  await user.subject('dwMoveFile').setInputFiles({
    name: 'space.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file),
  });
  await user.subject('dwMovePlan').waitFor();
  await user.fill(user.subject('dwReason'), 'The branch moves here');
  await user.click(user.subject('dwMoveApply'));
  await user.subject('dwInstallResult').waitFor();
  expect(user.counted()).toEqual({ clicks: 1, fields: 1 });
  expect(await user.subject('dwInstallProgress').innerText()).toContain('Created: Backup of the branch');
  await user.go('/techniques/T1571/activity');
  await user.page
    .getByText(/from a file of space "default"/)
    .first()
    .waitFor();
});
