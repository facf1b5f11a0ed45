import { randomUUID } from 'node:crypto';
import { EmbeddedStack } from '../../standalone/stack';
import type { StackHarness } from './harness';
import { stackContract } from './stack_contract';

stackContract('The embedded stack', async (): Promise<StackHarness> => {
  const quiet = { debug: () => {}, warn: () => {}, error: () => {} };
  const embedded = EmbeddedStack.open({ userName: String, log: quiet });
  const { database } = embedded;
  return {
    stack: embedded.stackOf('mia'),
    other: embedded.stackOf('noah'),
    addEvents: async (events) => {
      const batch = events.map(({ index, source }) => ({
        id: randomUUID(),
        index,
        time: Date.parse(String(source['@timestamp'])),
        document: source,
        json: JSON.stringify(source),
      }));
      embedded.events.insert(batch);
      return batch.map(({ id }) => id);
    },
    addValueList: async ({ id, name, type, values }) => {
      database.run('INSERT INTO value_lists (id, name, type) VALUES (?, ?, ?)', [id, name, type]);
      for (const value of values) {
        database.run('INSERT INTO value_list_items (list_id, value) VALUES (?, ?)', [id, value]);
      }
    },
    runRules: async () => {
      embedded.runSoon();
      await embedded.runDueRules();
    },
    close: () => embedded.stop(),
  };
});
