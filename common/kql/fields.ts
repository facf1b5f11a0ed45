/** The fields of a data view, and which of them a name or a name pattern in a query means. */
import { wildcardPattern, escapeWildcard } from '../allowlist/wildcard';
import { plainText, type KqlText } from './ast';
import { KqlFieldError } from './errors';

/** A field as Kibana's data view knows it. */
export interface KqlField {
  name: string;
  /** Kibana's type: string, number, date, ip, boolean ... */
  type: string;
  /** Elasticsearch types. Field capabilities report `wildcard` and `constant_keyword` as `keyword` too. */
  esTypes?: readonly string[];
  /** Path of the nested object that the field lies in. */
  nestedPath?: string;
}

export interface KqlView {
  fields: readonly KqlField[];
}

/** One field that a condition asks. */
export interface TargetField {
  name: string;
  field: KqlField | undefined;
  /** The condition must be wrapped, because a name pattern reached into a nested object. */
  wrapInNested?: string;
}

const patternOf = (name: KqlText, prefix: string): ((text: string) => boolean) | undefined => {
  if (name.type !== 'wildcard') return undefined;
  const pattern = wildcardPattern(escapeWildcard(prefix) + name.pieces.map(escapeWildcard).join('*'));
  return (text) => pattern.matches(text);
};

const nestingProblem = (field: KqlField, group: string | undefined, byPattern: boolean): string | undefined => {
  if (group === undefined) {
    if (field.nestedPath === undefined || byPattern) return undefined;
    return `${field.name} is a nested field, but is not in a nested group in the KQL expression.`;
  }
  if (field.nestedPath === undefined)
    return `${field.name} is not a nested field but is in nested group "${group}" in the KQL expression.`;
  if (field.nestedPath !== group)
    return `Nested field ${field.name} is being queried with the incorrect nested path. The correct path is ${field.nestedPath}.`;
  return undefined;
};

/**
 * The fields that a name in a query means. An unknown name, or a pattern that fits nothing, goes through as it is.
 * @param group path of the nested group that the condition stands in
 * @throws KqlFieldError when the name breaks the rules of nested fields
 */
export const targetFields = (name: KqlText, view: KqlView | undefined, group: string | undefined): TargetField[] => {
  const prefix = group === undefined ? '' : `${group}.`;
  const full = prefix + plainText(name);
  const matches = patternOf(name, prefix);
  const found = view?.fields.filter((field) => (matches ? matches(field.name) : field.name === full)) ?? [];
  const problems = found.flatMap((field) => nestingProblem(field, group, matches !== undefined) ?? []);
  if (problems.length > 0) throw new KqlFieldError(problems.join('\n'));
  if (found.length === 0) return [{ name: full, field: undefined }];
  return found.map((field) => ({
    name: field.name,
    field,
    ...(group === undefined && field.nestedPath !== undefined ? { wrapInNested: field.nestedPath } : {}),
  }));
};
