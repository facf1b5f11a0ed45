/** The Kibana adapter on the test node: everything that it asks of Elasticsearch is asked for real, except `_eql/search`. */
import { EqlError, search, type EqlHit, type SearchRequest } from '../../common/eql';
import { StackError, type Stack } from '../../server/stack/stack';
import { createKibanaStack, remoteElasticsearch, type ElasticsearchTransport } from '../../server/stack/kibana';
import type { DocumentStore } from '../../server/stack/documents';
import { elasticsearchUrl, request } from './client';

const limits = { timeoutMs: 60_000, maxBytes: 64_000_000 };

/** Straight to the node, which has no security: the key is not looked at. */
export const nodeTransport = (): ElasticsearchTransport =>
  remoteElasticsearch({ url: elasticsearchUrl as string, apiKey: 'none', ...limits });

/**
 * The node has no x-pack: its place is taken by our own engine, over the events that the node itself finds with the
 * filter of the request, so that the filter is still proven.
 */
const withEql = (transport: ElasticsearchTransport): ElasticsearchTransport => ({
  request: async (method, path, call = {}) => {
    if (!path.endsWith('/_eql/search')) return transport.request(method, path, call);
    const index = path.slice(0, -'/_eql/search'.length);
    const body = call.body as SearchRequest;
    const found = await transport.request('POST', `${index}/_search`, {
      ...call,
      body: { size: 10_000, query: body.filter, sort: ['@timestamp'] },
    });
    if (found.status !== 200) return found;
    const { hits, _shards } = found.body as { hits: { hits: EqlHit[] }; _shards: { total: number } };
    try {
      const answer = search({ ...body, filter: undefined }, hits.hits);
      return _shards.total > 0
        ? { status: 200, body: answer }
        : refusal(404, 'index_not_found_exception', 'no such index');
    } catch (error) {
      if (error instanceof EqlError) return refusal(400, `${error.type}_exception`, error.reason);
      throw error;
    }
  },
});

const refusal = (status: number, type: string, reason: string) => ({
  status,
  body: { error: { root_cause: [{ type, reason }], type, reason }, status },
});

const absent = (what: string) => () => Promise.reject(new StackError('unavailable', `${what} is not here`));

export const noDocuments: DocumentStore = {
  get: absent('The document store'),
  list: absent('The document store'),
  create: absent('The document store'),
  update: absent('The document store'),
  remove: absent('The document store'),
};

export const stackOnNode = (space: string): Stack =>
  createKibanaStack({
    version: '8.12.2',
    platinum: false,
    kibanaApps: true,
    user: { name: 'mia' },
    space,
    kibana: { request: absent('Kibana') },
    elasticsearch: withEql(nodeTransport()),
    documents: noDocuments,
    suggestPeople: async () => [],
  });

/** Texts are keywords, addresses and numbers what their names say, as index templates of Elastic map them. */
export const ECS_LIKE = {
  date_detection: false,
  dynamic_templates: [
    { addresses: { match: 'ip', mapping: { type: 'ip' } } },
    { texts: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1_024 } } },
  ],
  properties: { '@timestamp': { type: 'date' }, event: { properties: { ingested: { type: 'date' } } } },
};

export const removeIndices = async (names: Iterable<string>): Promise<void> => {
  for (const name of names) await request('DELETE', `/${name}`);
};
