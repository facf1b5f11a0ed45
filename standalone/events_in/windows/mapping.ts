import { setPath } from '../document_shape';
import type { EcsDocument } from '../types';
import { text, type Reader } from './readers';

/** The fields of a flat Windows event, by the names the event has. */
export type WindowsFields = Readonly<Record<string, unknown>>;

/** One row of a mapping table: this field of the event becomes that field of the document. */
export interface MappingRow {
  source: string;
  target: readonly string[];
  read: Reader;
}

/** How one kind of event becomes a document. What no row takes stays under `winlog.event_data`. */
export interface EventMapping {
  category: readonly string[];
  type: readonly string[];
  action: string;
  rows: readonly MappingRow[];
  /** Fields that `derive` uses up. */
  consumes?: readonly string[];
  /** What a row cannot say: values from several fields, or several fields from one value. */
  derive?: (document: EcsDocument, fields: WindowsFields) => void;
}

/** Mappings of one channel by event id. */
export type MappingTable = Readonly<Record<number, EventMapping>>;

export function row(source: string, target: string, read: Reader = text): MappingRow {
  return { source, target: target.split('.'), read };
}

/** Puts the mapped fields into the document. */
export function applyMapping(document: EcsDocument, fields: WindowsFields, mapping: EventMapping): void {
  for (const { source, target, read } of mapping.rows) {
    const raw = fields[source];
    if (raw === undefined) continue;
    const value = read(raw);
    if (value !== undefined) setPath(document, target, value);
  }
  mapping.derive?.(document, fields);
}

const consumedCache = new WeakMap<EventMapping, ReadonlySet<string>>();

/** Names of the event's fields that the mapping uses up. */
export function consumedFields(mapping: EventMapping): ReadonlySet<string> {
  let consumed = consumedCache.get(mapping);
  if (!consumed) {
    consumed = new Set([...mapping.rows.map(({ source }) => source), ...(mapping.consumes ?? [])]);
    consumedCache.set(mapping, consumed);
  }
  return consumed;
}
