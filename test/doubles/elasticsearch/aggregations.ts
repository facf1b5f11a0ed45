/** Aggregations that the workbench asks for: terms, histogram over time, distinct values, bounds. */
import { valuesOf, type Leaf } from '../../../common/allowlist';
import type { StoredDocument } from './index_store';

type Types = Readonly<Record<string, string>>;

interface Aggregation {
  terms?: { field: string; size?: number };
  date_histogram?: { field: string; fixed_interval: string; offset?: string; min_doc_count?: number };
  cardinality?: { field: string };
  min?: { field: string };
  max?: { field: string };
  aggs?: Record<string, Aggregation>;
}

export function aggregate(
  asked: Readonly<Record<string, unknown>>,
  documents: readonly StoredDocument[],
  types: Types,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(asked).map(([name, aggregation]) => [name, one(aggregation as Aggregation, documents, types)]),
  );
}

function one(asked: Aggregation, documents: readonly StoredDocument[], types: Types): unknown {
  const { terms, date_histogram: histogram, cardinality, min, max } = asked;
  if (terms) return termBuckets(terms, asked.aggs, documents, types);
  if (histogram) return timeBuckets(histogram, asked.aggs, documents, types);
  if (cardinality) return { value: new Set(documents.flatMap(read(cardinality.field))).size };
  const bound = min ?? max;
  if (!bound) throw new Error(`The double has no aggregation like ${JSON.stringify(asked)}`);
  const numbers = documents.flatMap(read(bound.field)).map((value) => numberOf(value, types[bound.field]));
  if (numbers.length === 0) return { value: null };
  return { value: min ? Math.min(...numbers) : Math.max(...numbers) };
}

const read =
  (field: string) =>
  ({ _source }: StoredDocument): Leaf[] =>
    valuesOf(_source, field);

function numberOf(value: Leaf, type: string | undefined): number {
  return type === 'date' ? Date.parse(String(value)) : Number(value);
}

/** Most frequent first; equal counts by value. */
function termBuckets(
  { field, size = 10 }: { field: string; size?: number },
  inner: Aggregation['aggs'],
  documents: readonly StoredDocument[],
  types: Types,
): unknown {
  const groups = new Map<Leaf, StoredDocument[]>();
  for (const document of types[field] === undefined ? [] : documents) {
    for (const value of new Set(read(field)(document))) groups.set(value, [...(groups.get(value) ?? []), document]);
  }
  const sorted = [...groups].sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1));
  return {
    doc_count_error_upper_bound: 0,
    sum_other_doc_count: sorted.slice(size).reduce((sum, [, group]) => sum + group.length, 0),
    buckets: sorted.slice(0, size).map(([key, group]) => ({
      key,
      doc_count: group.length,
      ...(inner ? aggregate(inner, group, types) : {}),
    })),
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
}

function timeBuckets(
  { field, fixed_interval, offset = '0ms', min_doc_count = 0 }: NonNullable<Aggregation['date_histogram']>,
  inner: Aggregation['aggs'],
  documents: readonly StoredDocument[],
  types: Types,
): unknown {
  const [size, shift] = [milliseconds(fixed_interval), milliseconds(offset)];
  const groups = new Map<number, StoredDocument[]>();
  for (const document of documents) {
    for (const value of read(field)(document)) {
      const key = Math.floor((Date.parse(String(value)) - shift) / size) * size + shift;
      groups.set(key, [...(groups.get(key) ?? []), document]);
    }
  }
  const keys = [...groups.keys()].sort((a, b) => a - b);
  const first = keys[0];
  const last = keys[keys.length - 1];
  const all = first === undefined || last === undefined || min_doc_count > 0 ? keys : series(first, last, size);
  return {
    buckets: all.map((key) => ({
      key_as_string: new Date(key).toISOString(),
      key,
      doc_count: groups.get(key)?.length ?? 0,
      ...(inner ? aggregate(inner, groups.get(key) ?? [], types) : {}),
    })),
  };
}

function series(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, at) => first + at * step);
}
