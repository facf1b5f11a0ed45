/** The main job on a stack of somebody else, in a space of it: install, enable, alerts, tune, allowlist, triage, restart. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '../../common/api';
import { getEventData } from '../../common/api/imports';
import type { AlertRow } from '../../common/api/alerts';
import { isCall, replay } from '../faults/kibana_workbench';
import { SECRET, startInstallation, type Installation } from './installation';
import { startMain, type Running } from './run_main';

const PACKS = ['t1571_non_standard_port'];
const REASON = 'Agreed in change 4711';

jest.setTimeout(60_000);

let there: Installation;
let here: Running;
const start = (space: string) => startMain([...there.args, '--space', space]);
beforeAll(async () => {
  there = await startInstallation({ spaces: ['blue', 'red'] });
  here = await start('blue');
});
afterAll(async () => {
  await here.stop();
  await there.close();
});

const environment = async () => (await here.call(api.misc.getEnvironment)).body;
const alerts = async (filter: object = {}): Promise<AlertRow[]> =>
  (await here.call(api.alerts.searchAlerts, { body: { filter, size: 100 } })).body.alerts;
const ruleOf = async (key: string) =>
  (await here.call(api.content.getDrift)).body.rules.find(({ ruleKey }) => ruleKey === key);
const eventually = async <T>(read: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> => {
  for (let tries = 0; ; tries += 1) {
    const value = await read();
    if (isIt(value) || tries > 100) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

it('tells the page where it is, with what the check found', async () => {
  expect(await environment()).toMatchObject({
    kind: 'kibana',
    stackVersion: '8.12.2',
    space: 'blue',
    user: 'mia',
    features: { kibanaApps: false, cases: true },
    demoData: false,
    remote: {
      kibanaUrl: there.kibanaUrl,
      elasticsearchUrl: there.elasticsearchUrl,
      keyName: 'workbench',
      documents: expect.stringMatching(/remote.*_blue_.*\.db$/),
      findings: expect.arrayContaining([{ level: 'warn', text: expect.stringContaining('stop when it is deleted') }]),
      connection: { status: 'connected' },
    },
  });
});

it('has no pages and no routes for events of its own', async () => {
  expect((await here.call(getEventData)).status).toBe(404);
  const page = await (await fetch(here.url)).text();
  expect(page).toContain('&quot;standalone&quot;:false');
});

it('installs and enables rules in its space, and only there', async () => {
  const plan = (await here.call(api.content.planContent, { body: { packIds: PACKS } })).body;
  expect(plan.counts.create).toBeGreaterThan(0);
  const lines = (await here.call(api.content.applyContent, { body: { packIds: PACKS } })).body as unknown as object[];
  expect(lines.at(-1)).toMatchObject({ type: 'end', failed: 0 });
  expect(there.kibana.state.rules.all('blue').length).toBeGreaterThan(5);
  expect(there.kibana.state.rules.all('blue').every(({ enabled }) => enabled)).toBe(true);
  expect(there.kibana.state.rules.all('red')).toEqual([]);
  expect(there.kibana.state.rules.all('default')).toEqual([]);
});

it('finds an attack there, closes its alerts, and allowlists what is harmless', async () => {
  await replay(
    { elasticsearchDouble: there.elasticsearch, runRules: async () => there.kibana.runRules('blue') },
    'T1571-1',
  );
  const found = await alerts();
  expect(found.length).toBeGreaterThan(0);
  const ids = found.map(({ id }) => id);
  const body = { filter: { ids }, status: 'closed', reason: 'benign_positive' };
  expect((await here.call(api.alerts.setAlertStatus, { body })).body).toMatchObject({ conflicts: 0, failures: [] });
  expect(await alerts({ statuses: ['open'] })).toEqual([]);

  const entry = {
    name: 'Backup agent',
    ruleKeys: ['NP-1', 'NP-3'],
    conditions: [
      { type: 'match', field: 'process.executable', operator: 'included', value: 'C:\\Backup\\agent.exe' },
      { type: 'match', field: 'destination.ip', operator: 'included', value: '198.51.100.77' },
    ],
    reason: REASON,
  };
  expect((await here.call(api.allowlist.createEntry, { body: entry })).status).toBe(200);
  expect(there.kibana.state.exceptions.allItems({ space: 'blue', namespace: 'single' })).toHaveLength(2);
});

it('tunes a rule there, and keeps the tuning here', async () => {
  const params = { ruleKey: 'NP-1' };
  const saved = await here.call(api.tuning.saveTuning, {
    params,
    body: { values: { min_port: 2000 }, reason: REASON },
  });
  expect(saved.status).toBe(200);
  expect((await ruleOf('NP-1'))?.state).toBe('in_sync');
  // None of the workbench's own documents are in Kibana.
  const written = there.kibana.requests.filter(
    ({ method, path }) => method !== 'GET' && path.includes('saved_objects'),
  );
  expect(written.every(({ body = '' }) => !body.includes('detection-workbench-tuning'))).toBe(true);
  const { entries } = (await here.call(api.misc.listActivity)).body;
  expect(new Set(entries.map(({ by }) => by))).toEqual(new Set(['mia']));
});

it('knows everything again after a restart, and nothing of it in another space', async () => {
  await here.stop();
  here = await start('red');
  expect((await here.call(api.misc.listActivity)).body.total).toBe(0);
  expect((await here.call(api.allowlist.listEntries)).body.entries).toEqual([]);
  expect(await alerts()).toEqual([]);
  await here.stop();
  here = await start('blue');
  expect((await ruleOf('NP-1'))?.state).toBe('in_sync');
  expect((await here.call(api.misc.listActivity)).body.total).toBeGreaterThan(2);
  expect(readdirSync(join(there.folder, 'data', 'remote')).filter((name) => name.endsWith('.db'))).toHaveLength(2);
});

it('says when Kibana is gone, and goes on by itself when it is back', async () => {
  await there.stopKibana();
  const failed = await here.call(api.content.getDrift);
  expect(failed.status).toBe(503);
  expect(failed.body).toMatchObject({ message: expect.stringContaining('Kibana cannot be reached: nothing listens') });
  expect((await environment()).remote?.connection).toMatchObject({
    status: 'lost',
    since: expect.any(String),
    reason: expect.stringContaining('nothing listens'),
  });
  await there.startKibana();
  const isBack = await eventually(environment, ({ remote }) => remote?.connection.status === 'connected');
  expect(isBack.remote?.connection).toEqual({ status: 'connected' });
  expect((await ruleOf('NP-1'))?.state).toBe('in_sync');
});

it('says when the key is deleted', async () => {
  there.deleteKey();
  const failed = await here.call(api.content.getDrift);
  expect(failed.status).toBe(401);
  expect(failed.body).toMatchObject({ message: expect.stringContaining('does not accept the API key any more') });
  expect((await environment()).remote?.connection).toMatchObject({ status: 'refused' });
});

it('sent the key to Kibana and Elasticsearch, and let it out nowhere else', async () => {
  const calls = there.kibana.requests.filter(isCall('POST', '/rules/_import'));
  expect(calls.length).toBeGreaterThan(0);
  expect(calls.every(({ headers }) => headers['authorization'] === `ApiKey ${SECRET}`)).toBe(true);
  const page = await (await fetch(here.url)).text();
  const seen = [page, here.output.text, ...here.answers].join('\n');
  const decoded = Buffer.from(SECRET, 'base64').toString();
  for (const secret of [SECRET, decoded, decoded.split(':')[1]!, encodeURIComponent(SECRET)]) {
    expect(seen).not.toContain(secret);
  }
});
