import type {
  EventHit,
  EventPage,
  EventSearch,
  EventStore,
  FieldCapability,
  IndexState,
  RuleQuery,
  RuleQueryResult,
} from '../../events';
import type { ExceptionStore } from '../../exceptions';
import { StackError } from '../../stack';
import type { ElasticsearchApi } from '../apis';
import { fieldCaps } from '../search/field_caps';
import { withLengthLimits } from '../search/length_limits';
import { parseKql } from '../search/kql_filter';
import { indexPath, LENIENT, type SearchAnswer } from '../search/types';
import { eqlSearch } from './eql';
import { matchEvents, type MatchOptions } from './event_match';
import { READ_EVENTS, searchEvents, toEvent } from './event_search';
import { indexState } from './index_state';
import { suggestValues } from './suggest_values';

type Validity = { status: 'ok' | 'no_index' } | { status: 'invalid'; message: string };

/** Where an event is looked for when nobody says in which index it is. */
const EVERYWHERE = ['*'];

/** The port's events in Elasticsearch, as the user of a request. */
export class KibanaEventStore implements EventStore {
  constructor(
    private readonly elasticsearch: ElasticsearchApi,
    private readonly exceptions: Pick<ExceptionStore, 'valueLists'>,
    private readonly clock: () => number,
  ) {}

  search(search: EventSearch): Promise<EventPage> {
    return searchEvents(this.elasticsearch, search);
  }

  async get(id: string, index?: string): Promise<EventHit | undefined> {
    const path = indexPath(index === undefined ? EVERYWHERE : [index], '_search');
    const { hits } = await this.elasticsearch.call<SearchAnswer>(READ_EVENTS, 'POST', path, {
      query: LENIENT,
      body: { size: 1, track_total_hits: false, query: { ids: { values: [id] } } },
    });
    const hit = hits.hits[0];
    return hit && toEvent(hit);
  }

  match(query: RuleQuery, options?: MatchOptions): Promise<RuleQueryResult> {
    return matchEvents(this.elasticsearch, this.exceptions, query, this.clock(), options);
  }

  async validate({ index, language, query }: Pick<RuleQuery, 'index' | 'language' | 'query'>): Promise<Validity> {
    try {
      if (language === 'kuery') {
        parseKql(query);
        const { indices } = await fieldCaps(this.elasticsearch, index, ['@timestamp']);
        return { status: indices.length > 0 ? 'ok' : 'no_index' };
      }
      const outcome = await eqlSearch(this.elasticsearch, { index, query, filter: { match_all: {} }, size: 0 });
      if (!outcome) return { status: 'no_index' };
      // Newer versions answer a pattern that fits nothing with an empty result.
      const { indices } = await fieldCaps(this.elasticsearch, index, ['@timestamp']);
      return { status: indices.length > 0 ? 'ok' : 'no_index' };
    } catch (error) {
      if (error instanceof StackError && error.code === 'rejected')
        return { status: 'invalid', message: error.message };
      throw error;
    }
  }

  async fieldCaps(index: readonly string[], fields: readonly string[]): Promise<Record<string, FieldCapability[]>> {
    const found = await fieldCaps(this.elasticsearch, index, fields);
    return withLengthLimits(this.elasticsearch, index, found.fields);
  }

  indexState(pattern: string): Promise<IndexState> {
    return indexState(this.elasticsearch, pattern, this.clock());
  }

  suggestValues(index: readonly string[], field: string, prefix: string, size: number): Promise<string[]> {
    return suggestValues(this.elasticsearch, index, field, prefix, size, this.clock());
  }
}
