/** The DSL that we build from KQL finds on a real Elasticsearch what the recordings say. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, toQueryDsl, type KqlView } from '../../common/kql';
import { describeWithElasticsearch, indexDocuments, request } from './client';
import { mappingsOf } from './mappings';

const directory = join(__dirname, '../../../shared/data/kql');

interface DataFile {
  name: string;
  schema: Record<string, string>;
  data_view: {
    fields: Array<{ name: string; type: string; esTypes?: string[]; subType?: { nested?: { path: string } } }>;
  };
  hits: Array<{ _id: string; _source: Record<string, unknown> }>;
}

describeWithElasticsearch('KQL on a real Elasticsearch', () => {
  if (!existsSync(directory)) {
    console.warn('Skipped: the recorded KQL cases (../shared/data/kql) are not here.');
    it.todo('needs ../shared/data/kql');
    return;
  }
  const { cases } = JSON.parse(readFileSync(join(directory, 'cases.json'), 'utf8')) as {
    cases: Array<{
      id: string;
      data: string;
      query: string;
      options?: object;
      expected_dsl?: unknown;
      expected_ids?: string[];
    }>;
  };
  const answered = cases.filter((test) => test.expected_dsl !== undefined && test.expected_ids !== undefined);

  it.each([...new Set(answered.map(({ data }) => data))])('finds the recorded documents of %s', async (file) => {
    const data = JSON.parse(readFileSync(join(directory, file), 'utf8')) as DataFile;
    const index = `kql-${data.name}`.toLowerCase();
    await indexDocuments(index, mappingsOf(data.schema), data.hits);
    const view: KqlView = {
      fields: data.data_view.fields.map((field) => ({ ...field, nestedPath: field.subType?.nested?.path })),
    };
    const tests = answered.filter((test) => test.data === file && !usesConstant(test.query, data));
    const body = tests.flatMap((test) => [
      JSON.stringify({ index }),
      JSON.stringify({
        size: 1_000,
        _source: false,
        query: toQueryDsl(parse(test.query, test.options), view, { timeZone: 'UTC' }),
      }),
    ]);
    const { responses } = await request<{
      responses: Array<{ hits?: { hits: Array<{ _id: string }> }; error?: unknown }>;
    }>('POST', '/_msearch', `${body.join('\n')}\n`);
    const wrong = tests.flatMap((test, at) => {
      const found = responses[at]?.hits?.hits.map(({ _id }) => _id).sort();
      return JSON.stringify(found) === JSON.stringify(test.expected_ids)
        ? []
        : [{ id: test.id, query: test.query, found: found ?? responses[at]?.error }];
    });
    expect(wrong).toEqual([]);
  });
});

/** `constant_keyword` gives its value to every document, which a stand-in `keyword` cannot. */
const usesConstant = (query: string, data: DataFile): boolean =>
  Object.entries(data.schema).some(([name, type]) => type === 'constant_keyword' && query.includes(name));
