/** The main job, end to end, on a fresh host with demo data: what a new user does in the page, without reading anything else. */
import type { Browser } from 'playwright-core';
import { openBrowser, visit, type Visit } from './pages';
import { startWorkbench, type Workbench } from './workbench';

let workbench: Workbench;
let browser: Browser;
let user: Visit;

beforeAll(async () => {
  workbench = await startWorkbench();
  browser = await openBrowser();
  user = await visit(browser, workbench.url);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

const alertTotal = async (): Promise<number> => {
  const response = await user.page.request.post(`${workbench.url}/api/detection_workbench/alerts/search`, {
    headers: { 'kbn-xsrf': 'true' },
    data: { filter: {}, size: 0 },
  });
  return ((await response.json()) as { total: number }).total;
};

it('shows the two techniques and installs their content from a plan', async () => {
  await user.go('/');
  await user.subject('dwInstallContent').first().click();
  const flyout = user.subject('dwInstallFlyout');
  await flyout.waitFor();
  await user.subject('dwInstallItem').first().waitFor();
  await user.subject('dwInstallApply').click();
  await user.subject('dwInstallResult').waitFor({ timeout: 60_000 });
  await user.subject('dwInstallClose').click();
  await expect(user.page.locator('text=T1043').first().isVisible()).resolves.toBe(true);
  await expect(user.page.locator('text=T1571').first().isVisible()).resolves.toBe(true);
});

it('raises alerts on the demo events', async () => {
  const end = Date.now() + 60_000;
  while ((await alertTotal()) === 0 && Date.now() < end) await user.page.waitForTimeout(500);
  expect(await alertTotal()).toBeGreaterThan(20);
});

it('judges a change of a port list at once and saves it with a reason', async () => {
  await user.go('/techniques/T1571/tuning?rule=NP-1');
  await user.subject('dwTuningForm').waitFor();
  await user.subject('dwGuardHeadline').first().waitFor();
  const usual = user.subject('dwKnob-usual_ports').locator('input').first();
  await usual.fill('8081');
  await usual.press('Enter');
  await user.subject('dwQueryDiff').waitFor();
  await user.subject('dwReason').first().fill('The proxy listens there');
  await user.subject('dwTuningSave').click();
  await user.subject('dwTuningSaved').waitFor();
});

it('said nothing wrong on the way', () => {
  expect(user.problems).toEqual([]);
});
