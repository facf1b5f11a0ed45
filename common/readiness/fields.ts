/** Can the query read the fields it names? In the live stack's terms: unmapped everywhere fails, unmapped somewhere does not. */
import type { FieldPresence, ReadinessCode, SourceState, UsedField } from './types';

export interface FieldReason {
  code: ReadinessCode;
  evidence: string;
}

const usable: Readonly<Record<NonNullable<UsedField['use']>, ReadonlySet<string> | undefined>> = {
  text: new Set(['keyword', 'constant_keyword', 'wildcard', 'text', 'match_only_text', 'version', 'flattened']),
  number: new Set([
    'long',
    'integer',
    'short',
    'byte',
    'unsigned_long',
    'double',
    'float',
    'half_float',
    'scaled_float',
  ]),
  ip: new Set(['ip']),
  boolean: new Set(['boolean']),
  any: undefined,
};

/** A command line padded beyond this many characters is not indexed, so that no condition on it holds. */
const SAFE_LENGTH = 8_191;

function list(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function mapped(presence: readonly FieldPresence[]): FieldPresence[] {
  return presence.filter(({ type }) => type !== 'unmapped');
}

function wrongTypes(field: UsedField, presence: readonly FieldPresence[]): FieldPresence[] {
  const allowed = usable[field.use ?? 'any'];
  return allowed === undefined ? [] : mapped(presence).filter(({ type }) => !allowed.has(type));
}

function isCutShort(field: UsedField, { type, ignoreAbove }: FieldPresence): boolean {
  return (
    field.name.endsWith('command_line') && type === 'keyword' && ignoreAbove !== undefined && ignoreAbove < SAFE_LENGTH
  );
}

export function fieldReasons(fields: readonly UsedField[], source: SourceState): FieldReason[] {
  const reasons: FieldReason[] = [];
  const presenceOf = (field: UsedField): readonly FieldPresence[] => source.fields[field.name] ?? [];
  const everywhere = fields.filter((field) => field.optional !== true && mapped(presenceOf(field)).length === 0);
  if (everywhere.length > 0)
    reasons.push({ code: 'field_unmapped_everywhere', evidence: list(everywhere.map(({ name }) => name)) });

  const wrong = fields.flatMap((field) =>
    wrongTypes(field, presenceOf(field)).map(({ type }) => `${field.name} is ${type}`),
  );
  if (wrong.length > 0) reasons.push({ code: 'field_wrong_type', evidence: list(wrong) });

  const somewhere = fields.filter((field) => {
    const presence = presenceOf(field);
    return mapped(presence).length > 0 && presence.some(({ type }) => type === 'unmapped');
  });
  if (somewhere.length > 0) {
    const [first] = somewhere;
    const where = presenceOf(first as UsedField).find(({ type }) => type === 'unmapped')?.indices ?? [];
    reasons.push({
      code: 'field_unmapped_in_some',
      evidence: `${list(somewhere.map(({ name }) => name))}${where.length > 0 ? ` in ${list(where)}` : ''}`,
    });
  }

  const cut = fields.flatMap((field) =>
    presenceOf(field)
      .filter((one) => isCutShort(field, one))
      .map(({ ignoreAbove }) => `${field.name} up to ${ignoreAbove} characters`),
  );
  if (cut.length > 0) reasons.push({ code: 'long_values_not_indexed', evidence: list(cut) });
  return reasons;
}
