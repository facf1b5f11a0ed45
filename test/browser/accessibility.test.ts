/** Every page, tab, flyout and dialog: no violation of WCAG 2 A and AA, light and dark, and nothing wrong on the way. */
import type { Browser } from 'playwright-core';
import { call, startInstalled } from './installed';
import { accessibilityViolations, openBrowser, visit, type Visit } from './pages';
import { SCREENS } from './screens';
import type { Workbench } from './workbench';

/** What a browser reports for an address that leads nowhere: two of the screens are about that. */
const NOT_FOUND = /the server responded with a status of 404/;

let workbench: Workbench;
let browser: Browser;
let user: Visit;

beforeAll(async () => {
  workbench = await startInstalled();
  await call(workbench, '/allowlist', {
    name: 'Health check of the build server',
    ruleKeys: ['NP-6'],
    conditions: [
      { type: 'match', field: 'destination.port', operator: 'included', value: '8088' },
      { type: 'match', field: 'host.name', operator: 'included', value: 'lnx-health-01' },
    ],
    reason: 'Agreed with the build team',
  });
  browser = await openBrowser();
  user = await visit(browser, workbench.url, 'light');
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

/** The button of the header, also where a dialog covers it; the page changes in place. */
const switchTheme = (to: 'dark' | 'light'): Promise<void> =>
  user.page
    .getByRole('button', { name: new RegExp(to, 'i'), includeHidden: true })
    .first()
    .dispatchEvent('click');

const settled = async (): Promise<void> => {
  await user.page.waitForFunction(() => document.querySelector('[data-test-subj="dwLoading"]') === null);
};

it.each(SCREENS)('$name', async ({ path, open }) => {
  await user.go(path);
  await open?.(user);
  await settled();
  expect(await accessibilityViolations(user.page)).toEqual([]);
  await switchTheme('dark');
  await user.page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
  expect(await accessibilityViolations(user.page, 'colours')).toEqual([]);
  await switchTheme('light');
  expect(user.problems.filter((problem) => !NOT_FOUND.test(problem))).toEqual([]);
});
