import { openStack, sessionAt, sessionRule } from './stack_for_tests';
import { enforceLimits } from './retention';

describe('retention', () => {
  it('lets the oldest of each kind go, and only over the limit', async () => {
    const stack = openStack();
    const { documents, rules, alerts } = stack.stackOf('mia');
    const now = Date.now();
    stack.events.insert(Array.from({ length: 5 }, (_, at) => sessionAt(now - at * 1_000)));
    await rules.upsert([sessionRule()]);
    await stack.runDueRules();
    for (const id of ['a', 'b', 'c']) await documents.create('activity', id, {});
    await documents.create('tuning', 't', {});
    const removed = await enforceLimits(stack.database, { events: 3, alerts: 4, activity: 1, runs: 10 });
    expect(removed).toEqual({ events: 2, alerts: 1, activity: 2, runs: 0 });
    expect(stack.counts()).toEqual({ events: 3, alerts: 4, activity: 1, runs: 0 });
    expect((await documents.list('activity', { size: 10 })).documents.map(({ id }) => id)).toEqual(['c']);
    expect(await documents.get('tuning', 't')).toBeDefined();
    expect(await alerts.count({ ruleIds: ['rule-1'] })).toBe(4);
    await stack.stop();
  });

  it('does not confuse what arrives later: rules see it, nothing twice', async () => {
    const stack = openStack();
    const { rules, alerts } = stack.stackOf('mia');
    await rules.upsert([sessionRule()]);
    for (let round = 1; round <= 3; round += 1) {
      stack.events.insert([sessionAt(Date.now()), sessionAt(Date.now())]);
      stack.runSoon();
      await stack.runDueRules();
      await enforceLimits(stack.database, { events: 0, alerts: 100, activity: 1, runs: 1 });
      expect(await alerts.count({ ruleIds: ['rule-1'] })).toBe(round * 2);
    }
    await stack.stop();
  });

  it('is kept after an import', async () => {
    const stack = openStack({ limits: { events: 2, alerts: 10, activity: 10, runs: 10 } });
    const lines = [1, 2, 3, 4].map((second) => `{"@timestamp":"2027-01-01T00:00:0${second}Z"}\n`);
    const report = await stack.importEvents([
      {
        name: 'a',
        open: async function* () {
          yield Buffer.from(lines.join(''));
        },
      },
    ]);
    expect(report.stored).toBe(4);
    expect(stack.counts().events).toBe(2);
    await stack.stop();
  });
});
