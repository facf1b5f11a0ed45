import type { EventSearch, RuleQuery } from '../../server/stack/events';
import { item } from './exceptions';
import { INDEX, minutesAgo, processStart, session } from './fixtures';
import type { MakeHarness, StackHarness } from './harness';

const range = (): { from: string; to: string } => ({ from: minutesAgo(60), to: minutesAgo(0) });

const search = (overrides: Partial<EventSearch> = {}): EventSearch => ({
  index: ['logs-*'],
  range: range(),
  size: 10,
  ...overrides,
});

const query = (overrides: Partial<RuleQuery> = {}): RuleQuery => ({
  index: ['logs-endpoint.events.*'],
  language: 'eql',
  query: 'network where destination.port == 8443',
  exceptions: [],
  range: range(),
  size: 100,
  timeoutMs: 30_000,
  ...overrides,
});

export function eventContract(make: MakeHarness): void {
  describe('events', () => {
    let harness: StackHarness;
    beforeEach(async () => (harness = await make()));
    afterEach(() => harness.close());

    describe('search', () => {
      it('pages newest first, or oldest first, with the total', async () => {
        await harness.addEvents([10, 20, 30].map((minutes) => session({ at: minutesAgo(minutes), port: minutes })));
        const { events } = harness.stack;
        const ports = async (overrides: Partial<EventSearch>): Promise<unknown[]> => {
          const page = await events.search(search(overrides));
          return page.events.map(({ _source }) => (_source['destination'] as { port: number }).port);
        };
        const first = await events.search(search({ size: 2 }));
        expect(first.total).toBe(3);
        expect(await ports({ size: 2 })).toEqual([10, 20]);
        expect(await ports({ size: 2, after: first.next })).toEqual([30]);
        expect(await ports({ order: 'asc' })).toEqual([30, 20, 10]);
        expect((await events.search(search({ size: 2, after: first.next }))).next).toBeUndefined();
      });

      it('gives the same page where nobody needs the total', async () => {
        await harness.addEvents([10, 20, 30].map((minutes) => session({ at: minutesAgo(minutes) })));
        const counted = await harness.stack.events.search(search({ size: 2 }));
        const page = await harness.stack.events.search(search({ size: 2, counted: false }));
        expect(page).toMatchObject({ events: counted.events, next: counted.next });
        expect(page.total).toBeGreaterThanOrEqual(2);
      });

      it('narrows by index, range, values, ids and KQL, together', async () => {
        const [, second] = await harness.addEvents([
          session({ host: 'h1', at: minutesAgo(5) }),
          session({ host: 'h2', at: minutesAgo(5) }),
          session({ host: 'h2', at: minutesAgo(90) }),
          session({ host: 'h2', index: 'winlogbeat-8', at: minutesAgo(5) }),
        ]);
        const { events } = harness.stack;
        const total = async (overrides: Partial<EventSearch>): Promise<number> =>
          (await events.search(search(overrides))).total;
        expect(await total({})).toBe(2);
        expect(await total({ index: ['logs-*', 'winlogbeat-*'] })).toBe(3);
        expect(await total({ terms: { 'host.name': ['h2'] } })).toBe(1);
        expect(await total({ terms: { 'host.name': ['h2', 'h1'], 'process.name': ['none'] } })).toBe(0);
        expect(await total({ ids: [second as string] })).toBe(1);
        expect(await total({ kql: 'host.name: h2 and destination.port >= 8000' })).toBe(1);
        expect(await total({ kql: 'not host.name: h2' })).toBe(1);
        expect(await total({ index: ['nothing-*'] })).toBe(0);
      });

      it('refuses KQL that does not parse, with the place', async () => {
        await expect(harness.stack.events.search(search({ kql: 'host.name: (' }))).rejects.toMatchObject({
          code: 'rejected',
          details: { position: expect.any(Number) },
        });
      });

      it('pages through KQL matches and counts them in a histogram', async () => {
        await harness.addEvents(
          [1, 2, 3, 4].map((minutes) => session({ at: minutesAgo(minutes), host: `h${minutes % 2}` })),
        );
        const narrowed = search({ kql: 'host.name: h1', size: 1, histogramBuckets: 12 });
        const first = await harness.stack.events.search(narrowed);
        const second = await harness.stack.events.search({ ...narrowed, after: first.next });
        expect([first.total, second.total]).toEqual([2, 2]);
        expect(first.events[0]?._id).not.toBe(second.events[0]?._id);
        expect(second.next).toBeUndefined();
        expect(first.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(2);
        expect(first.histogram.length).toBeLessThanOrEqual(13);
      });

      it('gets one event, by id and index', async () => {
        const [id] = await harness.addEvents([session()]);
        const found = await harness.stack.events.get(id as string, INDEX);
        expect(found).toMatchObject({ _id: id, _index: INDEX, _source: { user: { name: 'mia' } } });
        expect(await harness.stack.events.get('none', INDEX)).toBeUndefined();
      });
    });

    describe('match', () => {
      it('finds what an event query matches, oldest first, complete', async () => {
        await harness.addEvents([
          session({ at: minutesAgo(10), host: 'h1' }),
          session({ at: minutesAgo(5), host: 'h2' }),
          session({ at: minutesAgo(4), port: 443 }),
          session({ at: minutesAgo(90) }),
        ]);
        const result = await harness.stack.events.match(query());
        expect(result.partial).toBe(false);
        expect(result.matches.map(({ events }) => (events[0]?._source['host'] as { name: string }).name)).toEqual([
          'h1',
          'h2',
        ]);
        expect(result.coveredTo).toBe(new Date(Date.parse(result.coveredTo)).toISOString());
      });

      it('finds sequences with their events in order', async () => {
        const ids = await harness.addEvents([
          processStart('tool.exe', minutesAgo(10)),
          session({ at: minutesAgo(9) }),
          processStart('tool.exe', minutesAgo(8), 'h2'),
        ]);
        const result = await harness.stack.events.match(
          query({
            query: `sequence by host.id with maxspan=5m
              [process where process.name == "tool.exe"] [network where destination.port == 8443]`,
          }),
        );
        expect(result.matches.map(({ eventIds }) => eventIds)).toEqual([ids.slice(0, 2)]);
      });

      it('takes events away before matching', async () => {
        await harness.addEvents([session({ host: 'h1' }), session({ host: 'h2' })]);
        const { matches } = await harness.stack.events.match(query({ exceptions: [item()] }));
        expect(matches.map(({ events }) => events[0]?._source['host'])).toMatchObject([{ name: 'h2' }]);
      });

      it('answers KQL with filters', async () => {
        await harness.addEvents([session({ host: 'h1' }), session({ host: 'h2' }), session({ port: 80 })]);
        const { matches } = await harness.stack.events.match(
          query({
            language: 'kuery',
            query: 'destination.port: 8443',
            filters: [{ meta: { negate: true }, query: { term: { 'host.name': 'h1' } } }],
          }),
        );
        expect(matches.map(({ events }) => events[0]?._source['host'])).toMatchObject([{ name: 'h2' }]);
      });

      it('says so when there are more matches than asked for', async () => {
        await harness.addEvents([1, 2, 3].map((minutes) => session({ at: minutesAgo(minutes) })));
        const result = await harness.stack.events.match(query({ size: 2 }));
        expect(result.matches).toHaveLength(2);
        expect(result).toMatchObject({ partial: true, reason: expect.any(String) });
      });

      it('refuses a query in the words of the stack, and stops when asked', async () => {
        await harness.addEvents([session()]);
        const { events } = harness.stack;
        await expect(events.match(query({ query: 'network where' }))).rejects.toMatchObject({ code: 'rejected' });
        const signal = AbortSignal.abort();
        await expect(events.match(query(), { signal })).rejects.toMatchObject({ code: 'cancelled' });
      });
    });

    describe('what is there', () => {
      it('validates a query without running it', async () => {
        await harness.addEvents([session()]);
        const { events } = harness.stack;
        const { index, language, query: text } = query();
        expect(await events.validate({ index, language, query: text })).toEqual({ status: 'ok' });
        expect(await events.validate({ index: ['nothing-*'], language, query: text })).toEqual({ status: 'no_index' });
        const unknown = await events.validate({ index, language, query: 'network where no_such(destination.ip)' });
        expect(unknown).toMatchObject({ status: 'invalid', message: expect.stringContaining('no_such') });
      });

      it('tells types of fields that documents brought', async () => {
        await harness.addEvents([session()]);
        const fields = ['destination.ip', 'destination.port', 'process.name', 'file.name'];
        const caps = await harness.stack.events.fieldCaps(['logs-*'], fields);
        expect(caps['destination.ip']).toMatchObject([{ type: 'ip' }]);
        expect(caps['destination.port']).toMatchObject([{ type: 'long' }]);
        expect(caps['process.name']).toMatchObject([{ type: 'keyword' }]);
        expect(caps['file.name']).toBeUndefined();
      });

      it('tells the state of an index pattern', async () => {
        const at = minutesAgo(5);
        await harness.addEvents([session({ at }), session({ at: minutesAgo(60 * 48) })]);
        expect(await harness.stack.events.indexState('logs-endpoint*')).toEqual({
          indices: [INDEX],
          lastEventAt: at,
          recentCount: 1,
        });
        expect(await harness.stack.events.indexState('nothing-*')).toEqual({ indices: [], recentCount: 0 });
      });

      it('suggests frequent values that start with what was typed', async () => {
        await harness.addEvents(
          ['alpha.exe', 'beta.exe', 'alpine.exe', 'alpha.exe'].map((name) => session({ process: name })),
        );
        const values = await harness.stack.events.suggestValues(['logs-*'], 'process.name', 'al', 5);
        expect(values).toEqual(['alpha.exe', 'alpine.exe']);
      });
    });
  });
}
