import type { AlertFilter, AlertSearch } from '../../server/stack/alerts';
import { item, LIST } from './exceptions';
import { minutesAgo, processStart, rule, session } from './fixtures';
import type { MakeHarness, StackHarness } from './harness';

const RULES = ['contract-rule'];

const search = (overrides: Partial<AlertSearch> = {}): AlertSearch => ({
  ruleIds: RULES,
  size: 50,
  sort: { field: '@timestamp', order: 'desc' },
  ...overrides,
});

const SEQUENCE = rule({
  query: `sequence by host.id with maxspan=5m
    [process where process.name == "tool.exe"] [network where destination.port == 8443]`,
});

export function alertContract(make: MakeHarness): void {
  describe('alerts', () => {
    let harness: StackHarness;
    beforeEach(async () => (harness = await make()));
    afterEach(() => harness.close());

    const count = (filter: Partial<AlertFilter> = {}): Promise<number> =>
      harness.stack.alerts.count({ ruleIds: RULES, ...filter });

    describe('made by rules', () => {
      it('one for each event, in the shape of Elastic Security', async () => {
        const [id] = await harness.addEvents([session(), session({ port: 443 })]);
        await harness.stack.rules.upsert([rule()]);
        await harness.runRules();
        const { alerts, total } = await harness.stack.alerts.search(search());
        expect(total).toBe(1);
        expect(alerts[0]?._source).toMatchObject({
          'kibana.alert.rule.rule_id': 'contract-rule',
          'kibana.alert.rule.name': 'Contract rule',
          'kibana.alert.severity': 'high',
          'kibana.alert.risk_score': 73,
          'kibana.alert.workflow_status': 'open',
          'kibana.alert.status': 'active',
          'kibana.alert.depth': 1,
          'kibana.alert.uuid': alerts[0]?._id,
          'kibana.alert.ancestors': [{ id, type: 'event', depth: 0 }],
          'kibana.alert.original_event.action': 'connection_attempted',
          'kibana.alert.reason':
            'network event with process probe.exe, source 10.1.2.3 destination 203.0.113.7:8443, by mia on h1 created high alert Contract rule.',
          'event.kind': 'signal',
          'event.category': ['network'],
          host: { name: 'h1' },
          destination: { ip: '203.0.113.7', port: 8443 },
        });
        expect(await harness.stack.alerts.get(alerts[0]?._id as string)).toEqual(alerts[0]);
      });

      it('never twice on the same event, however often the rule runs', async () => {
        await harness.addEvents([session()]);
        await harness.stack.rules.upsert([rule()]);
        await harness.runRules();
        await harness.runRules();
        await harness.addEvents([session({ host: 'h2' })]);
        await harness.runRules();
        expect(await count()).toBe(2);
      });

      it('a sequence as a shell with building blocks that share a group', async () => {
        const ids = await harness.addEvents([processStart('tool.exe', minutesAgo(5)), session({ at: minutesAgo(4) })]);
        await harness.stack.rules.upsert([SEQUENCE]);
        await harness.runRules();
        await harness.runRules();
        const shells = await harness.stack.alerts.search(search());
        expect(shells.total).toBe(1);
        const shell = shells.alerts[0];
        expect(shell?._source).toMatchObject({
          'kibana.alert.group.id': shell?._id,
          'kibana.alert.depth': 2,
          host: { name: 'h1' },
        });
        expect(shell?._source).not.toHaveProperty(['kibana.alert.building_block_type']);
        const blocks = await harness.stack.alerts.search(search({ groupId: shell?._id, buildingBlocks: 'only' }));
        const byPosition = [...blocks.alerts].sort(
          (a, b) => Number(a._source['kibana.alert.group.index']) - Number(b._source['kibana.alert.group.index']),
        );
        expect(byPosition.map(({ _source }) => _source['kibana.alert.ancestors'])).toMatchObject([
          [{ id: ids[0] }],
          [{ id: ids[1] }],
        ]);
      });

      it('not on events that an exception takes away; an expired one takes none', async () => {
        await harness.addEvents([session({ host: 'h1' }), session({ host: 'h2' }), session({ host: 'h3' })]);
        const list = await harness.stack.exceptions.ensureList(LIST);
        await harness.stack.exceptions.create(item());
        const entries = [{ type: 'match' as const, field: 'host.name', operator: 'included' as const, value: 'h2' }];
        await harness.stack.exceptions.create(
          item({ item_id: 'item-2', entries, expire_time: '2020-01-01T00:00:00.000Z' }),
        );
        const ref = { id: list.id, list_id: list.list_id, type: list.type, namespace_type: list.namespace_type };
        await harness.stack.rules.upsert([rule({ exceptions_list: [ref] })]);
        await harness.runRules();
        expect(await count({ terms: { 'host.name': ['h1'] } })).toBe(0);
        expect(await count()).toBe(2);
      });

      it('keeps the newest when the limit is hit, and the run says so', async () => {
        await harness.addEvents([9, 8, 7].map((minutes) => session({ at: minutesAgo(minutes), host: `h${minutes}` })));
        await harness.stack.rules.upsert([rule({ max_signals: 2 })]);
        await harness.runRules();
        const { alerts } = await harness.stack.alerts.search(search());
        expect(alerts.map(({ _source }) => (_source['host'] as { name: string }).name).sort()).toEqual(['h7', 'h8']);
        const [ran] = await harness.stack.rules.get(RULES);
        expect(ran?.lastRun).toMatchObject({
          status: 'warning',
          message: expect.stringContaining('maximum alert limit'),
        });
      });

      it('none while the rule is off or its query is refused, and the failure is told', async () => {
        await harness.addEvents([session()]);
        await harness.stack.rules.upsert([rule({ enabled: false })]);
        await harness.runRules();
        expect(await count()).toBe(0);
        await harness.stack.rules.upsert([rule({ query: 'network where no_such(destination.ip)' })]);
        await harness.runRules();
        const [ran] = await harness.stack.rules.get(RULES);
        expect(ran?.lastRun).toMatchObject({ status: 'failed', message: expect.stringContaining('no_such') });
      });

      it('of a building-block rule are building blocks', async () => {
        await harness.addEvents([session()]);
        await harness.stack.rules.upsert([rule({ building_block_type: 'default' })]);
        await harness.runRules();
        expect([await count(), await count({ buildingBlocks: 'include' })]).toEqual([0, 1]);
      });
    });

    describe('search', () => {
      beforeEach(async () => {
        await harness.addEvents([
          session({ host: 'h1', process: 'a.exe', at: minutesAgo(9) }),
          session({ host: 'h2', process: 'a.exe', at: minutesAgo(8) }),
          session({ host: 'h2', process: 'b.exe', at: minutesAgo(7), ip: '198.51.100.4' }),
        ]);
        await harness.stack.rules.upsert([
          rule(),
          rule({ rule_id: 'other-rule', name: 'Other', severity: 'low', risk_score: 21, query: 'network where true' }),
        ]);
        await harness.runRules();
      });

      it('stays within the rules it was given', async () => {
        expect(await count()).toBe(3);
        expect(await count({ ruleIds: ['contract-rule', 'other-rule'] })).toBe(6);
        expect(await count({ ruleIds: [] })).toBe(0);
      });

      it('narrows by every condition, together', async () => {
        expect(await count({ terms: { 'host.name': ['h2'] } })).toBe(2);
        expect(await count({ terms: { 'host.name': ['h2'], 'process.name': ['a.exe'] } })).toBe(1);
        expect(await count({ terms: { 'network.transport': ['tcp'] } })).toBe(3);
        expect(await count({ severities: ['low'] })).toBe(0);
        expect(await count({ kql: 'host.name: h2 and not process.name: "a.exe"' })).toBe(1);
        expect(await count({ kql: 'process.name: a* or destination.ip: "198.51.100.0/24"' })).toBe(3);
        expect(await count({ kql: 'kibana.alert.severity: high and user.name: mia' })).toBe(3);
        expect(await count({ range: { from: minutesAgo(60), to: minutesAgo(30) } })).toBe(0);
        await expect(count({ kql: 'host.name: (' })).rejects.toMatchObject({
          code: 'rejected',
          details: { position: expect.any(Number) },
        });
      });

      it('sorts and pages without gaps or repeats', async () => {
        const both = { ruleIds: ['contract-rule', 'other-rule'], size: 2 };
        const sort = { field: 'kibana.alert.risk_score', order: 'desc' } as const;
        const scores: unknown[] = [];
        const ids = new Set<string>();
        let after: string | undefined;
        do {
          const page = await harness.stack.alerts.search(search({ ...both, sort, after }));
          scores.push(...page.alerts.map(({ _source }) => _source['kibana.alert.risk_score']));
          for (const { _id } of page.alerts) ids.add(_id);
          expect(page.total).toBe(6);
          after = page.next;
        } while (after !== undefined);
        expect(scores).toEqual([73, 73, 73, 21, 21, 21]);
        expect(ids.size).toBe(6);
      });

      it('counts values and days of all matches', async () => {
        const page = await harness.stack.alerts.search(
          search({
            size: 0,
            facets: { 'host.name': 5, 'process.name': 1, 'network.transport': 5 },
            histogramBuckets: 10,
            range: { from: minutesAgo(60), to: minutesAgo(-1) },
          }),
        );
        expect(page.alerts).toEqual([]);
        expect(page.facets).toEqual({
          'host.name': [
            { value: 'h2', count: 2 },
            { value: 'h1', count: 1 },
          ],
          'process.name': [{ value: 'a.exe', count: 2 }],
          'network.transport': [{ value: 'tcp', count: 3 }],
        });
        expect(page.histogram.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(3);
      });
    });

    describe('triage', () => {
      beforeEach(async () => {
        await harness.addEvents([processStart('tool.exe', minutesAgo(5)), session({ at: minutesAgo(4) })]);
        await harness.stack.rules.upsert([SEQUENCE]);
        await harness.runRules();
      });

      it('sets the status of a shell together with its blocks', async () => {
        const [shell] = (await harness.stack.alerts.search(search())).alerts;
        const report = await harness.stack.alerts.setStatus(
          { ruleIds: RULES, ids: [shell?._id as string] },
          'closed',
          'false_positive',
        );
        expect(report).toEqual({ updated: 3, conflicts: 0, failures: [] });
        expect(await count({ statuses: ['closed'], buildingBlocks: 'include' })).toBe(3);
        await harness.stack.alerts.setStatus({ ruleIds: RULES, buildingBlocks: 'include' }, 'open');
        expect(await count({ statuses: ['open'], buildingBlocks: 'include' })).toBe(3);
      });

      it('keeps the reason of closing where the stack can', async () => {
        await harness.stack.alerts.setStatus({ ruleIds: RULES }, 'closed', 'duplicate');
        const [alert] = (await harness.stack.alerts.search(search())).alerts;
        const kept = harness.stack.features.closeReason
          ? alert?._source['kibana.alert.workflow_reason']
          : alert?._source['kibana.alert.workflow_tags'];
        expect(JSON.stringify(kept)).toContain('duplicate');
      });

      it('adds and removes tags and assignees, and finds by them', async () => {
        const { alerts } = harness.stack;
        await alerts.changeTags({ ruleIds: RULES }, { add: ['noisy', 'lab'], remove: [] });
        await alerts.changeTags({ ruleIds: RULES }, { add: ['lab'], remove: ['noisy', 'absent'] });
        const [alert] = (await alerts.search(search({ tags: ['lab'], facets: { 'kibana.alert.workflow_tags': 5 } })))
          .alerts;
        expect(alert?._source['kibana.alert.workflow_tags']).toEqual(['lab']);
        expect(await count({ tags: ['noisy'] })).toBe(0);
        if (!harness.stack.features.assignees) return;
        await alerts.changeAssignees({ ruleIds: RULES }, { add: ['u-1'], remove: [] });
        expect(await count({ assignees: ['u-1'] })).toBe(1);
        await alerts.changeAssignees({ ruleIds: RULES }, { add: [], remove: ['u-1'] });
        expect(await count({ assignees: ['u-1'] })).toBe(0);
      });
    });
  });
}
