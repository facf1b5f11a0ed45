/** What a user without privileges sees: the page, without what they may not do. */
import type { Browser } from 'playwright-core';
import { accessibilityViolations, openBrowser, visit } from './pages';
import { startWorkbench, type Workbench } from './workbench';

let browser: Browser;
let workbench: Workbench;

beforeAll(async () => {
  browser = await openBrowser();
  workbench = await startWorkbench(['--role', 'viewer']);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

it('a viewer reads everything and is offered no change', async () => {
  const viewer = await visit(browser, workbench.url);
  await viewer.go('/');
  await viewer.page.waitForLoadState('networkidle');
  expect(await viewer.subject('dwInstallContent').count()).toBe(0);
  expect(await viewer.page.getByText('Read only').first().isVisible()).toBe(true);
  expect(await accessibilityViolations(viewer.page)).toEqual([]);
  await viewer.go('/techniques/T1571/tuning?rule=NP-1');
  await viewer.page.waitForLoadState('networkidle');
  expect(await viewer.subject('dwTuningSave').count()).toBe(0);
  expect(viewer.problems).toEqual([]);
  await viewer.close();
});

it('the server refuses the change all the same', async () => {
  const response = await fetch(`${workbench.url}/api/detection_workbench/content/apply`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'kbn-xsrf': 'true' },
    body: JSON.stringify({ packIds: ['t1571_non_standard_port'] }),
  });
  expect(response.status).toBe(403);
});

it('dark mode is kept over a reload', async () => {
  const visitor = await visit(browser, workbench.url, 'light');
  await visitor.go('/');
  await visitor.page.getByRole('button', { name: /dark/i }).click();
  await visitor.page.reload();
  await visitor.subject('dwPageTitle').waitFor();
  expect(await visitor.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await visitor.close();
});
