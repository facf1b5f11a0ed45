/** `ignore_above` of keyword fields: longer values are stored but not indexed, so no condition on them holds. */
import type { FieldCapability } from '../../events';
import type { ElasticsearchApi } from '../apis';
import type { Purpose } from '../errors';
import { indexPath, LENIENT } from './types';

const READ_MAPPING: Purpose = {
  what: 'read how long the values of fields may be',
  takes: 'the index privilege view_index_metadata',
};

/** Field names go into the address here, which servers bound at 4 KiB. */
const MAX_FIELDS = 60;

type MappingAnswer = Record<
  string,
  { mappings: Record<string, { mapping: Record<string, { ignore_above?: number }> }> }
>;

/**
 * Adds the smallest limit over the indices to each keyword field. Who may not read mappings, or what the stack cannot
 * answer, leaves the limits unknown: readiness then says nothing about them.
 */
export async function withLengthLimits(
  elasticsearch: ElasticsearchApi,
  index: readonly string[],
  fields: Record<string, FieldCapability[]>,
): Promise<Record<string, FieldCapability[]>> {
  const names = Object.keys(fields).filter((name) => fields[name]?.some(({ type }) => type === 'keyword'));
  if (names.length === 0) return fields;
  const asked = names.slice(0, MAX_FIELDS).map(encodeURIComponent).join(',');
  const { status, body } = await elasticsearch.answer(
    READ_MAPPING,
    'GET',
    indexPath(index, `_mapping/field/${asked}`),
    { query: LENIENT },
    [400, 403, 404],
  );
  if (status !== 200) return fields;
  const limits = new Map<string, number>();
  for (const { mappings } of Object.values(body as MappingAnswer)) {
    for (const [name, { mapping }] of Object.entries(mappings)) {
      for (const { ignore_above: limit } of Object.values(mapping)) {
        if (limit !== undefined) limits.set(name, Math.min(limit, limits.get(name) ?? limit));
      }
    }
  }
  const limited = Object.entries(fields).map(([name, capabilities]) => {
    const ignoreAbove = limits.get(name);
    if (ignoreAbove === undefined) return [name, capabilities];
    return [name, capabilities.map((one) => (one.type === 'keyword' ? { ...one, ignoreAbove } : one))];
  });
  return Object.fromEntries(limited) as Record<string, FieldCapability[]>;
}
