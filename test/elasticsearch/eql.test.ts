/**
 * EQL event queries as query DSL, on a real Elasticsearch: what the DSL finds, with the residual run in memory on the hits,
 * is exactly what the engine finds. Over the recorded cases' documents and the packs' recordings.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, EqlError, parse, run, toQueryDsl, type EqlHit, type EqlSchema } from '../../common/eql';
import { describeWithElasticsearch, indexDocuments, request } from './client';
import { mappingsOf } from './mappings';

const shared = join(__dirname, '../../../shared/data');
const packs = join(__dirname, '../../packs');

interface Case {
  id: string;
  query: string;
  options?: { event_category_field?: string; timestamp_field?: string };
}

/** Every event query of the list that compiles, with what our engine finds. */
const judged = (cases: readonly Case[], hits: readonly EqlHit[], schema: EqlSchema) =>
  cases.flatMap(({ id, query, options }) => {
    try {
      const statement = parse(query);
      if (statement.query.kind !== 'event' || statement.pipes.length > 0) return [];
      const matcher = compile(statement, {
        schema,
        eventCategoryField: options?.event_category_field,
        timestampField: options?.timestamp_field,
      });
      if (matcher.kind !== 'event') return [];
      const translation = toQueryDsl(statement, { schema, eventCategoryField: options?.event_category_field });
      const found = run(matcher, hits, { size: hits.length })
        .events.map(({ _id }) => _id)
        .sort();
      return [{ id, query, matcher, translation, found }];
    } catch (error) {
      // Queries that Elasticsearch refuses have cases of their own.
      if (error instanceof EqlError) return [];
      throw error;
    }
  });

const compare = async (index: string, tests: ReturnType<typeof judged>, hits: readonly EqlHit[]): Promise<object[]> => {
  const body = tests.flatMap(({ translation }) => [
    JSON.stringify({ index }),
    JSON.stringify({ size: 10_000, _source: false, query: translation.query }),
  ]);
  const { responses } = await request<{
    responses: Array<{ hits?: { hits: Array<{ _id: string }> }; error?: unknown }>;
  }>('POST', '/_msearch', `${body.join('\n')}\n`);
  const byId = new Map(hits.map((hit) => [hit._id, hit]));
  return tests.flatMap(({ id, query, matcher, translation, found }, at): object[] => {
    const candidates = responses[at]?.hits?.hits.map(({ _id }) => _id);
    if (candidates === undefined) return [{ id, query, error: responses[at]?.error, dsl: translation.query }];
    const kept = candidates
      .filter((hit) => translation.residual === null || matcher.matches(byId.get(hit)?._source ?? {}))
      .sort();
    return JSON.stringify(kept) === JSON.stringify(found) ? [] : [{ id, query, kept, found, dsl: translation.query }];
  });
};

describeWithElasticsearch('EQL as query DSL on a real Elasticsearch', () => {
  const directory = join(shared, 'eql');
  if (existsSync(directory)) {
    const { cases } = JSON.parse(readFileSync(join(directory, 'cases.json'), 'utf8')) as {
      cases: Array<Case & { kind: string; data?: string }>;
    };
    const events = cases.filter(({ kind, data }) => kind === 'events' && data !== undefined);
    it.each([...new Set(events.map(({ data }) => data as string))])(
      'gives what the engine gives on %s',
      async (file) => {
        const data = JSON.parse(readFileSync(join(directory, file), 'utf8')) as {
          schema: EqlSchema;
          hits: Array<{ _id: string; _source: Record<string, unknown> }>;
        };
        const hits = data.hits.map((hit) => ({ ...hit, _id: String(hit._id) }));
        const index = `eql-${file.replace(/\W/g, '-').toLowerCase()}`;
        await indexDocuments(index, mappingsOf(data.schema), hits);
        const tests = judged(
          events.filter((test) => test.data === file),
          hits,
          data.schema,
        );
        expect(tests.length).toBeGreaterThan(0);
        expect(await compare(index, tests, hits)).toEqual([]);
      },
    );
  } else {
    console.warn('Skipped: the recorded EQL cases (../shared/data/eql) are not here.');
  }

  const schemaFile = join(shared, 'replay/schema.json');
  const rulesDirectory = join(shared, 'replay/rules');
  if (existsSync(schemaFile)) {
    it('gives what the engine gives for the rules on the recordings', async () => {
      const { fields: schema } = JSON.parse(readFileSync(schemaFile, 'utf8')) as { fields: EqlSchema };
      const hits = readdirSync(packs, { recursive: true })
        .map(String)
        .filter((file) => file.endsWith('.ndjson'))
        .flatMap((file) =>
          readFileSync(join(packs, file), 'utf8')
            .split('\n')
            .filter(Boolean)
            .map((line, at) => ({ _id: `${file}:${at}`, _source: JSON.parse(line) as Record<string, unknown> })),
        );
      const cases = readdirSync(rulesDirectory).map((file) => ({
        id: file,
        query: (JSON.parse(readFileSync(join(rulesDirectory, file), 'utf8')) as { query: string }).query,
      }));
      await indexDocuments('eql-recordings', mappingsOf(schema), hits);
      expect(await compare('eql-recordings', judged(cases, hits, schema), hits)).toEqual([]);
    });
  } else {
    console.warn('Skipped: the schema of the recordings (../shared/data/replay) is not here.');
  }
});
