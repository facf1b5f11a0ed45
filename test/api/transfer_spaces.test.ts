/** From one space of a Kibana into another, over the doubles: what moved is there, and the first space stays as it was. */
import { api } from '../../common/api';
import { stackIn } from '../contract/kibana_harness';
import { doubledWorld } from '../doubles/world';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1571_non_standard_port'];

// Starting a host reads and checks every pack.
jest.setTimeout(120_000);

let blue: StackWorkbench;
let red: StackWorkbench;
beforeAll(async () => {
  const world = doubledWorld({ version: '8.12.2', space: 'blue', spaces: ['blue', 'red'] });
  blue = await startStackWorkbench({ username: 'mia', around: () => stackIn(world, 'mia') });
  red = await startStackWorkbench({ username: 'mia', around: () => stackIn(world.inSpace('red'), 'mia') });
  await blue.call(api.content.applyContent, { body: { packIds: PACKS } });
  await red.call(api.content.applyContent, { body: { packIds: PACKS } });
});
afterAll(async () => {
  await red.stop();
  await blue.stop();
});

it('brings a tuning and an entry from blue to red', async () => {
  const params = { ruleKey: 'NP-1' };
  const tuned = await blue.call(api.tuning.saveTuning, {
    params,
    body: { values: { min_port: 2000 }, reason: 'Quieter' },
  });
  expect(tuned.status).toBe(200);
  const created = await blue.call(api.allowlist.createEntry, {
    body: {
      name: 'Backup',
      ruleKeys: ['NP-1', 'NP-3'],
      conditions: [
        { type: 'match', field: 'host.name', operator: 'included', value: 'nas-1' },
        { type: 'match', field: 'process.name', operator: 'included', value: 'backup-agent' },
      ],
      reason: 'Nightly backup',
      owner: 'ops',
    },
  });
  expect(created.status).toBe(200);
  const { document } = (await blue.call(api.transfer.exportSpace)).body;
  expect(document.exported).toMatchObject({ space: 'blue', by: 'mia' });

  const body = { document, reason: 'Red goes live' };
  const applied = (await red.call(api.transfer.applyTransfer, { body })).body;
  expect(applied).toContainEqual({ type: 'end', succeeded: 2, failed: 0, unchanged: 0 });
  expect((await red.call(api.transfer.planTransfer, { body })).body.counts).toMatchObject({ unchanged: 2 });

  const { effective } = (await red.call(api.tuning.getTuning, { params })).body;
  expect(effective.knobs.min_port).toBe(2000);
  const [entry] = (await red.call(api.allowlist.listEntries)).body.entries;
  expect(entry).toMatchObject({ id: created.body.entry.id, owner: 'ops', ruleKeys: ['NP-1', 'NP-3'] });
  const [note] = (await red.call(api.misc.listActivity, { query: { ruleKey: 'NP-3' } })).body.entries;
  expect(note?.summary).toMatch(/from a file of space "blue"/);
  expect((await blue.call(api.transfer.exportSpace)).body.document).toMatchObject({
    tunings: document.tunings,
    entries: document.entries,
  });
});
