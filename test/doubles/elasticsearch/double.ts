/** A double of the part of Elasticsearch that the workbench asks: documents in memory, our own query engines over them. */
import { randomUUID } from 'node:crypto';
import type { SearchRequest } from '../../../common/eql';
import { compileQuery, type Query } from '../../../common/query_dsl';
import { refusal, type EsAnswer } from './answers';
import { eqlSearch } from './eql_search';
import { fieldCapabilities } from './field_caps';
import { IndexStore, type FieldTypes, type StoredDocument } from './index_store';
import { searchIndices, type SearchBody } from './search';

export interface ElasticsearchDoubleOptions {
  /** Milliseconds. */
  now?: () => number;
}

export class ElasticsearchDouble {
  readonly store = new IndexStore();
  private readonly now: () => number;

  constructor({ now = Date.now }: ElasticsearchDoubleOptions = {}) {
    this.now = now;
  }

  /** @returns the document's id */
  add(index: string, source: Record<string, unknown>, id: string = randomUUID()): string {
    return this.store.put(index, id, source)._id;
  }

  create(index: string, types?: FieldTypes, alias?: string): void {
    this.store.create(index, types, alias);
  }

  /** @param path as it goes over the wire, percent-encoded: `/logs-%2A/_search` */
  handle(method: string, path: string, query: Readonly<Record<string, unknown>>, body: unknown): EsAnswer {
    const parts = path.split('/').slice(1).map(decodeURIComponent);
    if (parts.join('/') === '_security/_authenticate') return { status: 200, body: { username: 'elastic' } };
    const [expression = '', ...api] = parts;
    const names = this.store.resolve(expression);
    switch (`${method} ${api.join('/')}`) {
      case 'POST _search':
        return this.search(expression, (body ?? {}) as SearchBody, query);
      case 'POST _eql/search':
        return eqlSearch(this.store, names, body as SearchRequest, expression, this.now());
      case 'POST _field_caps': {
        const { fields } = body as { fields: string[] };
        return {
          status: 200,
          body: fieldCapabilities(this.store, names, fields, String(query['include_unmapped']) === 'true'),
        };
      }
      default:
        // Mappings of the double have no limits of length.
        if (method === 'GET' && api[0] === '_mapping') return { status: 200, body: {} };
        return refusal(400, 'illegal_argument_exception', `The double does not know ${method} ${path}`);
    }
  }

  search(
    expression: string,
    body: SearchBody,
    { ignore_unavailable: lenient = true }: { ignore_unavailable?: unknown } = {},
  ): EsAnswer {
    const names = this.store.resolve(expression);
    const isConcrete = !/[*,]/.test(expression);
    if (names.length === 0 && isConcrete && String(lenient) !== 'true') {
      return refusal(404, 'index_not_found_exception', `no such index [${expression}]`);
    }
    return searchIndices(this.store, names, body, this.now());
  }

  /** Documents that a query finds. @throws QueryRefused */
  matching(expression: string, query: Query): StoredDocument[] {
    const names = this.store.resolve(expression);
    const { index: mapping } = this.store.mapping(names);
    return this.store.documents(names).filter(compileQuery(query, { mapping, now: this.now() }));
  }

  /** Writes a document anew, with a new sequence number. */
  replace({ _index, _id }: StoredDocument, source: Record<string, unknown>): void {
    this.store.put(_index, _id, source);
  }
}
