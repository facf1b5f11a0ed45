/** The main job without a mouse: focus starts at the top, goes where something opens, and comes back when it closes. */
import type { Browser } from 'playwright-core';
import { untilAlerts } from './installed';
import { openBrowser, visit, type Visit } from './pages';
import { startWorkbench, type Workbench } from './workbench';

let workbench: Workbench;
let browser: Browser;
let user: Visit;

beforeAll(async () => {
  workbench = await startWorkbench();
  browser = await openBrowser();
  user = await visit(browser, workbench.url);
}, 180_000);

afterAll(async () => {
  const problems = user?.problems;
  await browser?.close();
  await workbench?.stop();
  expect(problems).toEqual([]);
});

const press = (key: string): Promise<void> => user.page.keyboard.press(key);

/** `data-test-subj` of what has the focus and of what surrounds it, innermost first. */
const focusPath = (): Promise<string[]> =>
  user.page.evaluate(() => {
    const path: string[] = [];
    for (let at = document.activeElement; at !== null; at = at.parentElement) {
      const subject = at.getAttribute('data-test-subj');
      if (subject !== null) path.push(...subject.split(' '));
    }
    return path;
  });

const hasFocus = async (subject: string): Promise<boolean> => (await focusPath()).includes(subject);

/** Tab (or Shift+Tab) until the control has the focus; a user gives up long before the limit. */
const tabTo = async (subject: string, { atMost, key = 'Tab' }: { atMost: number; key?: string }): Promise<void> => {
  for (let pressed = 0; pressed < atMost; pressed += 1) {
    await press(key);
    if ((await focusPath())[0] === subject || (await hasFocus(subject))) return;
  }
  throw new Error(
    `${subject} was not reached with ${atMost} × ${key}; the focus is in ${(await focusPath()).join(' < ')}`,
  );
};

const untilFocus = async (subject: string): Promise<void> => {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (await hasFocus(subject)) return;
    await user.page.waitForTimeout(100);
  }
  throw new Error(`The focus did not come to ${subject}; it is in ${(await focusPath()).join(' < ') || 'nothing'}`);
};

/** The grid moves its focus a moment after the key. */
const untilCell = (row: number, column: number) =>
  user.page.waitForFunction(
    ([rowIndex, columnIndex]) => {
      const cell = document.activeElement?.closest<HTMLElement>('[role="gridcell"]')?.dataset;
      return cell?.['gridcellRowIndex'] === rowIndex && cell?.['gridcellColumnIndex'] === columnIndex;
    },
    [String(row), String(column)],
  );

/** From the title over the skip link into the grid; Enter goes into a cell, Enter again uses what is in it. */
const openFirstAlert = async (): Promise<void> => {
  await user.subject('dwOpenAlert').first().waitFor();
  await untilFocus('dwPageTitle');
  await tabTo('dwTriageSkip', { atMost: 6 });
  await press('Enter');
  await tabTo('dataGridHeaderCell-select', { atMost: 8 });
  await press('ArrowDown');
  await untilCell(0, 0);
  await press('ArrowRight');
  await untilCell(0, 1);
  await press('Enter');
  await untilFocus('dwAlertDetails');
  await press('Enter');
  await untilFocus('dwAlertFlyout');
  await user.subject('dwAlertWhy').waitFor();
};

it('offers the skip link first, and starts at the title', async () => {
  await user.go('/');
  await untilFocus('dwPageTitle');
  const first = user.page.locator('a[href], button').first();
  expect(await first.innerText()).toMatch(/skip/i);
  await first.focus();
  await press('Enter');
  expect(await user.page.evaluate(() => document.activeElement?.querySelector('main') !== null)).toBe(true);
});

it('installs content: Escape gives the focus back, and so does the end of the work', async () => {
  await user.go('/');
  await user.subject('dwInstallContent').first().waitFor();
  await untilFocus('dwPageTitle');
  await tabTo('dwInstallContent', { atMost: 8 });
  await press('Enter');
  await user.subject('dwInstallItem').first().waitFor();
  await untilFocus('dwInstallFlyout');
  await press('Escape');
  await user.subject('dwInstallFlyout').waitFor({ state: 'detached' });
  await untilFocus('dwInstallContent');
  await press('Enter');
  await user.subject('dwInstallItem').first().waitFor();
  await untilFocus('dwInstallFlyout');
  // Backwards it is one of the last; forwards it comes after a switch for each rule.
  await tabTo('dwInstallApply', { atMost: 12, key: 'Shift+Tab' });
  await press('Enter');
  await user.subject('dwInstallResult').waitFor({ timeout: 60_000 });
  await press('Escape');
  await user.subject('dwInstallFlyout').waitFor({ state: 'detached' });
  await untilAlerts(workbench);
});

it('opens an alert from the grid, walks to the next one, and comes back', async () => {
  await user.go('/triage');
  await openFirstAlert();
  const first = user.page.url();
  await press('Alt+ArrowDown');
  await user.page.waitForURL((url) => url.href !== first);
  await user.subject('dwAlertWhy').waitFor();
  await untilFocus('dwAlertFlyout');
  await press('Escape');
  await user.subject('dwAlertFlyout').waitFor({ state: 'detached' });
  await untilFocus('dwTriageGrid');
});

it('writes an allowlist entry from an alert', async () => {
  await user.go(`/triage?kql=${encodeURIComponent('process.name: MSBuild.exe')}`);
  await openFirstAlert();
  await tabTo('dwAlertTab-overview', { atMost: 10 });
  await press('ArrowRight');
  await untilFocus('dwAlertTab-entry');
  await press('Enter');
  await user.page.locator('[data-test-subj^="dwUseCandidate-"]').first().waitFor();
  const use = await user.page.locator('[data-test-subj^="dwUseCandidate-"]').first().getAttribute('data-test-subj');
  await tabTo(use ?? '', { atMost: 10 });
  await press('Enter');
  await untilFocus('dwReason');
  await user.page.keyboard.type('Package restore on the build host');
  await press('Enter');
  await user.subject('dwEntryEditor').waitFor({ state: 'detached' });
  await untilFocus('dwAlertFlyout');
});

it('tunes a rule: a port, a reason, Enter', async () => {
  await user.go('/techniques/T1571/tuning?rule=NP-1');
  await user.subject('dwGuardHeadline').first().waitFor();
  await user.subject('dwKnobCandidate-1177').focus();
  await press('Enter');
  await user.subject('dwQueryDiff').waitFor();
  await user.subject('dwReason').first().focus();
  await user.page.keyboard.type('Seen in a report');
  await press('Enter');
  await user.subject('dwTuningSaved').waitFor();
});

it('closes selected alerts with a reason', async () => {
  await user.go('/triage');
  await user.page
    .locator('[data-test-subj="dwTriageGrid"] [data-gridcell-row-index="0"] input[type="checkbox"]')
    .first()
    .focus();
  await press('Space');
  await user.subject('dwBulkBar').waitFor();
  await tabTo('dwBulk-close', { atMost: 15, key: 'Shift+Tab' });
  await press('Enter');
  await untilFocus('dwCloseDialog');
  await tabTo('dwCloseReason-true_positive', { atMost: 6 });
  await press('Enter');
  await user.subject('dwCloseDialog').waitFor({ state: 'detached' });
});

it('explains an event with Ctrl and Enter', async () => {
  await user.go('/explain');
  await user.page.getByRole('textbox').first().focus();
  await user.page.keyboard.insertText('{"event":{"category":["network"]}}');
  await press('Control+Enter');
  await user.subject('dwExplainSummary').waitFor();
});
