/** Which alerts a change means. Ids are collected first, so that a report can say what happened to how many. */
import { StackError } from '../../stack';
import type { ElasticsearchApi } from '../apis';
import { chunks } from '../batches';
import { allOf, indexPath, LENIENT, type Dsl, type SearchAnswer } from '../search/types';
import { ALERT_UUID } from './alert_search';
import { alertIndex, READ_ALERTS } from './alert_query';

const PAGE = 5_000;
/** More at once would run into the time limits between browser and server. */
const MAX_ALERTS = 100_000;
const GROUPS_PER_CALL = 1_000;
const GROUP_ID = 'kibana.alert.group.id';

interface Matches {
  ids: string[];
  /** Ids of the sequences that some of them belong to. */
  groups: string[];
}

/** @throws StackError `too_large` */
export async function matchingAlerts(elasticsearch: ElasticsearchApi, space: string, query: Dsl): Promise<Matches> {
  const ids: string[] = [];
  const groups = new Set<string>();
  let after: unknown[] | undefined;
  do {
    const { hits } = await elasticsearch.call<SearchAnswer>(
      READ_ALERTS,
      'POST',
      indexPath(alertIndex(space), '_search'),
      {
        query: LENIENT,
        body: {
          size: PAGE,
          track_total_hits: false,
          _source: false,
          fields: [GROUP_ID],
          query,
          sort: [{ [ALERT_UUID]: { order: 'asc', unmapped_type: 'keyword' } }],
          ...(after ? { search_after: after } : {}),
        },
      },
    );
    for (const { _id, fields } of hits.hits) {
      ids.push(_id);
      const group = fields?.[GROUP_ID]?.[0];
      if (typeof group === 'string') groups.add(group);
    }
    if (ids.length > MAX_ALERTS) {
      throw new StackError('too_large', `More than ${MAX_ALERTS} alerts match. Narrow the filter.`);
    }
    after = hits.hits.length === PAGE ? hits.hits[PAGE - 1]?.sort : undefined;
  } while (after);
  return { ids, groups: [...groups] };
}

/** The alerts that match, with everything that belongs to the same sequences: a shell never stands without its blocks. */
export async function withSequences(elasticsearch: ElasticsearchApi, space: string, query: Dsl): Promise<string[]> {
  const { ids, groups } = await matchingAlerts(elasticsearch, space, query);
  const all = new Set(ids);
  for (const part of chunks(groups, GROUPS_PER_CALL)) {
    const members = await matchingAlerts(elasticsearch, space, allOf([{ terms: { [GROUP_ID]: part } }]));
    for (const id of members.ids) all.add(id);
  }
  return [...all];
}
