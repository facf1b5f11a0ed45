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

interface Allowed {
  /** Controls of pages that only a higher privilege has. */
  absent: ReadonlyArray<readonly [path: string, ready: string, subject: string]>;
  present: ReadonlyArray<readonly [path: string, subject: string]>;
}

const TUNING = '/techniques/T1571/tuning?rule=NP-1';
const ALLOWLIST = '/techniques/T1571/allowlist';
const ENVIRONMENT = '/techniques/T1571/tests?test=T1571-1';

const ROLES: Readonly<Record<'tuner' | 'triager', Allowed>> = {
  triager: {
    present: [
      ['/triage', 'dwViews'],
      [ENVIRONMENT, 'dwTestReplay'],
    ],
    absent: [
      ['/', 'dwTechniquesTable', 'dwInstallContent'],
      [ALLOWLIST, 'dwAllowlistTemplates', 'dwAllowlistAdd'],
      [TUNING, 'dwTuningForm', 'dwTuningSave'],
      [TUNING, 'dwTuningForm', 'dwImpactMeasure'],
      ['/techniques/T1571', 'dwRulesTable', 'dwTechniqueAction-uninstall'],
      ['/content', 'dwDrift', 'dwContentInstall'],
    ],
  },
  tuner: {
    present: [
      [ALLOWLIST, 'dwAllowlistAdd'],
      [TUNING, 'dwImpactMeasure'],
      ['/triage', 'dwViews'],
    ],
    absent: [
      ['/', 'dwTechniquesTable', 'dwInstallContent'],
      ['/techniques/T1571?do=uninstall', 'dwRulesTable', 'dwUninstallFlyout'],
      ['/content', 'dwDrift', 'dwContentInstall'],
    ],
  },
};

it.each(['triager', 'tuner'] as const)(
  'a %s is offered what the role may do, and told what importing needs',
  async (role) => {
    const own = await startWorkbench(['--role', role]);
    const user = await visit(browser, own.url);
    for (const [path, subject] of ROLES[role].present) {
      await user.go(path);
      await user.subject(subject).first().waitFor();
    }
    for (const [path, ready, subject] of ROLES[role].absent) {
      await user.go(path);
      await user.subject(ready).first().waitFor();
      expect([path, subject, await user.subject(subject).count()]).toEqual([path, subject, 0]);
    }
    await user.go('/import');
    expect(await user.page.locator('input[type="file"]').isDisabled()).toBe(true);
    expect(await user.page.getByText('Importing needs the privilege "Detection Workbench: All".').isVisible()).toBe(
      true,
    );
    expect(user.problems).toEqual([]);
    await user.close();
    await own.stop();
  },
);

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
