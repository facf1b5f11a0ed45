/** The node that the global set-up started, for one test file. */

/** Set by the global set-up; undefined when Java or Maven is missing, and then the tests skip themselves with that reason printed. */
export const elasticsearchUrl = process.env.WORKBENCH_ELASTICSEARCH_URL;

export const describeWithElasticsearch: typeof describe | typeof describe.skip = elasticsearchUrl
  ? describe
  : describe.skip;

/** One request; rejects with Elasticsearch's own error body in the message. */
export const request = async <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
): Promise<T> => {
  const raw = typeof body === 'string';
  const response = await fetch(`${elasticsearchUrl}${path}`, {
    method,
    headers: { 'content-type': raw ? 'application/x-ndjson' : 'application/json' },
    body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as T;
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer).slice(0, 2_000)}`);
  return answer;
};

/** Creates an index, indexes the documents under their ids and refreshes. */
export const indexDocuments = async (
  index: string,
  mappings: object,
  documents: ReadonlyArray<{ _id: string; _source: unknown }>,
): Promise<void> => {
  await request('PUT', `/${index}`, { settings: { number_of_shards: 1, number_of_replicas: 0 }, mappings });
  const lines = documents.flatMap(({ _id, _source }) => [JSON.stringify({ index: { _id } }), JSON.stringify(_source)]);
  for (let at = 0; at < lines.length; at += 2_000) {
    const result = await request<{ errors: boolean; items: unknown[] }>(
      'POST',
      `/${index}/_bulk`,
      `${lines.slice(at, at + 2_000).join('\n')}\n`,
    );
    if (result.errors) throw new Error(`bulk indexing failed: ${JSON.stringify(result.items).slice(0, 2_000)}`);
  }
  await request('POST', `/${index}/_refresh`);
};
