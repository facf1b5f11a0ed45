/** Order of hits, and the page that follows a position. */
import { valuesOf } from '../../../common/allowlist';
import type { StoredDocument } from './index_store';

export interface SortField {
  field: string;
  order: 'asc' | 'desc';
  missing?: string;
  format?: string;
}

export type SortValue = string | number | boolean | null;

/** The spellings of a sort: `"a"`, `{"a": "desc"}`, `{"a": {"order": "desc"}}`, alone or in a list. */
export function sortFields(sort: unknown): SortField[] {
  return [sort ?? []].flat().flatMap((one) => {
    if (typeof one === 'string') return [{ field: one, order: one === '_score' ? 'desc' : 'asc' } as SortField];
    return Object.entries(one as Record<string, unknown>).map(([field, spec]) => {
      const { order, missing, format } =
        typeof spec === 'string'
          ? { order: spec, missing: undefined, format: undefined }
          : (spec as Partial<SortField>);
      return { field, order: (order ?? 'asc') as 'asc' | 'desc', missing, format };
    });
  });
}

/** Values of a hit, as the answer carries them. */
export function sortValues(
  document: StoredDocument,
  fields: readonly SortField[],
  types: Readonly<Record<string, string>>,
  score: () => number,
): SortValue[] {
  return fields.map(({ field, order, format }) => {
    if (field === '_score') return score();
    if (field === '_seq_no') return document._seq_no;
    if (field === '_doc') return 0;
    const values = valuesOf(document._source, field);
    if (values.length === 0) return null;
    const isDate = types[field] === 'date';
    const comparable = values.map((value) => (isDate ? Date.parse(String(value)) : value));
    const best = comparable.reduce((a, b) => ((order === 'asc' ? b < a : b > a) ? b : a));
    return isDate && format !== undefined ? new Date(Number(best)).toISOString() : best;
  });
}

/** Hits without a value come last unless the sort says otherwise. */
export function compare(a: readonly SortValue[], b: readonly SortValue[], fields: readonly SortField[]): number {
  for (const [at, { order, missing }] of fields.entries()) {
    const [left, right] = [a[at] ?? null, b[at] ?? null];
    if (left === right) continue;
    const nullsFirst = missing === '_first';
    if (left === null) return nullsFirst ? -1 : 1;
    if (right === null) return nullsFirst ? 1 : -1;
    const ascending = comparableOf(left) < comparableOf(right) ? -1 : 1;
    return order === 'asc' ? ascending : -ascending;
  }
  return 0;
}

function comparableOf(value: SortValue): string | number {
  if (typeof value === 'boolean') return Number(value);
  return value ?? 0;
}
