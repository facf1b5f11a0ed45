import type { EqlField } from '../ast';
import type { ResolvedOptions } from '../types';

/** Whether a field is an optional one that the schema does not have: the literal null. undefined: without a schema nothing is. */
export function unmappedTest({ schema }: ResolvedOptions): ((field: EqlField) => boolean) | undefined {
  return schema && ((field) => field.optional && !Object.hasOwn(schema, field.name));
}
