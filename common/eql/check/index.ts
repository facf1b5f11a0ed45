import type { EqlStatement } from '../ast';
import type { EqlProblem, EqlSchema, ResolvedOptions } from '../types';
import { type FieldProfile, lint } from './lint';
import { findProblems } from './verify';

export interface CheckOptions {
  readonly timestampField?: string;
  readonly eventCategoryField?: string;
  readonly tiebreakerField?: string;
  /** Values seen per field on a data source, for `value_never_seen`. */
  readonly profile?: FieldProfile;
}

/**
 * What Elasticsearch would refuse, in its words; when there is nothing, our own advice (`level: 'lint'`). Without a schema, names
 * and types of fields are not checked.
 */
export function check(statement: EqlStatement, schema?: EqlSchema, options: CheckOptions = {}): EqlProblem[] {
  const resolved: ResolvedOptions = {
    schema,
    timestampField: options.timestampField ?? '@timestamp',
    eventCategoryField: options.eventCategoryField ?? 'event.category',
    tiebreakerField: options.tiebreakerField,
  };
  const errors = findProblems(statement, resolved);
  return errors.length > 0 ? errors : lint(statement, resolved, options.profile);
}
