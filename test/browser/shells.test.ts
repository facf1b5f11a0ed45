/** The built plugin with the libraries of Kibana 8.12 (React 17, EUI 90) and of the newest one: every page works in both. */
import type { Browser } from 'playwright-core';
import { SHELLS, startShell } from '../shells/shell';
import { startInstalled } from './installed';
import { openBrowser, visit } from './pages';
import type { Workbench } from './workbench';

const PATHS = [
  '/',
  '/techniques/T1571/overview',
  '/techniques/T1571/tuning?rule=NP-1',
  '/techniques/T1043/allowlist',
  '/techniques/T1043/tests',
  '/techniques/T1571/investigate',
  '/techniques/T1571/alerts',
  '/techniques/T1571/activity',
  '/triage',
  '/explain',
  '/content',
];

let browser: Browser;
let workbench: Workbench;

beforeAll(async () => {
  workbench = await startInstalled();
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

it.each(SHELLS)(
  'shows every page without an error in $name',
  async (kind) => {
    const shell = await startShell(kind, workbench.url);
    const user = await visit(browser, shell.url);
    for (const path of PATHS) {
      await user.go(path);
      await user.page.waitForLoadState('networkidle');
      expect([path, await user.subject('dwErrorCallout').count()]).toEqual([path, 0]);
    }
    await user.go('/triage');
    await user.subject('dwOpenAlert').first().click();
    await user.subject('dwAlertWhy').waitFor();
    await user.go('/techniques/T1571/tuning?rule=NP-1');
    await user.subject('dwKnobCandidate-1177').click();
    await user.subject('dwQueryDiff').waitFor();
    expect(user.problems).toEqual([]);
    await user.close();
    await shell.stop();
  },
  400_000,
);
