/** Alerts of the Kibana adapter on a real Elasticsearch: what it finds, and which alerts a change means. */
import type { AlertFilter, AlertSearch } from '../../server/stack/alerts';
import { createKibanaStack, type KibanaCall } from '../../server/stack/kibana';
import { ECS_LIKE, nodeTransport, noDocuments } from './adapter';
import { describeWithElasticsearch, indexDocuments, request } from './client';

const SPACE = 'alerts-test';
const INDEX = `.alerts-security.alerts-${SPACE}`;
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

interface AlertFields {
  id: string;
  minute: number;
  rule?: string;
  severity?: string;
  risk?: number;
  host?: string;
  tags?: string[];
  group?: string;
  block?: boolean;
}

/** As Elastic Security writes them: dotted names beside the event's own nesting. */
const alert = ({ id, minute, rule = 'r1', severity = 'medium', risk = 47, host, tags, group, block }: AlertFields) => ({
  _id: id,
  _source: {
    '@timestamp': at(minute),
    'kibana.alert.uuid': id,
    'kibana.alert.rule.rule_id': rule,
    'kibana.alert.rule.uuid': `uuid-of-${rule}`,
    'kibana.alert.rule.name': `Rule ${rule}`,
    'kibana.alert.severity': severity,
    'kibana.alert.risk_score': risk,
    'kibana.alert.workflow_status': 'open',
    ...(tags ? { 'kibana.alert.workflow_tags': tags } : {}),
    ...(group ? { 'kibana.alert.group.id': group } : {}),
    ...(block ? { 'kibana.alert.building_block_type': 'default' } : {}),
    ...(host ? { host: { name: host } } : {}),
    destination: { ip: `203.0.113.${minute}`, port: 8443 },
  },
});

const ALERTS = [
  alert({ id: 'a1', minute: 1, severity: 'low', risk: 21, host: 'h1' }),
  alert({ id: 'a2', minute: 2, severity: 'critical', risk: 99, host: 'h2', tags: ['noisy'] }),
  alert({ id: 'a3', minute: 3, severity: 'high', risk: 73 }),
  alert({ id: 'a4', minute: 4, severity: 'medium', host: 'h2', tags: ['noisy', 'Close reason: duplicate'] }),
  alert({ id: 'b1', minute: 5, rule: 'r2', host: 'h3' }),
  alert({ id: 's', minute: 6, group: 's', host: 'h1' }),
  alert({ id: 's0', minute: 6, group: 's', block: true, host: 'h1' }),
  alert({ id: 's1', minute: 6, group: 's', block: true, host: 'h1' }),
];

const search = (overrides: Partial<AlertSearch> = {}): AlertSearch => ({
  ruleIds: ['r1', 'r2'],
  size: 50,
  sort: { field: '@timestamp', order: 'asc' },
  ...overrides,
});

