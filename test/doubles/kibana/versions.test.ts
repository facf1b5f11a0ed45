/** How the double differs by version (security-api sections 1.2, 1.3, 1.7, 1.10, 3, 5.1 and 8). Recordings prove 8.12 only. */
import { KibanaDouble } from './double';

const EQL = {
  name: 'Rule',
  description: 'd',
  risk_score: 47,
  severity: 'medium',
  type: 'eql',
  language: 'eql',
  query: 'process where true',
  index: ['logs-*'],
};
const SUPPRESSION = { alert_suppression: { group_by: ['host.name'] } };

type Body = Record<string, unknown>;

class Client {
  constructor(readonly double: KibanaDouble) {}

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Body }> {
    const answer = await this.double.handle({
      method,
      path,
      headers: {
        'kbn-xsrf': 'test',
        'content-type': 'application/json',
        'elastic-api-version': '2023-10-31',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, body: answer.body === '' ? {} : (JSON.parse(answer.body) as Body) };
  }

  upload(path: string, objects: readonly unknown[]): Promise<{ status: number; body: Body }> {
    const text = objects.map((one) => JSON.stringify(one)).join('\n');
    const form = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.ndjson"\r\n\r\n${text}\r\n--b--\r\n`;
    return this.send('POST', path, form, { 'content-type': 'multipart/form-data; boundary=b' });
  }
}

const on = (version: string): Client => new Client(new KibanaDouble({ version }));
const RULES = '/api/detection_engine/rules';

/** The versions whose behaviour is told apart, and what each answers. */
const byVersion = async (ask: (client: Client) => Promise<unknown>): Promise<unknown[]> =>
  Promise.all(['8.12.2', '8.18.0', '9.1.0', '9.4.0'].map((version) => ask(on(version))));

describe('the double by version', () => {
  it('drops suppression of EQL rules without a word in 8.12', async () => {
    const kept = await byVersion(async (client) => {
      const { status, body } = await client.send('POST', RULES, { ...EQL, ...SUPPRESSION });
      return [status, body['alert_suppression'] !== undefined];
    });
    expect(kept).toEqual([
      [200, false],
      [200, true],
      [200, true],
      [200, true],
    ]);
  });

  it('writes a setup guide only in an import in 8.12', async () => {
    expect(
      await byVersion(async (client) => (await client.send('POST', RULES, { ...EQL, setup: 'S' })).body['setup']),
    ).toEqual(['', 'S', 'S', 'S']);
    const imported = await byVersion(async (client) => {
      await client.upload(`${RULES}/_import`, [{ ...EQL, rule_id: 'a', setup: 'S' }]);
      return (await client.send('GET', `${RULES}?rule_id=a`)).body['setup'];
    });
    expect(imported).toEqual(['S', 'S', 'S', 'S']);
  });

  it('has rules on by default, and switched on by a replacement, until 9.0', async () => {
    const enabled = await byVersion(async (client) => {
      const created = (await client.send('POST', RULES, { ...EQL, rule_id: 'a' })).body['enabled'];
      await client.send('PATCH', RULES, { rule_id: 'a', enabled: false });
      return [created, (await client.send('PUT', RULES, { ...EQL, rule_id: 'a' })).body['enabled']];
    });
    expect(enabled).toEqual([
      [true, true],
      [true, true],
      [false, false],
      [false, false],
    ]);
  });

  it('keeps what an import over a rule leaves out until 9.0, but never its lists', async () => {
    const left = await byVersion(async (client) => {
      const link = { id: 'x', list_id: 'x', type: 'detection', namespace_type: 'single' };
      await client.send('POST', RULES, {
        ...EQL,
        rule_id: 'a',
        enabled: false,
        tags: ['t'],
        note: 'n',
        exceptions_list: [link],
      });
      await client.upload(`${RULES}/_import?overwrite=true`, [{ ...EQL, rule_id: 'a' }]);
      const { tags, note, enabled, exceptions_list } = (await client.send('GET', `${RULES}?rule_id=a`)).body;
      return { tags, note, enabled, exceptions_list };
    });
    const kept = { tags: ['t'], note: 'n', enabled: false, exceptions_list: [] };
    const replaced = { tags: [], note: undefined, enabled: false, exceptions_list: [] };
    expect(left).toEqual([kept, kept, replaced, replaced]);
  });

  it('has the old bulk routes until 9.0, and internal routes for everybody', async () => {
    expect(await byVersion(async (client) => (await client.send('POST', `${RULES}/_bulk_create`, [])).status)).toEqual([
      200, 200, 404, 404,
    ]);
    expect(await byVersion(async (client) => (await client.send('GET', '/internal/security/me')).status)).toEqual([
      200, 200, 400, 400,
    ]);
  });

  it('knows newer bulk actions and edits by version', async () => {
    const run = { action: 'run', run: { start_date: '2026-01-01T00:00:00.000Z' } };
    expect(await byVersion(async (client) => (await client.send('POST', `${RULES}/_bulk_action`, run)).status)).toEqual(
      [400, 200, 200, 200],
    );
    const fields = { action: 'edit', edit: [{ type: 'add_investigation_fields', value: { field_names: ['a'] } }] };
    expect(
      await byVersion(async (client) => (await client.send('POST', `${RULES}/_bulk_action`, fields)).status),
    ).toEqual([400, 200, 200, 200]);
  });

  it('takes three fields of a threshold until 9.1, five from 9.2', async () => {
    const threshold = {
      ...EQL,
      type: 'threshold',
      language: 'kuery',
      threshold: { field: ['a', 'b', 'c', 'd'], value: 1 },
    };
    expect(await byVersion(async (client) => (await client.send('POST', RULES, threshold)).status)).toEqual([
      400, 400, 400, 200,
    ]);
  });

  it('takes response actions on EQL rules from 8.16, and tells where rules come from', async () => {
    const actions = { response_actions: [{ action_type_id: '.osquery', params: {} }] };
    const answers = await byVersion(async (client) => {
      const { body } = await client.send('POST', RULES, { ...EQL, ...actions });
      return [body['response_actions'] !== undefined, body['rule_source'] !== undefined];
    });
    expect(answers).toEqual([
      [false, false],
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  it('wants milliseconds in an expiry until 9.0', async () => {
    const body = {
      ...{ list_id: 'l', name: 'i', description: 'd', type: 'simple', expire_time: '2030-01-01T00:00:00Z' },
      entries: [{ field: 'a', type: 'match', operator: 'included', value: 'b' }],
    };
    const statuses = await byVersion(async (client) => {
      await client.send('POST', '/api/exception_lists', {
        list_id: 'l',
        name: 'l',
        description: 'd',
        type: 'detection',
      });
      return (await client.send('POST', '/api/exception_lists/items', body)).status;
    });
    expect(statuses).toEqual([400, 400, 200, 200]);
  });

  it('keeps the content of an imported saved search in a tab from 9.4', async () => {
    const search = {
      ...{ type: 'search', id: 's', references: [] },
      attributes: { title: 'S', description: '', columns: ['a'], kibanaSavedObjectMeta: { searchSourceJSON: '{}' } },
    };
    const shapes = await byVersion(async (client) => {
      await client.upload('/api/saved_objects/_import', [search]);
      const { attributes } = (await client.send('GET', '/api/saved_objects/search/s')).body as { attributes: Body };
      return Object.keys(attributes).includes('tabs');
    });
    expect(shapes).toEqual([false, false, false, true]);
  });
});
