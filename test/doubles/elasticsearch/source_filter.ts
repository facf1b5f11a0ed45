/** What of a document an answer carries. */
import { valuesOf } from '../../../common/allowlist';
import { fits } from './index_store';

type Source = Readonly<Record<string, unknown>>;

/** `_source` of a request: all, nothing, or fields by name or pattern. */
export function filteredSource(source: Source, asked: unknown): Source | undefined {
  if (asked === false) return undefined;
  if (asked === undefined || asked === true) return source;
  const names = [asked].flat() as string[];
  return kept(source, '', names);
}

function kept(source: Source, prefix: string, names: readonly string[]): Source {
  const entries = Object.entries(source).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    if (names.some((wanted) => path === wanted || fits(path, wanted) || path.startsWith(`${wanted}.`)))
      return [[name, value]];
    const isParent = names.some((wanted) => wanted.startsWith(`${path}.`));
    if (!isParent || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return [[name, kept(value as Source, `${path}.`, names)]];
  });
  return Object.fromEntries(entries) as Source;
}

/** `fields` of a request: values as lists, times in ISO. */
export function fieldValues(source: Source, asked: readonly unknown[]): Record<string, unknown[]> {
  const names = asked.map((one) => (typeof one === 'string' ? one : (one as { field: string }).field));
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = valuesOf(source, name);
      return values.length > 0 ? [[name, values]] : [];
    }),
  );
}
