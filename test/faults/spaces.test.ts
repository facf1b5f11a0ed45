/** What is done in one space is invisible in another, for every kind of object, on every version. */
import type { SavedSearchSeed } from '../../server/stack/searches';
import type { Stack } from '../../server/stack/stack';
import { item, LIST } from '../contract/exceptions';
import { rule, session } from '../contract/fixtures';
import { stackIn } from '../contract/kibana_harness';
import { doubledWorld, type DoubledWorld } from '../doubles/world';

const SEARCH: SavedSearchSeed = {
  key: 't1/a',
  title: 'A',
  description: '',
  kql: 'host.name: h1',
  columns: ['host.name'],
  index: 'logs-*',
};

describe.each(['8.12.2', '9.4.0'])('spaces of Kibana %s', (version) => {
  let world: DoubledWorld;
  let blue: Stack;
  let red: Stack;
  beforeEach(() => {
    world = doubledWorld({ version, space: 'blue', spaces: ['blue', 'red'] });
    blue = stackIn(world, 'mia');
    red = stackIn(world.inSpace('red'), 'mia');
  });

  it('keep rules apart: seen, replaced and removed only where they are', async () => {
    await blue.rules.upsert([rule({ name: 'Blue' })]);
    expect(await red.rules.list()).toEqual([]);
    expect(await red.rules.remove(['contract-rule'])).toMatchObject([{ ok: false, code: 'not_found' }]);
    await red.rules.upsert([rule({ name: 'Red' })]);
    expect(await blue.rules.list()).toMatchObject([{ name: 'Blue' }]);
    expect((await blue.rules.list())[0]?.id).not.toBe((await red.rules.list())[0]?.id);
  });

  it('keep exception lists and items apart', async () => {
    await blue.exceptions.ensureList(LIST);
    await blue.exceptions.create(item());
    expect(await red.exceptions.lists()).toEqual([]);
    expect(await red.exceptions.items([LIST.list_id])).toEqual([]);
    await expect(red.exceptions.create(item())).rejects.toMatchObject({ code: 'not_found' });
    await red.exceptions.ensureList(LIST);
    await red.exceptions.create(item({ name: 'Red' }));
    await red.exceptions.removeList(LIST.list_id);
    expect(await blue.exceptions.items([LIST.list_id])).toMatchObject([{ name: 'One host' }]);
  });

  it('keep value lists apart', async () => {
    await world.addValueList({ id: 'v', name: 'Words', type: 'keyword', values: ['a'] });
    expect(await red.exceptions.valueLists(['v'], 5)).toEqual([]);
    expect(await blue.exceptions.valueLists(['v'], 5)).toHaveLength(1);
  });

  it('keep alerts apart, and what is done to them', async () => {
    await world.addEvents([session()]);
    await blue.rules.upsert([rule()]);
    await red.rules.upsert([rule()]);
    await world.runRules();
    const filter = { ruleIds: ['contract-rule'] };
    expect([await blue.alerts.count(filter), await red.alerts.count(filter)]).toEqual([1, 0]);
    await world.inSpace('red').runRules();
    await red.alerts.setStatus(filter, 'closed', 'duplicate');
    expect(await blue.alerts.count({ ...filter, statuses: ['open'] })).toBe(1);
    expect(await blue.alerts.count({ ...filter, tags: ['Close reason: duplicate'] })).toBe(0);
  });

  it('keep cases apart', async () => {
    await world.addEvents([session()]);
    await blue.rules.upsert([rule()]);
    await world.runRules();
    const [alert] = (
      await blue.alerts.search({ ruleIds: ['contract-rule'], size: 1, sort: { field: '@timestamp', order: 'desc' } })
    ).alerts;
    const { caseId } = await blue.alerts.attachToCase!([alert!._id], { title: 'Odd port', description: 'x' });
    await expect(red.alerts.attachToCase!([alert!._id], { caseId })).rejects.toMatchObject({ code: 'not_found' });
    expect(world.kibanaDouble.state.cases.all('red')).toEqual([]);
    for (const elsewhere of ['..', '.', '../../status', `..\\${caseId}`]) {
      const attached = blue.alerts.attachToCase!([alert!._id], { caseId: elsewhere });
      await expect(attached).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('keep saved searches and their data views apart', async () => {
    await blue.searches.seed([SEARCH]);
    expect(await red.searches.list()).toEqual([]);
    await red.searches.seed([{ ...SEARCH, title: 'Red' }]);
    expect(await red.searches.remove(['t1/a'])).toMatchObject([{ ok: true }]);
    expect(await blue.searches.list()).toMatchObject([{ title: 'A', edited: false }]);
    expect(world.kibanaDouble.state.savedObjects.all('blue', 'index-pattern')).toHaveLength(1);
  });

  it("keep the workbench's own documents apart", async () => {
    await blue.documents.create('tuning', 'CP-1', { n: 1 }, { ruleKey: 'CP-1' });
    expect(await red.documents.get('tuning', 'CP-1')).toBeUndefined();
    expect((await red.documents.list('tuning', { size: 10 })).documents).toEqual([]);
    await red.documents.create('tuning', 'CP-1', { n: 2 });
    await red.documents.remove('tuning', 'CP-1');
    expect((await blue.documents.get('tuning', 'CP-1'))?.data).toEqual({ n: 1 });
  });

  it('that do not exist take nothing', async () => {
    const nowhere = stackIn(world.inSpace('nowhere'), 'mia');
    expect(await nowhere.rules.list()).toEqual([]);
    const [result] = await nowhere.rules.upsert([rule()]);
    expect(result).toMatchObject({ ok: false });
    expect(await nowhere.rules.list()).toEqual([]);
  });
});
