/** The check of a test in real data: alerts are raised after their events, sometimes long after. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '../../common/api';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const RECORDING = join('packs', PACKS[1]!, 'recordings', 'sysmon_winlogbeat', 'T1571-1.ndjson');
const HOUR_MS = 3_600_000;

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

interface RecordedLine {
  '@timestamp': string;
  host: { name: string };
}

let workbench: StackWorkbench;
beforeAll(async () => (workbench = await startStackWorkbench()));
afterAll(() => workbench.stop());

it('finds the alerts of old events that were imported today, and not those of another window', async () => {
  await workbench.call(api.content.applyContent, { body: { packIds: PACKS } });
  const open = async function* () {
    yield readFileSync(RECORDING);
  };
  await workbench.stack.importEvents([{ name: RECORDING, open }], { shiftToNow: false });
  await workbench.stack.runDueRules();

  const lines = readFileSync(RECORDING, 'utf8').trim().split('\n');
  const first = JSON.parse(lines[0] ?? '') as RecordedLine;
  const around = (at: number) => ({
    from: new Date(at - HOUR_MS).toISOString(),
    to: new Date(at + HOUR_MS).toISOString(),
  });
  const check = async (range: { from: string; to: string }) => {
    const body = { host: first.host.name, range };
    return (await workbench.call(api.expectations.checkEnvironment, { params: { testId: 'T1571-1' }, body })).body;
  };

  const { run, alerts } = await check(around(Date.parse(first['@timestamp'])));
  expect(alerts.find(({ ruleKey }) => ruleKey === 'NP-1')?.count).toBeGreaterThan(0);
  expect(run.result).toBe('passed');
  const today = await check(around(Date.now()));
  expect(today.alerts.filter(({ count }) => count > 0)).toEqual([]);
});
