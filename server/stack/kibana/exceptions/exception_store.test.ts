/** Against answers of a real 8.12.2 (recordings exceptions/*), shortened to what is read. */
import type { ExceptionItem } from '../../../../common/allowlist';
import { ok, recordedKibana, securityError, type Recorded } from '../testing/recorded';
import { KibanaExceptionStore } from './exception_store';

const LISTS = '/api/exception_lists';
const ITEMS = '/api/exception_lists/items';
const LIST = { list_id: 'dw-cp-1', name: 'CP-1 allowlist', description: '', tags: ['contract'] };

const rawList = (overrides: object = {}) => ({
  ...LIST,
  id: 'l-id',
  type: 'detection',
  namespace_type: 'single',
  _version: 'WzM0OCwxXQ==',
  immutable: false,
  tie_breaker_id: 'fc52f2a2',
  version: 1,
  os_types: [],
  ...overrides,
});

const item = (overrides: Partial<ExceptionItem> = {}): ExceptionItem => ({
  item_id: 'i1',
  list_id: LIST.list_id,
  namespace_type: 'single',
  type: 'simple',
  name: 'One host',
  description: 'why',
  entries: [{ type: 'match', field: 'host.name', operator: 'included', value: 'h1' }],
  os_types: [],
  tags: [],
  comments: [],
  ...overrides,
});

const rawItem = (overrides: object = {}) => ({
  ...item(),
  id: 'uuid-of-i1',
  _version: 'WzM2NywxXQ==',
  created_at: '2026-11-23T05:56:24.325Z',
  created_by: 'elastic',
  updated_at: '2026-11-23T05:56:24.325Z',
  updated_by: 'mia',
  tie_breaker_id: '57b0f486',
  ...overrides,
});

const store = (recorded: Recorded) => {
  const kibana = recordedKibana(recorded);
  return { kibana, exceptions: new KibanaExceptionStore(kibana.api) };
};
const page = (...data: object[]) => ok({ data, page: 1, per_page: 1_000, total: data.length });
const noList = securityError(404, 'exception list list_id: "dw-cp-1" does not exist');

describe('exception lists', () => {
  it('are made when they are missing', async () => {
    const { exceptions, kibana } = store({ [`GET ${LISTS}`]: [noList], [`POST ${LISTS}`]: [ok(rawList())] });
    expect(await exceptions.ensureList(LIST)).toEqual({
      ...LIST,
      id: 'l-id',
      type: 'detection',
      namespace_type: 'single',
    });
    expect(kibana.calls[1]?.body).toEqual({ ...LIST, type: 'detection', namespace_type: 'single' });
  });

  it('that someone else makes at the same moment are taken as they are', async () => {
    const taken = securityError(409, 'exception list id: "dw-cp-1" already exists');
    const { exceptions } = store({
      [`GET ${LISTS}`]: [noList, ok(rawList({ name: 'Theirs' }))],
      [`POST ${LISTS}`]: [taken],
    });
    expect(await exceptions.ensureList(LIST)).toMatchObject({ id: 'l-id', name: 'Theirs' });
  });
});

describe('exception items', () => {
  it('are asked for only in lists that exist, with their namespaces', async () => {
    const { exceptions, kibana } = store({
      [`GET ${LISTS}/_find`]: [
        page(rawList(), rawList({ id: 'e', list_id: 'endpoint_list', namespace_type: 'agnostic' })),
      ],
      [`GET ${ITEMS}/_find`]: [page(rawItem())],
    });
    const items = await exceptions.items([LIST.list_id, 'endpoint_list', 'gone']);
    expect(items).toHaveLength(1);
    expect(items[0]).not.toHaveProperty('tie_breaker_id');
    expect(kibana.callsOf(`GET ${ITEMS}/_find`)[0]?.query).toMatchObject({
      list_id: 'dw-cp-1,endpoint_list',
      namespace_type: 'single,agnostic',
    });
    expect(await exceptions.items([])).toEqual([]);
  });

  it('are sent with nothing that Kibana does not know, and a time that 8.12 takes', async () => {
    const { exceptions, kibana } = store({ [`POST ${ITEMS}`]: [ok(rawItem())] });
    await exceptions.create({
      ...item({ expire_time: '2030-01-01T00:00:00Z', comments: [{ comment: 'a', created_by: 'mia' }] }),
      ...{ id: 'x', _version: 'y' },
    });
    const sent = kibana.calls[0]?.body as Record<string, unknown>;
    expect(sent).toMatchObject({ expire_time: '2030-01-01T00:00:00.000Z', comments: [{ comment: 'a' }] });
    expect(sent).not.toHaveProperty('id');
    expect(sent).not.toHaveProperty('_version');
    expect(JSON.stringify(sent)).not.toContain('created_by');
  });

  it('that exist are reported as such', async () => {
    const taken = securityError(409, 'exception list item id: "i1" already exists');
    const { exceptions } = store({ [`POST ${ITEMS}`]: [taken] });
    await expect(exceptions.create(item())).rejects.toMatchObject({ code: 'already_exists' });
  });

  it('are replaced with the version that was read, adding only new comments', async () => {
    const { exceptions, kibana } = store({ [`PUT ${ITEMS}`]: [ok(rawItem())] });
    const comments = [{ id: 'c1', comment: 'altered' }, { comment: 'new' }];
    await exceptions.update(item({ comments }), 'WzM2NywxXQ==');
    const sent = kibana.calls[0]?.body as Record<string, unknown>;
    expect(sent).toMatchObject({ item_id: 'i1', _version: 'WzM2NywxXQ==', comments: [{ comment: 'new' }] });
    expect(sent).not.toHaveProperty('list_id');
  });

  it('are not removed over a change of someone else', async () => {
    const { exceptions, kibana } = store({ [`GET ${ITEMS}`]: [ok(rawItem())], [`DELETE ${ITEMS}`]: [ok(rawItem())] });
    await expect(exceptions.remove('i1', 'older')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('mia'),
      details: { currentVersion: 'WzM2NywxXQ==' },
    });
    await exceptions.remove('i1', 'WzM2NywxXQ==');
    expect(kibana.callsOf(`DELETE ${ITEMS}`)).toHaveLength(1);
  });
});

