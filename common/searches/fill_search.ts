/** Saved searches and the alert they are opened from. */
import { valuesOf, type EventDocument } from '../allowlist';
import { placeholderFields, SEARCH_PLACEHOLDER, type SavedSearch } from '../packs/schema/searches';

export type FilledSearch =
  | { available: true; kql: string; from: string; to: string }
  /** The alert lacks these fields. The search must not be opened: an empty value would find something else. */
  | { available: false; missing: string[] };

const milliseconds: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5m` in milliseconds. */
function spanOf(duration: string): number {
  return Number(duration.slice(0, -1)) * (milliseconds[duration.slice(-1)] ?? 0);
}

/** A value between double quotes, as KQL reads it: only the quote and the backslash need an escape. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/**
 * Fills a search from an alert or an event.
 *
 * @param search template; each placeholder stands alone in double quotes
 * @param event document that has the fields, nested or dotted; a field with several values becomes a list
 * @param at time of the alert, ISO 8601
 */
export function fillSearch(search: SavedSearch, event: EventDocument, at: string): FilledSearch {
  const missing = placeholderFields(search.query).filter((field) => valuesOf(event, field).length === 0);
  if (missing.length > 0) return { available: false, missing };
  const kql = search.query.replace(SEARCH_PLACEHOLDER, (_match, field: string) => {
    const values = [...new Set(valuesOf(event, field).map(String))].map(quoted);
    return values.length === 1 ? (values[0] as string) : `(${values.join(' or ')})`;
  });
  const time = Date.parse(at);
  return {
    available: true,
    kql,
    from: new Date(time - spanOf(search.range.before)).toISOString(),
    to: new Date(time + spanOf(search.range.after)).toISOString(),
  };
}
