/** Exceptions written outside the workbench, as a manager meets them in the morning; and rules that others wrote. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { api } from '../../common/api';
import type { ExceptionItem } from '../../common/allowlist';
import { startStackWorkbench, type StackWorkbench } from '../api/stack_workbench';
import { rule } from '../contract/fixtures';
import { ListsPlugin, type DoorAnswer } from '../support/lists_plugin';
import { OutsideWriter } from '../support/outside_writer';
import { accessibilityViolations, openBrowser, visit, type Visit } from './pages';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const OUR_LIST = 'detection-workbench-np-6';
const BUILT = join(__dirname, '../../build/standalone');

const lists = new ListsPlugin();
let workbench: StackWorkbench;
let browser: Browser;
let user: Visit;
let eve: OutsideWriter;

/** The page as it was built last. */
function bundlesDir(): string {
  const folders = readdirSync(BUILT).map((name) => join(BUILT, name, 'bundles'));
  const newest = folders.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (newest === undefined) throw new Error('The page is not built');
  return newest;
}

function item(id: string, changes: Partial<ExceptionItem>): ExceptionItem {
  return {
    item_id: id,
    list_id: OUR_LIST,
    namespace_type: 'single',
    type: 'simple',
    name: id,
    description: '',
    entries: [],
    os_types: [],
    tags: [],
    comments: [],
    ...changes,
  };
}

const port = (value: string) =>
  [{ type: 'match', field: 'destination.port', operator: 'included', value }] as ExceptionItem['entries'];

/**
 * On a busy machine a check may take longer than its budget, and then lets through what it did not judge: tries again until
 * the door has done what it is here for.
 */
async function judged(
  outcome: 'recorded' | 'refused',
  itemId: string,
  write: () => Promise<DoorAnswer>,
): Promise<void> {
  const count = async () => (await workbench.call(api.exceptionGuard.getExceptionGuard)).body.counts.outcomes[outcome];
  const before = await count();
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { status } = await write();
    if ((await count()) > before) return;
    if (status === 200) await eve.remove(itemId);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`the door never ${outcome} ${itemId}`);
}

beforeAll(async () => {
  workbench = await startStackWorkbench({ lists, bundlesDir: bundlesDir() });
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
  await workbench.replay('T1571-4');
  const stack = workbench.stack.stackOf('eve');
  eve = new OutsideWriter(lists, stack);
  await stack.rules.upsert([
    rule({ rule_id: 'their-rule', name: 'Sessions to port 9001', query: 'network where destination.port == 9001' }),
    rule({ rule_id: 'their-kql', name: 'Lucene rule', type: 'query', language: 'lucene', query: 'a:b' }),
  ]);
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

it('stand at the head of the work queue with who wrote them, and are repaired with one click and a reason', async () => {
  const spaced = item('spaced', { name: 'Proxy port', entries: port(' 4711') });
  await judged('recorded', 'spaced', () => eve.writeWithoutId(spaced));
  await user.go('/');
  const first = user.subject('dwWorkItem').first();
  await first.waitFor();
  expect(await first.innerText()).toMatch(/"Proxy port" stops a rule[\s\S]*eve wrote it outside the workbench/);
  await first.getByRole('link').click();
  const recorded = user.subject('dwRecordedExceptions');
  await recorded.waitFor();
  expect(await recorded.innerText()).toMatch(/Stops a rule[\s\S]*Proxy port[\s\S]*NP-6[\s\S]*eve/);
  expect(await accessibilityViolations(user.page)).toEqual([]);
  user.startCounting();
  await user.click(user.subject('dwFindings').locator('[data-test-subj^="dwRepair-"]').first());
  await user.click(user.subject('dwRepairConfirm'));
  await recorded.waitFor({ state: 'detached' });
  expect(user.counted()).toEqual({ clicks: 2, fields: 0 });
  const [stored] = await workbench.stack.stackOf('eve').exceptions.items([OUR_LIST]);
  expect(stored?.entries).toMatchObject([{ value: '4711' }]);
});

it('that hide an attack are accepted until a day, and leave the queue', async () => {
  await eve.remove('spaced');
  const blinding = item('blinding', { name: 'Build server', entries: port('8088') });
  await judged('recorded', 'blinding', () => eve.write(blinding));
  await user.go('/content/exceptions');
  await user.subject('dwRecordedExceptions').locator('[data-test-subj^="dwAcceptException-"]').click();
  await user.subject('dwOverrideReason').fill('Replaced next week');
  await user.subject('dwAcceptExceptionConfirm').click();
  await user.subject('dwRecordedExceptions').waitFor({ state: 'detached' });
  await eve.remove('blinding');
});

it('are refused once a manager says so, with a reason, and the counts say it', async () => {
  await user.go('/content/exceptions');
  await user.subject('dwExceptionPolicy-refuse').click();
  await user.subject('dwReason').last().fill('Agreed with the analysts');
  await user.subject('dwExceptionPolicyConfirm').click();
  await user.subject('dwExceptionPolicyConfirm').waitFor({ state: 'detached' });
  await judged('refused', 'refused', () => eve.writeWithoutId(item('refused', { entries: port('8088') })));
  await user.page.reload();
  const counts = user.subject('dwExceptionPolicyCounts');
  await counts.waitFor();
  expect(await counts.innerText()).toMatch(/refused\s+1/);
  expect(await user.page.getByRole('radio', { name: /Refuse/ }).isChecked()).toBe(true);
  expect(await accessibilityViolations(user.page)).toEqual([]);
});

it('rules of others: what they catch, what cannot be judged and why, narrowed by the address', async () => {
  await user.go('/content/rules');
  const table = user.subject('dwOtherRules');
  await table.waitFor();
  expect(await table.innerText()).toMatch(/Sessions to port 9001[\s\S]*T1571-4/);
  expect(await accessibilityViolations(user.page)).toEqual([]);
  await user.subject('dwOtherRulesSearch').fill('lucene');
  await user.page.waitForURL(/q=lucene/);
  await user.page.getByText('Sessions to port 9001').waitFor({ state: 'detached' });
  expect(await table.innerText()).toContain('Lucene rule');
  await user.page.reload();
  await table.waitFor();
  expect(await table.innerText()).not.toContain('Sessions to port 9001');
});

it.each(['light', 'dark'] as const)('the page has no accessibility violation in %s', async (theme) => {
  const visitor = await visit(browser, workbench.url, theme);
  const never = item('never', {
    name: 'Tools',
    entries: [{ type: 'wildcard', field: 'process.executable', operator: 'included', value: 'C:\\Tools\\*.exe' }],
  });
  await judged('recorded', 'never', () => eve.write(never));
  await visitor.go('/content/exceptions');
  await visitor.subject('dwRecordedExceptions').waitFor();
  await visitor.subject('dwExceptionPolicyCounts').waitFor();
  expect(await accessibilityViolations(visitor.page)).toEqual([]);
  expect(visitor.problems).toEqual([]);
  await visitor.close();
});