describe('value lists', () => {
  const FIND = 'GET /api/lists/items/_find';

  it('are read up to the limit, with their real length', async () => {
    const values = ['one', 'two', 'three'].map((value) => ({ value }));
    const { exceptions, kibana } = store({
      'GET /api/lists': [
        ok({ id: 'v', name: 'Words', type: 'keyword' }),
        securityError(404, 'list id: "nope" does not exist'),
      ],
      [FIND]: [ok({ data: values.slice(0, 2), total: 3, cursor: 'WzIs' })],
    });
    expect(await exceptions.valueLists(['v', 'nope'], 2)).toEqual([
      { id: 'v', name: 'Words', type: 'keyword', values: ['one', 'two'], total: 3 },
    ]);
    expect(kibana.callsOf(FIND)).toHaveLength(1);
  });

  it('go on behind the cursor of the page before', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({ value: `v${n}` }));
    const { exceptions, kibana } = store({
      'GET /api/lists': [ok({ id: 'v', name: 'Words', type: 'keyword' })],
      [FIND]: [
        ok({ data: many, total: 10_001, cursor: 'first' }),
        ok({ data: [{ value: 'last' }], total: 10_001, cursor: 'second' }),
      ],
    });
    const [list] = await exceptions.valueLists(['v'], 50_000);
    expect(list?.values).toHaveLength(10_001);
    expect(kibana.callsOf(FIND)[1]?.query).toMatchObject({ page: 2, cursor: 'first' });
  });
});

describe('import', () => {
  it('answers for each line, in the order of the lines', async () => {
    const { exceptions, kibana } = store({
      [`POST ${LISTS}/_import`]: [
        ok({
          success: false,
          errors: [
            {
              list_id: 'taken',
              error: {
                status_code: 409,
                message: 'Found that list_id: "taken" already exists. Import of list_id: "taken" skipped.',
              },
            },
            {
              item_id: 'i9',
              list_id: 'gone',
              error: {
                status_code: 409,
                message: 'Exception list with list_id: "gone", not found for exception list item with item_id: "i9"',
              },
            },
            { item_id: 'bad', error: { status_code: 400, message: 'Invalid value "5" supplied to "entries,value"' } },
          ],
        }),
      ],
    });
    const results = await exceptions.importNdjson([
      JSON.stringify(item({ item_id: 'i9', list_id: 'gone' })),
      JSON.stringify({ ...LIST, type: 'detection' }),
      JSON.stringify({ ...LIST, list_id: 'taken', type: 'detection' }),
      '{broken',
      JSON.stringify(item()),
      JSON.stringify(item({ item_id: 'bad' })),
      '',
      JSON.stringify({ exported_exception_list_count: 2 }),
    ]);
    expect(results.map((result) => [result.id, result.ok ? 'ok' : result.code])).toEqual([
      ['i9', 'not_found'],
      ['dw-cp-1', 'ok'],
      ['taken', 'already_exists'],
      ['line 4', 'rejected'],
      ['i1', 'ok'],
      ['bad', 'rejected'],
    ]);
    const call = kibana.calls[0];
    expect(call?.query).toBeUndefined();
    expect(call?.multipart?.text.split('\n').filter(Boolean)).toHaveLength(5);
  });
});