describeWithElasticsearch('Alerts of the Kibana adapter on a real Elasticsearch', () => {
  const asked: Array<{ path: string; body: unknown }> = [];
  const stack = (space: string, version = '8.12.2') =>
    createKibanaStack({
      version,
      platinum: false,
      kibanaApps: true,
      user: { name: 'mia' },
      space,
      kibana: {
        request: async (_method, path, { body }: KibanaCall = {}) => {
          asked.push({ path, body });
          return { status: 200, body: { updated: 3, version_conflicts: 0, failures: [] } };
        },
      },
      elasticsearch: nodeTransport(),
      documents: noDocuments,
      suggestPeople: async () => [],
    }).alerts;
  const alerts = stack(SPACE);
  const count = (filter: Partial<AlertFilter> = {}): Promise<number> =>
    alerts.count({ ruleIds: ['r1', 'r2'], ...filter });
  const ids = async (overrides: Partial<AlertSearch>): Promise<string[]> =>
    (await alerts.search(search(overrides))).alerts.map(({ _id }) => _id);

  beforeAll(async () => {
    await indexDocuments(INDEX, ECS_LIKE, ALERTS);
  });
  beforeEach(() => asked.splice(0));
  afterAll(() => request('DELETE', `/${INDEX}`));

  it('finds nothing, without an error, in a space that never had an alert', async () => {
    const empty = stack('never');
    expect(await empty.search(search({ facets: { 'host.name': 5 }, histogramBuckets: 5 }))).toEqual({
      alerts: [],
      total: 0,
      facets: { 'host.name': [] },
      histogram: [],
    });
    expect(await empty.get('a1')).toBeUndefined();
  });

  it('narrows by every condition, together', async () => {
    expect(await count()).toBe(6);
    expect(await count({ ruleIds: [] })).toBe(0);
    expect(await count({ ruleIds: ['r2'] })).toBe(1);
    expect(await count({ severities: ['high', 'critical'] })).toBe(2);
    expect(await count({ tags: ['noisy'], terms: { 'host.name': ['h2'] } })).toBe(2);
    expect(await count({ terms: { 'destination.port': ['8443'] }, ids: ['a1', 'a2'] })).toBe(2);
    expect(await count({ buildingBlocks: 'only' })).toBe(2);
    expect(await count({ buildingBlocks: 'include', groupId: 's' })).toBe(3);
    expect(await count({ range: { from: at(2), to: at(3) } })).toBe(2);
    expect(await count({ kql: 'host.name: h2 and not kibana.alert.severity: critical' })).toBe(1);
    expect(await count({ kql: 'destination.ip: "203.0.113.0/30" or host.name: h3*' })).toBe(4);
    await expect(count({ kql: 'host.name: (' })).rejects.toMatchObject({
      code: 'rejected',
      details: { position: expect.any(Number) },
    });
  });

  it('sorts severities by rank and puts alerts without a value last, or first', async () => {
    const bySeverity = (order: 'asc' | 'desc') =>
      ids({ ruleIds: ['r1'], ids: ['a1', 'a2', 'a3', 'a4'], sort: { field: 'kibana.alert.severity', order } });
    expect(await bySeverity('desc')).toEqual(['a2', 'a3', 'a4', 'a1']);
    expect(await bySeverity('asc')).toEqual(['a1', 'a4', 'a3', 'a2']);
    const byHost = await ids({ ids: ['a1', 'a2', 'a3'], sort: { field: 'host.name', order: 'desc' } });
    expect(byHost).toEqual(['a2', 'a1', 'a3']);
  });

  it.each([
    '@timestamp',
    'kibana.alert.risk_score',
    'kibana.alert.severity',
    'host.name',
    'kibana.alert.rule.name',
  ] as const)('pages by %s without gaps or repeats', async (field) => {
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await alerts.search(search({ size: 2, sort: { field, order }, buildingBlocks: 'include', after }));
        expect(page.total).toBe(ALERTS.length);
        seen.push(...page.alerts.map(({ _id }) => _id));
        after = page.next;
      } while (after !== undefined);
      expect([...seen].sort()).toEqual(ALERTS.map(({ _id }) => _id).sort());
    }
  });

  it('counts values, and over time with and without a range', async () => {
    const facets = { 'host.name': 2, 'kibana.alert.workflow_tags': 5, 'destination.port': 5, 'no.such.field': 5 };
    const page = await alerts.search(search({ size: 0, facets, histogramBuckets: 5 }));
    expect(page.facets['host.name']).toEqual([
      { value: 'h1', count: 2 },
      { value: 'h2', count: 2 },
    ]);
    expect(page.facets['destination.port']).toEqual([{ value: '8443', count: 6 }]);
    expect(page.facets['no.such.field']).toEqual([]);
    expect(page.histogram.map((bucket) => bucket.count)).toEqual([2, 1, 1, 1, 1]);
    expect(page.histogram[0]?.at).toBe(at(1));
    const range = { from: at(0), to: at(60) };
    const { histogram } = await alerts.search(search({ size: 0, histogramBuckets: 6, range }));
    expect(histogram).toHaveLength(6);
    expect(histogram[0]).toEqual({ at: at(0), count: 6 });
  });

  it('closes a shell together with its blocks, and tags the reason where alerts have no field for it', async () => {
    const report = await alerts.setStatus({ ruleIds: ['r1'], ids: ['s'] }, 'closed', 'false_positive');
    expect(report).toEqual({ updated: 3, conflicts: 0, failures: [] });
    const [status, tags] = asked;
    expect(status).toMatchObject({
      path: '/api/detection_engine/signals/status',
      body: {
        status: 'closed',
        conflicts: 'proceed',
        query: { bool: { filter: [{ ids: { values: ['s', 's0', 's1'] } }] } },
      },
    });
    expect(status?.body).not.toHaveProperty('reason');
    expect(tags).toMatchObject({
      path: '/api/detection_engine/signals/tags',
      body: { ids: ['s', 's0', 's1'], tags: { tags_to_add: ['Close reason: false_positive'] } },
    });
  });

  it('takes the reason away again when an alert is reopened', async () => {
    await alerts.setStatus({ ruleIds: ['r1'], ids: ['a1', 'a4'] }, 'open');
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/detection_engine/signals/status',
      '/api/detection_engine/signals/tags',
    ]);
    expect(asked[1]?.body).toMatchObject({ ids: ['a4'], tags: { tags_to_add: [] } });
  });

  it('sends the reason along where alerts have a field for it', async () => {
    await stack(SPACE, '9.2.0').setStatus({ ruleIds: ['r1'], ids: ['a1'] }, 'closed', 'duplicate');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toMatchObject({ status: 'closed', reason: 'duplicate' });
  });

  it('makes no call for nothing', async () => {
    expect(await alerts.changeTags({ ruleIds: ['r9'] }, { add: ['x'], remove: [] })).toEqual({
      updated: 0,
      conflicts: 0,
      failures: [],
    });
    expect(asked).toEqual([]);
  });

  it('attaches alerts to a case by rule, and refuses those that do not exist', async () => {
    await alerts.attachToCase?.(['a1', 'a2', 'b1'], { caseId: 'c 1' });
    expect(asked.map(({ path }) => path)).toEqual(['/api/cases/c%201/comments', '/api/cases/c%201/comments']);
    expect(asked[0]?.body).toMatchObject({ type: 'alert', alertId: ['a1', 'a2'], index: [INDEX, INDEX] });
    expect(asked[1]?.body).toMatchObject({ alertId: ['b1'], rule: { id: 'uuid-of-r2', name: 'Rule r2' } });
    await expect(alerts.attachToCase?.(['a1', 'none'], { caseId: 'c' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
