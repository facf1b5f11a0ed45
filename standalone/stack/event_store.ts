import { valuesOf } from '../../common/allowlist';
import { compile as compileEql } from '../../common/eql';
import { parse as parseKql } from '../../common/kql';
import { readsIndex } from '../../common/expectations/index_patterns';
import type {
  EventHit,
  EventPage,
  EventSearch,
  EventStore,
  FieldCapability,
  IndexState,
  RuleQuery,
  RuleQueryResult,
} from '../../server/stack/events';
import type { ExceptionStore } from '../../server/stack/exceptions';
import { isoTime } from '../events_in';
import type { Database } from './database';
import { matchEvents, type MatchOptions } from './event_match';
import { EVENT_COLUMNS, toEvent, type EventRow } from './event_reader';
import { searchEvents } from './event_search';
import type { EventTable } from './event_table';
import { listsOf } from './exception_store';
import { refusal } from './rule_matcher';

const DAY_MS = 86_400_000;
/** `recentCount` stops here: "at least so many". */
const RECENT_CAP = 10_000;
/** Newest events that suggestions are taken from. */
const SUGGESTION_SAMPLE = 5_000;
const MAX_INDICES = 100;

/** The port's event store on the data file. */
export class EmbeddedEventStore implements EventStore {
  constructor(
    private readonly database: Database,
    private readonly table: EventTable,
    private readonly exceptions: Pick<ExceptionStore, 'valueLists'>,
    private readonly clock: () => number,
  ) {}

  async search(search: EventSearch): Promise<EventPage> {
    return searchEvents(this.database, this.table, search, this.clock());
  }

  async get(id: string, index?: string): Promise<EventHit | undefined> {
    const row = this.database.get<EventRow>(`SELECT ${EVENT_COLUMNS} FROM events WHERE id = ?`, [id]);
    if (!row) return undefined;
    const { _id, _index, _source } = toEvent(row, this.table);
    return index === undefined || index === _index ? { _id, _index, _source } : undefined;
  }

  async match(query: RuleQuery, options: MatchOptions = {}): Promise<RuleQueryResult> {
    const valueLists = await listsOf(query.exceptions, this.exceptions);
    return matchEvents(this.database, this.table, query, valueLists, this.clock(), options);
  }

  async validate(
    query: Pick<RuleQuery, 'index' | 'language' | 'query'>,
  ): Promise<{ status: 'ok' | 'no_index' } | { status: 'invalid'; message: string }> {
    try {
      if (query.language === 'eql') compileEql(query.query, { schema: this.table.mapping().eql });
      else parseKql(query.query);
    } catch (error) {
      const refused = refusal(error);
      if (refused === error) throw error;
      return { status: 'invalid', message: (refused as Error).message };
    }
    return { status: this.table.kindsFor(query.index).length > 0 ? 'ok' : 'no_index' };
  }

  async fieldCaps(index: readonly string[], fields: readonly string[]): Promise<Record<string, FieldCapability[]>> {
    const rows = this.database.all<{ index_name: string; name: string; type: string }>(
      'SELECT index_name, name, type FROM event_fields WHERE name IN (SELECT value FROM json_each(?)) ORDER BY index_name',
      [JSON.stringify(fields)],
    );
    const read = this.table.indexNames().filter((name) => readsIndex(index, name));
    const capabilities: Record<string, FieldCapability[]> = Object.create(null) as Record<string, FieldCapability[]>;
    for (const { index_name, name, type } of rows) {
      if (!read.includes(index_name)) continue;
      const known = (capabilities[name] ??= []);
      const same = known.find((capability) => capability.type === type);
      if (same) same.indices?.push(index_name);
      else known.push({ type, indices: [index_name], ...(type === 'keyword' ? { ignoreAbove: 1_024 } : {}) });
    }
    for (const known of Object.values(capabilities)) {
      if (known.length === 1 && known[0]?.indices?.length === read.length) delete known[0].indices;
    }
    return capabilities;
  }

  async indexState(pattern: string): Promise<IndexState> {
    const kinds = this.table.kindsFor([pattern]);
    const indices = [...new Set(kinds.map(({ indexName }) => indexName))].sort().slice(0, MAX_INDICES);
    const ids = JSON.stringify(kinds.map(({ id }) => id));
    const newest = this.database.get<{ time: number }>(
      'SELECT time FROM events WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY time DESC LIMIT 1',
      [ids],
    );
    const recent = this.database.get<{ count: number }>(
      `SELECT count(*) AS count FROM (
         SELECT 1 FROM events WHERE time >= ? AND kind IN (SELECT value FROM json_each(?)) LIMIT ?)`,
      [this.clock() - DAY_MS, ids, RECENT_CAP],
    );
    return {
      indices,
      ...(newest ? { lastEventAt: isoTime(newest.time) } : {}),
      recentCount: recent?.count ?? 0,
    };
  }

  async suggestValues(index: readonly string[], field: string, prefix: string, size: number): Promise<string[]> {
    const ids = JSON.stringify(this.table.kindsFor(index).map(({ id }) => id));
    const rows = this.database.all<{ document: string }>(
      'SELECT document FROM events WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY time DESC LIMIT ?',
      [ids, SUGGESTION_SAMPLE],
    );
    const wanted = prefix.toLowerCase();
    const counts = new Map<string, number>();
    for (const { document } of rows) {
      for (const value of valuesOf(JSON.parse(document) as Record<string, unknown>, field)) {
        const text = String(value);
        if (text.toLowerCase().startsWith(wanted)) counts.set(text, (counts.get(text) ?? 0) + 1);
      }
    }
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, size)
      .map(([value]) => value);
  }
}
