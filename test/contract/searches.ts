import type { SavedSearchSeed } from '../../server/stack/searches';
import type { MakeHarness, StackHarness } from './harness';

const seed = (key: string, title: string): SavedSearchSeed => ({
  key,
  title,
  description: 'Made by the contract suite.',
  kql: 'host.name: h1',
  columns: ['host.name', 'process.name'],
  index: 'logs-*',
});

export function searchContract(make: MakeHarness): void {
  describe('saved searches', () => {
    let harness: StackHarness;
    beforeEach(async () => (harness = await make()));
    afterEach(() => harness.close());

    it('seeds what is missing and leaves what exists', async () => {
      const { searches } = harness.stack;
      await searches.seed([seed('t1/a', 'A')]);
      const results = await searches.seed([seed('t1/a', 'Changed'), seed('t1/b', 'B')]);
      expect(results).toMatchObject([
        { id: 't1/a', ok: true, value: { title: 'A', edited: false } },
        { id: 't1/b', ok: true, value: { title: 'B' } },
      ]);
      expect((await searches.list()).map(({ key, kql }) => [key, kql])).toEqual([
        ['t1/a', 'host.name: h1'],
        ['t1/b', 'host.name: h1'],
      ]);
    });

    it('removes and reports what was not there', async () => {
      const { searches } = harness.stack;
      await searches.seed([seed('t1/a', 'A')]);
      expect(await searches.remove(['t1/a', 't1/none'])).toMatchObject([
        { ok: true },
        { ok: false, code: 'not_found' },
      ]);
      expect(await searches.list()).toEqual([]);
    });
  });
}
