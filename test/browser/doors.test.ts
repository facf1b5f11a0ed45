/** The doors from other parts of Kibana, walked through in Chromium with the libraries of both ends of what is supported. */
import type { Browser } from 'playwright-core';
import type { CaseVerdict } from '../../common/case_verdict';
import { SHELLS, startShell, type RunningShell } from '../shells/shell';
import { call, startInstalled } from './installed';
import { accessibilityViolations, openBrowser, visit, type Theme, type Visit } from './pages';
import type { Workbench } from './workbench';

interface Found {
  alerts: Array<{ id: string; index: string; ruleKey: string; host?: string }>;
}
interface Events {
  events: Array<{ id: string; index: string }>;
}

const VERDICT: CaseVerdict = {
  alerts: [
    {
      alertId: 'a1',
      ruleKey: 'NP-1',
      ruleName: 'Odd port',
      techniqueId: 'T1571',
      at: '2026-05-01T12:00:00.000Z',
      host: 'WS-1',
      user: 'mia',
      ruleChanged: true,
      events: [
        [
          { text: 'process.name : ("nc.exe", "ncat.exe")', values: ['nc.exe'] },
          { text: 'destination.port == 4444', values: ['4444'] },
        ],
      ],
    },
  ],
  more: 2,
};

let browser: Browser;
let workbench: Workbench;
let event: Events['events'][number];
let alert: Found['alerts'][number];

beforeAll(async () => {
  workbench = await startInstalled();
  browser = await openBrowser();
  const range = { from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date().toISOString() };
  const { alerts } = await call<Found>(workbench, '/alerts/search', { filter: {}, size: 20 });
  alert = alerts.find(({ host }) => host !== undefined)!;
  const { events } = await call<Events>(workbench, '/events/search', { index: ['logs-*'], range, size: 1 });
  event = events[0]!;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

describe.each(SHELLS)('in $name', (kind) => {
  let shell: RunningShell;
  beforeAll(async () => (shell = await startShell(kind, workbench.url)), 120_000);
  afterAll(() => shell?.stop());

  const open = async (path: string, theme: Theme = 'light'): Promise<Visit> => {
    const user = await visit(browser, shell.url, theme);
    await user.page.goto(`${shell.url}${path}`);
    return user;
  };
  /** What is behind a part in dark mode is Kibana's to draw, and here only hinted at: contrast is judged in light. */
  const violations = async ({ page }: Visit, theme: Theme): Promise<string[]> =>
    (await accessibilityViolations(page)).filter((line) => theme === 'light' || !line.startsWith('color-contrast'));
  const discover = (hit: { id: string; index: string }) => `/app/discover?${new URLSearchParams(hit).toString()}`;

  it.each(['light', 'dark'] as const)('Discover explains an event, in %s', async (theme) => {
    const user = await open(discover(event), theme);
    await user.subject('docViewerTab-detectionWorkbench-why').click();
    await user.subject('dwExplainSummary').waitFor();
    expect(await violations(user, theme)).toEqual([]);
    await user.subject('docViewerClose').click();
    await user.subject('dwDiscoverTab').waitFor({ state: 'detached' });
    expect(user.problems).toEqual([]);
    await user.close();
  });

  it('Discover says why an alert fired, and leads to it', async () => {
    const user = await open(discover(alert));
    await user.subject('docViewerTab-detectionWorkbench-why').click();
    await user.subject('dwAlertWhy').waitFor();
    await user.subject('dwDiscoverTabOpen').click();
    await user.page.waitForURL(`**/app/detectionWorkbench/triage/${alert.id}`);
    await user.subject('dwPageTitle').waitFor();
    expect(user.problems).toEqual([]);
    await user.close();
  });

  it('a cell of an alert table leads to the alerts of the same value', async () => {
    const cell = new URLSearchParams({ field: 'host.name', value: alert.host! });
    const user = await open(`/app/securitySolutionUI?${cell.toString()}`);
    const action = user.subject('cellAction-detectionWorkbench-openCell');
    // Security offers its menu at once, but knows of other plugins' actions only a little later.
    for (let attempt = 0; attempt < 20 && (await action.count()) === 0; attempt += 1) {
      await user.subject('cell').click();
      await user.page.waitForTimeout(250);
    }
    await action.click();
    await user.page.waitForURL('**/app/detectionWorkbench/triage?**');
    expect(new URL(user.page.url()).searchParams.get('term')).toBe(`host.name:${encodeURIComponent(alert.host!)}`);
    await user.subject('dwOpenAlert').first().waitFor();
    expect(user.problems).toEqual([]);
    await user.close();
  });

  it('global search leads to the page of a technique', async () => {
    const user = await open('/app/search');
    await user.subject('nav-search-input').fill('T1571');
    const first = user.subject('nav-search-option').first();
    await first.waitFor();
    expect(await first.textContent()).toMatch(/^T1571 .* technique$/);
    await first.locator('a').click();
    await user.page.waitForURL('**/app/detectionWorkbench/techniques/T1571');
    await user.subject('dwPageTitle').waitFor();
    expect(user.problems).toEqual([]);
    await user.close();
  });

  it.each(['light', 'dark'] as const)('a case shows why the rules fired, in %s', async (theme) => {
    const user = await open(
      `/app/cases?${new URLSearchParams({ metadata: JSON.stringify(VERDICT) }).toString()}`,
      theme,
    );
    await user.subject('dwCaseVerdict').waitFor();
    expect(await user.subject('dwCaseVerdictAlert').textContent()).toContain('destination.port == 4444 (event: 4444)');
    expect(await violations(user, theme)).toEqual([]);
    expect(user.problems).toEqual([]);
    await user.close();
  });
});
