import { readsIndex } from '../../common/expectations/index_patterns';
import { isDocument } from '../events_in/document_shape';
import type { EcsDocument, EventSink, IncomingEvent } from '../events_in';
import type { Database } from './database';
import { FieldTracker } from './field_tracker';
import { mappingOf, type Mapping } from './mapping';
import { readSetting, writeSetting } from './settings';

/** An index name with a set of categories, and the number that events carry for it. */
export interface EventKind {
  id: number;
  indexName: string;
  categories: readonly string[];
}

const INSERT_EVENT = `INSERT INTO events (seq, id, kind, time, host, demo, document) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING`;

const NEXT_SEQ = 'events.next_seq';

/** The table of events: bulk inserts, and what is known about what lies in it. */
export class EventTable implements EventSink {
  private readonly kinds = new Map<string, EventKind>();
  private readonly fields = new FieldTracker();
  private readonly byId = new Map<number, EventKind>();
  private knownMapping: Mapping | undefined;
  private nextSeq = 1;

  constructor(
    private readonly database: Database,
    private readonly clock: () => number,
  ) {
    this.load();
  }

  /** Stores a batch in one transaction; events that are there already are left as they are. */
  insert(batch: readonly IncomingEvent[]): number {
    try {
      return this.database.transaction(() => {
        const first = this.nextSeq;
        let oldest = Infinity;
        let newest = -Infinity;
        for (const event of batch) {
          if (!this.insertOne(event)) continue;
          oldest = Math.min(oldest, event.time);
          newest = Math.max(newest, event.time);
        }
        if (this.nextSeq > first) {
          this.database.run('INSERT INTO arrivals (first_seq, at, oldest, newest) VALUES (?, ?, ?, ?)', [
            ...[first, this.clock(), oldest, newest],
          ]);
          writeSetting(this.database, NEXT_SEQ, String(this.nextSeq));
        }
        return this.nextSeq - first;
      });
    } catch (error) {
      this.load();
      throw error;
    }
  }

  /** Kinds whose index a rule or search reads, and whose categories it asks for (none given: all). */
  kindsFor(patterns: readonly string[], categories?: ReadonlySet<string>): EventKind[] {
    return [...this.kinds.values()].filter(
      (kind) =>
        readsIndex(patterns, kind.indexName) &&
        (categories === undefined || kind.categories.some((category) => categories.has(category))),
    );
  }

  kind(id: number): EventKind | undefined {
    return this.byId.get(id);
  }

  indexNames(): string[] {
    return [...new Set([...this.kinds.values()].map(({ indexName }) => indexName))];
  }

  /** Fields and types of everything that was ever stored. */
  mapping(): Mapping {
    this.knownMapping ??= mappingOf(
      this.database
        .all<{ name: string; type: string }>('SELECT name, min(type) AS type FROM event_fields GROUP BY name', [])
        .map(({ name, type }) => [name, type] as const),
    );
    return this.knownMapping;
  }

  /** Number that the next event will get: everything below has arrived. */
  endSeq(): number {
    return this.nextSeq;
  }

  /** First number among the events that arrived at `since` (milliseconds) or later. */
  firstSeqSince(since: number): number {
    const row = this.database.get<{ seq: number | null }>('SELECT min(first_seq) AS seq FROM arrivals WHERE at >= ?', [
      since,
    ]);
    return row?.seq ?? this.endSeq();
  }

  /**
   * Bounds of the times of events that arrived as `fromSeq` or later: never too narrow.
   * @returns undefined when there are none
   */
  timeBounds(fromSeq: number): { oldest: number; newest: number } | undefined {
    const row = this.database.get<{ oldest: number | null; newest: number | null }>(
      `SELECT min(oldest) AS oldest, max(newest) AS newest FROM arrivals
       WHERE first_seq >= coalesce((SELECT max(first_seq) FROM arrivals WHERE first_seq <= ?), 0)`,
      [fromSeq],
    );
    return row?.oldest == null || row.newest === null ? undefined : { oldest: row.oldest, newest: row.newest };
  }

  /** To be told when stored events were given other times. */
  noteMovedTimes(byMs: number): void {
    this.database.run('UPDATE arrivals SET oldest = min(oldest, oldest + ?), newest = max(newest, newest + ?)', [
      byMs,
      byMs,
    ]);
  }

  /** @returns whether the event was new */
  private insertOne(event: IncomingEvent): boolean {
    const kind = this.kindOf(event);
    const demo = isDemo(event.document) ? 1 : 0;
    const values = [this.nextSeq, event.id, kind.id, event.time, hostOf(event.document), demo, event.json];
    if (this.database.run(INSERT_EVENT, values) === 0) return false;
    this.nextSeq += 1;
    this.noteFields(event);
    return true;
  }

  private noteFields(event: IncomingEvent): void {
    for (const { indexName, name, type } of this.fields.see(event.index, event.document)) {
      this.database.run('INSERT INTO event_fields (index_name, name, type) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
        indexName,
        name,
        type,
      ]);
      this.knownMapping = undefined;
    }
  }

  private kindOf(event: IncomingEvent): EventKind {
    const categories = categoriesOf(event.document);
    const key = `${event.index}\n${categories}`;
    const known = this.kinds.get(key);
    if (known) return known;
    const row = this.database.get<{ id: number }>(
      'INSERT INTO event_kinds (index_name, categories) VALUES (?, ?) RETURNING id',
      [event.index, categories],
    );
    return this.remember({ id: Number(row?.id), index_name: event.index, categories });
  }

  private remember(row: KindRow): EventKind {
    const categories = row.categories === '' ? [] : row.categories.split(',');
    const kind = { id: row.id, indexName: row.index_name, categories };
    this.kinds.set(`${row.index_name}\n${row.categories}`, kind);
    this.byId.set(row.id, kind);
    return kind;
  }

  /** Reads what is known from the file: at start, and after a batch that was not kept. */
  private load(): void {
    this.kinds.clear();
    this.byId.clear();
    this.fields.clear();
    this.knownMapping = undefined;
    this.nextSeq = Number(readSetting(this.database, NEXT_SEQ) ?? 1);
    for (const row of this.database.all<KindRow>('SELECT id, index_name, categories FROM event_kinds', [])) {
      this.remember(row);
    }
    const fields = this.database.all<{ index_name: string; name: string }>(
      'SELECT index_name, name FROM event_fields',
      [],
    );
    for (const { index_name, name } of fields) this.fields.load(index_name, name);
  }
}

interface KindRow {
  id: number;
  index_name: string;
  categories: string;
}

/** Marked as demo data: `labels.demo`. */
export function isDemo(document: EcsDocument): boolean {
  const labels = document['labels'];
  return isDocument(labels) && labels['demo'] !== undefined;
}

function hostOf(document: EcsDocument): string | null {
  const host = document['host'];
  const name: unknown = isDocument(host) ? host['name'] : undefined;
  const first: unknown = Array.isArray(name) ? name[0] : name;
  return typeof first === 'string' ? first : null;
}

/** `event.category` in the order of the document, separated by commas. */
function categoriesOf(document: EcsDocument): string {
  const event = document['event'];
  const category: unknown = isDocument(event) ? event['category'] : undefined;
  if (typeof category === 'string') return category;
  return Array.isArray(category) ? category.filter((one) => typeof one === 'string').join(',') : '';
}
