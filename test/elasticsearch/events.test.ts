/** The port's contract for events, kept by the Kibana adapter on a real Elasticsearch. */
import { randomUUID } from 'node:crypto';
import { eventContract } from '../contract/events';
import { ECS_LIKE, removeIndices, stackOnNode } from './adapter';
import { describeWithElasticsearch, request } from './client';
import { INDEX, minutesAgo, session } from '../contract/fixtures';
import type { ContractEvent, StackHarness } from '../contract/harness';

const makeHarness = async (): Promise<StackHarness> => {
  const made = new Set<string>();
  const stack = stackOnNode('default');
  const notHere = () => Promise.reject(new Error('Rules and value lists need Kibana'));
  return {
    stack,
    other: stack,
    addEvents: async (events: readonly ContractEvent[]) => {
      for (const index of new Set(events.map((event) => event.index))) {
        if (!made.has(index)) await request('PUT', `/${index}`, { mappings: ECS_LIKE });
        made.add(index);
      }
      const withIds = events.map((event) => ({ ...event, id: randomUUID() }));
      const lines = withIds.flatMap(({ index, id, source }) => [
        JSON.stringify({ index: { _index: index, _id: id } }),
        JSON.stringify(source),
      ]);
      const answer = await request<{ errors: boolean }>('POST', '/_bulk?refresh=true', `${lines.join('\n')}\n`);
      expect(answer.errors).toBe(false);
      return withIds.map(({ id }) => id);
    },
    addValueList: notHere,
    runRules: notHere,
    close: () => removeIndices(made),
  };
};

describeWithElasticsearch('The Kibana adapter on a real Elasticsearch', () => {
  eventContract(makeHarness);

  it('tells up to which length a keyword field is indexed', async () => {
    const index = 'logs-lengths-default';
    const properties = { command: { type: 'keyword', ignore_above: 1_024 }, name: { type: 'keyword' } };
    await request('PUT', `/${index}`, { mappings: { properties: { process: { properties } } } });
    const fields = await stackOnNode('default').events.fieldCaps(
      ['logs-lengths-*'],
      ['process.command', 'process.name'],
    );
    await removeIndices(new Set([index]));
    expect(fields['process.command']).toMatchObject([{ type: 'keyword', ignoreAbove: 1_024 }]);
    expect(fields['process.name']).toEqual([{ type: 'keyword' }]);
  });

  it('pages through events of the same moment in several indices without gaps or repeats', async () => {
    const harness = await makeHarness();
    try {
      const at = minutesAgo(5);
      const indices = [INDEX, 'logs-a-default', 'logs-b-default'];
      const ids = await harness.addEvents(
        indices.flatMap((index) => Array.from({ length: 7 }, (_, n) => session({ at, index, host: `h${n}` }))),
      );
      const range = { from: minutesAgo(60), to: minutesAgo(0) };
      for (const order of ['asc', 'desc'] as const) {
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await harness.stack.events.search({ index: ['logs-*'], range, size: 2, order, after });
          seen.push(...page.events.map(({ _id }) => _id));
          expect(page.total).toBe(21);
          after = page.next;
        } while (after !== undefined);
        expect([...seen].sort()).toEqual([...ids].sort());
      }
    } finally {
      await harness.close();
    }
  });

  it('says in its own words what Elasticsearch refuses', async () => {
    const harness = await makeHarness();
    try {
      await harness.addEvents([session()]);
      const terms = { 'destination.ip': ['not an address'] };
      const range = { from: minutesAgo(60), to: minutesAgo(0) };
      await expect(harness.stack.events.search({ index: ['logs-*'], range, size: 1, terms })).rejects.toMatchObject({
        code: 'rejected',
        message: expect.stringContaining('not an address'),
      });
    } finally {
      await harness.close();
    }
  });

  it('finds one event without being told its index', async () => {
    const harness = await makeHarness();
    try {
      const [id] = await harness.addEvents([session()]);
      expect(await harness.stack.events.get(id as string)).toMatchObject({ _id: id, _index: INDEX });
    } finally {
      await harness.close();
    }
  });
});
