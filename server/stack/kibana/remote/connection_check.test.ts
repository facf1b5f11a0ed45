/** Answers of a real Kibana 8.12.2 (recording platform/status-features-licence), shortened to what is read. */
import { ok, recordedKibana, securityError, type Recorded } from '../testing/recorded';
import type { Answer, ElasticsearchTransport } from '../transport/types';
import { checkConnection } from './connection_check';

const ALL = { read: true, write: true, maintenance: true, view_index_metadata: true };
const REFUSED_BODY: Answer = { status: 400, body: { message: '[request body]: name: Required' } };
const GOOD: Recorded = {
  'GET /api/status': [ok({ version: { number: '8.12.2' }, status: { overall: { level: 'available' } } })],
  'GET /api/spaces/space/blue': [ok({ id: 'blue' })],
  'GET /api/licensing/info': [ok({ license: { type: 'trial', status: 'active' } })],
  'GET /api/detection_engine/privileges': [
    ok({ has_encryption_key: true, index: { '.alerts-security.alerts-blue': ALL } }),
  ],
  'PUT /api/detection_engine/rules': [REFUSED_BODY],
  'POST /api/exception_lists/items': [REFUSED_BODY],
};

const NO_HANDLER: Answer = {
  status: 400,
  body: { error: 'no handler found for uri [/_security/_authenticate] and method [GET]', status: 400 },
};
const READABLE: Answer = ok({ index: { 'logs-a': { read: true, view_index_metadata: true } } });

const elasticsearch = (
  indices: readonly string[],
  answers: Readonly<Record<string, Answer>> = {},
): ElasticsearchTransport => ({
  request: async (_method, path) => {
    const given: Record<string, Answer> = {
      '/_security/_authenticate': ok({ username: 'mia', api_key: { id: '1', name: 'wb' } }),
      '/_security/user/_has_privileges': READABLE,
      '/_security/api_key': ok({ api_keys: [{ id: '1' }] }),
      ...answers,
    };
    return (
      given[path] ?? ok({ indices: indices.filter((name) => decodeURIComponent(path).includes(name)), fields: {} })
    );
  },
});
const check = (
  kibana: Recorded,
  answers: Readonly<Record<string, Answer>> = {},
  indices = ['logs-a', '.alerts-security.alerts-blue'],
) =>
  checkConnection(
    { kibana: recordedKibana({ ...GOOD, ...kibana }).transport, elasticsearch: elasticsearch(indices, answers) },
    'blue',
    ['logs-a'],
  );
const texts = async (result: ReturnType<typeof check>, level: string) =>
  (await result).findings.filter((finding) => finding.level === level).map(({ text }) => text);

