/**
 * Who owns which field of an installed rule. Author-owned fields come from the pack and the tuning; user-owned ones
 * (`enabled`, `exceptions_list`, `actions`) are carried over at each write.
 */
import type { InstalledRule, RuleBody } from '../../stack/rules';
import { contentHash } from './identity';

export { sameValue } from '../../../common/rules/drift';

/** In the order in which a person wants to see differences. */
export const AUTHOR_FIELDS = [
  'query',
  'index',
  'from',
  'interval',
  'severity',
  'risk_score',
  'max_signals',
  'building_block_type',
  'alert_suppression',
  'name',
  'description',
  'threat',
  'type',
  'language',
  'to',
  'timestamp_override',
  'filters',
  'event_category_override',
  'timestamp_field',
  'tiebreaker_field',
  'investigation_fields',
  'false_positives',
  'references',
  'author',
  'note',
  'setup',
] as const satisfies ReadonlyArray<keyof RuleBody>;

export type AuthorField = (typeof AUTHOR_FIELDS)[number];
export type AuthorFields = { [Field in AuthorField]?: RuleBody[Field] };

/** Stacks fill fields that were not sent with empty values; both mean "not set". */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export function authorFields(rule: RuleBody | InstalledRule): AuthorFields {
  const fields: Record<string, unknown> = {};
  for (const field of AUTHOR_FIELDS) if (!isEmpty(rule[field])) fields[field] = rule[field];
  return fields as AuthorFields;
}

export function hashOf(fields: AuthorFields): string {
  return contentHash(fields);
}
