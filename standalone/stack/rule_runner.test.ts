import { openStack, sessionAt, sessionRule } from './stack_for_tests';
import type { EmbeddedStack } from './embedded_stack';

const MINUTE = 60_000;
const START = Date.parse('2027-03-01T12:00:00Z');

describe('scheduled rules', () => {
  let now: number;
  let stack: EmbeddedStack;
  beforeEach(() => {
    now = START;
    stack = openStack({ clock: () => now });
  });
  afterEach(() => stack.stop());

  const alerts = (ruleIds: string[] = ['rule-1']): Promise<number> => stack.stackOf('mia').alerts.count({ ruleIds });
  const pass = async (minutes: number): Promise<void> => {
    now += minutes * MINUTE;
    await stack.runDueRules();
  };

  it('look at everything stored when they run for the first time, then at what arrives', async () => {
    stack.events.insert([sessionAt(START - 400 * 24 * 60 * MINUTE)]);
    now += 60 * MINUTE;
    await stack.stackOf('mia').rules.upsert([sessionRule()]);
    await pass(0);
    expect(await alerts()).toBe(1);
    stack.events.insert([sessionAt(START - 300 * 24 * 60 * MINUTE)]);
    await pass(5);
    expect(await alerts()).toBe(2);
  });

  it('run at their interval and not before', async () => {
    await stack.stackOf('mia').rules.upsert([sessionRule()]);
    await pass(0);
    stack.events.insert([sessionAt(now)]);
    await pass(4);
    expect(await alerts()).toBe(0);
    await pass(1);
    expect(await alerts()).toBe(1);
  });

  it('lose nothing over a pause that is longer than the look-back', async () => {
    await stack.stackOf('mia').rules.upsert([sessionRule()]);
    await pass(0);
    now += MINUTE;
    stack.events.insert([sessionAt(now)]);
    await pass(24 * 60);
    expect(await alerts()).toBe(1);
  });

  it('find sequences that straddle two runs, once', async () => {
    const query = 'sequence by host.id with maxspan=5m [network where true] [network where true]';
    await stack.stackOf('mia').rules.upsert([sessionRule({ query, from: 'now-12m' })]);
    await pass(0);
    stack.events.insert([sessionAt(now)]);
    await pass(5);
    expect(await alerts()).toBe(0);
    stack.events.insert([sessionAt(now - MINUTE)]);
    await pass(5);
    expect(await alerts()).toBe(1);
    await pass(5);
    expect(await alerts()).toBe(1);
  });

  it('look at everything again when the query changed, without repeating alerts', async () => {
    const { rules } = stack.stackOf('mia');
    stack.events.insert([sessionAt(now), sessionAt(now, { destination: { ip: '203.0.113.8', port: 9001 } })]);
    await rules.upsert([sessionRule()]);
    await pass(0);
    await pass(120);
    await rules.upsert([sessionRule({ query: 'network where destination.port in (8443, 9001)' })]);
    await pass(0);
    expect(await alerts()).toBe(2);
  });

  it('without a timestamp override look at event times', async () => {
    await stack.stackOf('mia').rules.upsert([sessionRule({ timestamp_override: undefined })]);
    await pass(0);
    stack.events.insert([sessionAt(now), sessionAt(now - 60 * MINUTE)]);
    await pass(5);
    expect(await alerts()).toBe(1);
  });

  it('make the same alerts again after being removed and installed anew: none', async () => {
    const { rules } = stack.stackOf('mia');
    stack.events.insert([sessionAt(now)]);
    await rules.upsert([sessionRule()]);
    await pass(0);
    await rules.remove(['rule-1']);
    await rules.upsert([sessionRule()]);
    await pass(0);
    expect(await alerts()).toBe(1);
  });

  it('of many kinds share one pass and keep apart what each reads', async () => {
    const network = 'logs-endpoint.events.network-default';
    stack.events.insert([
      sessionAt(now),
      { ...sessionAt(now, { event: { category: ['configuration', 'registry'] } }), index: 'winlogbeat-8' },
    ]);
    await stack.stackOf('mia').rules.upsert([
      sessionRule(),
      sessionRule({ rule_id: 'rule-2', query: 'registry where true', index: ['winlogbeat-*'] }),
      sessionRule({ rule_id: 'rule-3', query: 'any where true', index: ['*', `-${network}`] }),
      sessionRule({
        rule_id: 'rule-4',
        type: 'query',
        language: 'kuery',
        query: 'destination.port: 8443',
        index: ['*'],
      }),
    ]);
    await pass(0);
    expect(await Promise.all(['1', '2', '3', '4'].map((n) => alerts([`rule-${n}`])))).toEqual([1, 1, 1, 2]);
  });

  it('warn when no index matches, and fail in words when a filter value cannot be read', async () => {
    const { rules, exceptions } = stack.stackOf('mia');
    stack.events.insert([sessionAt(now)]);
    const list = await exceptions.ensureList({ list_id: 'l', name: 'l', description: '', tags: [] });
    await exceptions.create({
      ...{ item_id: 'i', list_id: 'l', namespace_type: 'single', type: 'simple', name: 'bad port', description: '' },
      ...{ os_types: [], tags: [], comments: [] },
      entries: [{ type: 'match', field: 'destination.port', operator: 'included', value: 'http' }],
    });
    const ref = { id: list.id, list_id: 'l', type: 'detection', namespace_type: 'single' as const };
    await rules.upsert([
      sessionRule({ index: ['nothing-*'] }),
      sessionRule({ rule_id: 'rule-2', exceptions_list: [ref] }),
      sessionRule({ rule_id: 'rule-3', type: 'threshold' }),
    ]);
    await pass(0);
    const [none, bad, kind] = await rules.list();
    expect(none?.lastRun).toMatchObject({ status: 'warning', message: expect.stringContaining('nothing-*') });
    expect(bad?.lastRun).toMatchObject({ status: 'failed', message: expect.stringContaining('bad port') });
    expect(kind?.lastRun).toMatchObject({ status: 'failed', message: expect.stringContaining('threshold') });
    expect(await alerts(['rule-1', 'rule-2', 'rule-3'])).toBe(0);
  });

  it('keep no alert of a run that could not be stored', async () => {
    stack.events.insert(Array.from({ length: 50 }, () => sessionAt(now, { message: 'y'.repeat(20_000) })));
    await stack.stackOf('mia').rules.upsert([sessionRule()]);
    const pages = stack.database.get<{ page_count: number }>('PRAGMA page_count', [])?.page_count ?? 0;
    stack.database.get(`PRAGMA max_page_count = ${pages + 5}`, []);
    await expect(stack.runDueRules()).rejects.toMatchObject({ code: 'storage_full' });
    expect(await alerts()).toBe(0);
    stack.database.get('PRAGMA max_page_count = 1000000', []);
    await stack.runDueRules();
    expect(await alerts()).toBe(50);
  });
});

describe('the scheduler', () => {
  it('runs rules by itself, as soon as they are written or events arrive, and stops cleanly', async () => {
    const stack = openStack();
    const { forRequest } = stack.start();
    const { rules, alerts } = await forRequest({});
    await rules.upsert([sessionRule()]);
    stack.events.insert([sessionAt(Date.now())]);
    stack.runSoon();
    while ((await alerts.count({ ruleIds: ['rule-1'] })) === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await stack.stop();
  });
});