describe('the check of a connection', () => {
  it('says what works, and warns of rules that run with the key', async () => {
    const result = check({});
    expect((await result).facts).toEqual({ version: '8.12.2', platinum: true, user: 'mia', keyName: 'wb' });
    expect(await texts(result, 'fail')).toEqual([]);
    expect(await texts(result, 'warn')).toEqual([expect.stringContaining('stop when it is deleted')]);
    expect((await texts(result, 'ok')).join()).toMatch(/Kibana 8.12.2.*mia, key wb.*space blue.*rules.*exceptions/s);
  });

  it('asks for privileges without writing anything', async () => {
    const { transport, calls } = recordedKibana(GOOD);
    await checkConnection({ kibana: transport, elasticsearch: elasticsearch([]) }, 'blue', ['logs-a']);
    expect(calls.filter(({ method }) => method !== 'GET').map(({ body }) => body)).toEqual([{}, {}]);
  });

  it.each([
    ['a server that is no Kibana', { 'GET /api/status': [ok('<html>')] }, 'something else', 'unsuitable'],
    [
      'a path where there is no Kibana',
      { 'GET /api/status': [{ status: 404, body: '' }] },
      'something else',
      'unsuitable',
    ],
    [
      'a Kibana that hides its version from strangers',
      { 'GET /api/status': [ok({ status: { overall: { level: 'available' } } })] },
      'stranger',
      'unsuitable',
    ],
    ['an old Kibana', { 'GET /api/status': [ok({ version: { number: '8.11.4' } })] }, 'too old', 'unsuitable'],
    [
      'a key that is not accepted',
      { 'GET /api/status': [securityError(401, 'x')] },
      'does not accept the API key',
      'refused',
    ],
    [
      'a Kibana that is starting',
      { 'GET /api/status': [{ status: 503, body: 'Kibana server is not ready yet' }] },
      'not ready yet',
      'unreachable',
    ],
    [
      'a space that is not there',
      { 'GET /api/spaces/space/blue': [securityError(404, 'x')] },
      'no space blue',
      'unsuitable',
    ],
    [
      'a space of others',
      { 'GET /api/spaces/space/blue': [securityError(403, 'x')] },
      'may not use the space',
      'refused',
    ],
    [
      'a key without Elastic Security',
      { 'GET /api/detection_engine/privileges': [securityError(403, 'x')] },
      'may not use Elastic Security',
      'refused',
    ],
  ])('ends with %s', async (_what, answers, text, reason) => {
    const { facts, findings } = await check(answers as Recorded);
    expect(facts).toBeUndefined();
    const failure = findings.find(({ level }) => level === 'fail');
    expect(failure).toMatchObject({ text: expect.stringContaining(text), reason });
  });

  it.each([
    ['a key that is not accepted', securityError(401, 'x'), 'Elasticsearch does not accept the API key'],
    ['a server that is no Elasticsearch', { status: 404, body: { message: 'Not Found' } }, 'something else'],
    ['a page', ok('<html>'), 'something else'],
  ])('ends with %s at Elasticsearch', async (_what, answer, text) => {
    const result = check({}, { '/_security/_authenticate': answer });
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
      'a licence that ran out',
      { 'GET /api/licensing/info': [ok({ license: { type: 'platinum', status: 'expired' } })] },
      'platinum, not active',
    ],
    [
      'no licence API (serverless)',
      { 'GET /api/licensing/info': [securityError(404, 'Not Found')] },
      'Licence: unknown',
    ],
    [
      'missing privileges on alerts',
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
      'not enabled',
    ],
    [
      'rules that are read only',
      { 'PUT /api/detection_engine/rules': [securityError(403, 'x')] },
      'installing, tuning',
    ],
    ['exceptions that are read only', { 'POST /api/exception_lists/items': [securityError(403, 'x')] }, 'read only'],
    [
      'a Kibana that is not well',
      { 'GET /api/status': [ok({ version: { number: '8.12.2' }, status: { overall: { level: 'degraded' } } })] },
      'degraded',
    ],
  ])('goes on with %s, and says so', async (_what, answers, text) => {
    const result = check(answers as Recorded);
    expect((await result).facts).toBeDefined();
    expect((await texts(result, 'warn')).join()).toContain(text);
  });

  it.each([
    ['an expiry', { '/_security/api_key': ok({ api_keys: [{ expiration: Date.UTC(2030, 0, 31) }] }) }, '2030-01-31'],
    ['events out of sight', { '/_security/user/_has_privileges': ok({ index: {} }) }, 'may not read logs-a'],
    ['security switched off', { '/_security/_authenticate': NO_HANDLER }, 'Security is switched off'],
  ])('goes on with %s at Elasticsearch, and says so', async (_what, answers, text) => {
    const result = check({}, answers as Record<string, Answer>);
    expect((await result).facts).toBeDefined();
    expect((await texts(result, 'warn')).join()).toContain(text);
  });

  it('tells missing indices', async () => {
    const warnings = (await texts(check({}, {}, []), 'warn')).join();
    expect(warnings).toContain('No index fits logs-a');
    expect(warnings).toContain('has no alerts yet');
  });
});
