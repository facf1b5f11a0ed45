/** `_field_caps`: which fields the indices have, and of which types. */
import type { FieldCapability } from '../../events';
import type { ElasticsearchApi } from '../apis';
import type { Purpose } from '../errors';
import { indexPath, LENIENT } from './types';

const READ_FIELDS: Purpose = {
  what: 'read the fields of events',
  takes: 'the index privilege read or view_index_metadata',
};

interface FieldCapsAnswer {
  indices: string | string[];
  fields: Record<string, Record<string, { type: string; metadata_field?: boolean; indices?: string | string[] }>>;
}

export interface FieldCaps {
  /** Concrete indices that were asked. */
  indices: string[];
  fields: Record<string, FieldCapability[]>;
}

/** Types that hold no value of their own. */
const NOT_A_FIELD = new Set(['object', 'unmapped']);

export async function fieldCaps(
  elasticsearch: ElasticsearchApi,
  index: readonly string[],
  fields: readonly string[],
): Promise<FieldCaps> {
  if (index.length === 0 || fields.length === 0) return { indices: [], fields: {} };
  const { body, status } = await elasticsearch.answer(
    READ_FIELDS,
    'POST',
    indexPath(index, '_field_caps'),
    // The names go into the body: hundreds of them do not fit into an address.
    { query: { ...LENIENT, include_unmapped: true }, body: { fields: [...new Set(fields)] } },
    [404],
  );
  if (status === 404) return { indices: [], fields: {} };
  const answer = body as FieldCapsAnswer;
  const found: Record<string, FieldCapability[]> = Object.create(null) as Record<string, FieldCapability[]>;
  for (const [name, types] of Object.entries(answer.fields)) {
    const capabilities = Object.values(types)
      .filter(({ type, metadata_field }) => !NOT_A_FIELD.has(type) && !metadata_field)
      .map(({ type, indices }): FieldCapability => ({ type, ...(indices ? { indices: [indices].flat() } : {}) }));
    if (capabilities.length > 0) found[name] = capabilities;
  }
  return { indices: [answer.indices].flat(), fields: found };
}
