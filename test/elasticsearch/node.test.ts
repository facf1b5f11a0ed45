import { describeWithElasticsearch, indexDocuments, request } from './client';

describeWithElasticsearch('the real Elasticsearch of the tests', () => {
  it('indexes and finds documents', async () => {
    await indexDocuments('smoke', { properties: { 'host.name': { type: 'keyword' } } }, [
      { _id: '1', _source: { host: { name: 'ws-fin-042' } } },
      { _id: '2', _source: { host: { name: 'lnx-build-07' } } },
    ]);
    const found = await request<{ hits: { hits: Array<{ _id: string }> } }>('POST', '/smoke/_search', {
      query: { term: { 'host.name': { value: 'WS-FIN-042', case_insensitive: true } } },
    });
    expect(found.hits.hits.map((hit) => hit._id)).toEqual(['1']);
  });
});
