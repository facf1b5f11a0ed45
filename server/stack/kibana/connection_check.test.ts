/** Against answers of a real 8.12.2 (recording platform/status-features-licence), shortened to what is read. */
import { checkConnection } from './connection_check';
import { ok, recordedKibana, securityError, type Recorded } from './testing/recorded';
import type { Answer, ElasticsearchTransport } from './transport/types';

const ALL = { read: true, write: true, maintenance: true, view_index_metadata: true };
const GOOD: Recorded = {
  'GET /api/status': [ok({ version: { number: '8.12.2' } })],
  'GET /api/licensing/info': [ok({ license: { type: 'trial', status: 'active' } })],
  'GET /api/detection_engine/privileges': [
    ok({ has_encryption_key: true, index: { '.alerts-security.alerts-blue': ALL } }),
  ],
};
const elasticsearch = (
  indices: readonly string[],
  user: Answer = ok({ username: 'mia', api_key: { name: 'wb' } }),
): ElasticsearchTransport => ({
  request: async (_method, path) =>
    path === '/_security/_authenticate'
      ? user
      : ok({ indices: indices.filter((name) => decodeURIComponent(path).includes(name)), fields: {} }),
});
const check = (kibana: Recorded, indices = ['logs-a', '.alerts-security.alerts-blue'], user?: Answer) =>
  checkConnection(
    { kibana: recordedKibana({ ...GOOD, ...kibana }).transport, elasticsearch: elasticsearch(indices, user) },
    'blue',
    ['logs-a'],
  );
const texts = async (result: ReturnType<typeof check>, level: string) =>
  (await result).findings.filter((finding) => finding.level === level).map(({ text }) => text);

describe('the check of a connection', () => {
  it('says what works, and warns of rules that run with the key', async () => {
    const result = check({});
    expect((await result).facts).toEqual({ version: '8.12.2', platinum: true, user: 'mia' });
    expect(await texts(result, 'fail')).toEqual([]);
    expect(await texts(result, 'warn')).toEqual([expect.stringContaining('stop when it is deleted')]);
  });

  it.each([
    ['a server that is no Kibana', { 'GET /api/status': [ok('<html>')] }, 'something else'],
    ['an old Kibana', { 'GET /api/status': [ok({ version: { number: '8.11.4' } })] }, 'too old'],
    ['a key that is not accepted', { 'GET /api/status': [securityError(401, 'x')] }, 'does not accept the login'],
    [
      'a key without Elastic Security',
      { 'GET /api/detection_engine/privileges': [securityError(403, 'x')] },
      'may not use Elastic Security',
    ],
  ])('ends with %s', async (_what, answers, text) => {
    const result = check(answers as Recorded);
    expect((await result).facts).toBeUndefined();
    expect((await texts(result, 'fail')).join()).toContain(text);
  });

  it.each([
    [
      'a Basic licence',
      { 'GET /api/licensing/info': [ok({ license: { type: 'basic', status: 'active' } })] },
      'without alert suppression',
    ],
    [
      'no licence API (serverless)',
      { 'GET /api/licensing/info': [securityError(404, 'Not Found')] },
      'Licence: unknown',
    ],
    [
      'missing privileges',
      { 'GET /api/detection_engine/privileges': [ok({ index: { '.alerts-security.alerts-blue': { read: true } } })] },
      'lacks write',
    ],
    [
      'no encryption key',
      {
        'GET /api/detection_engine/privileges': [
          ok({ has_encryption_key: false, index: { '.alerts-security.alerts-blue': ALL } }),
        ],
      },
      'cannot be enabled',
    ],
  ])('goes on with %s, and says so', async (_what, answers, text) => {
    const result = check(answers as Recorded);
    expect((await result).facts).toBeDefined();
    expect((await texts(result, 'warn')).join()).toContain(text);
  });

  it('tells missing indices', async () => {
    const warnings = (await texts(check({}, []), 'warn')).join();
    expect(warnings).toContain('No index fits logs-a');
    expect(warnings).toContain('has no alerts yet');
  });
});
