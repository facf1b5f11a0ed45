/** What a query may ask: the mapping behind an index, and documents as that mapping indexes them. */
import { familyOf, nestedParent } from '../allowlist/fields';
import type { EventDocument, FieldInfo, FieldSchema } from '../allowlist/types';
import { fieldReader, type Leaf } from '../allowlist/values';
import { escapeWildcard, wildcardPattern } from '../allowlist/wildcard';

export interface IndexMapping {
  schema: FieldSchema;
  /** Every mapped field; what free text searches. */
  names: readonly string[];
  /** Values of `constant_keyword` fields: every document of the index has them, also when its source does not. */
  constants?: Readonly<Record<string, string>>;
}

/** What a query is asked about: a document, or one nested object inside it. */
export interface Candidate {
  id: string | undefined;
  index: string | undefined;
  /** Source of the document, or the nested object. */
  source: EventDocument;
}

/** Where a clause stands: at the document, or inside the nested objects of a path. */
export interface Scope {
  mapping: IndexMapping;
  nestedPath: string | undefined;
  /** Milliseconds since the epoch, for date mathematics. */
  now: number;
}

export interface ScopedField {
  info: FieldInfo;
  read(candidate: Candidate): Leaf[];
}

/** The field as a clause in this scope sees it, or undefined: not mapped, or out of reach. */
export const fieldInScope = (name: string, scope: Scope): ScopedField | undefined => {
  const info = scope.mapping.schema.field(name);
  if (info === undefined) return undefined;
  const family = familyOf(info.type);
  if (family === 'nested' || family === 'object') return undefined;
  if (nestedParent(scope.mapping.schema, name) !== scope.nestedPath) return undefined;
  const constant = scope.mapping.constants?.[name];
  if (constant !== undefined) return { info, read: () => [constant] };
  const reader = fieldReader(scope.nestedPath === undefined ? name : name.slice(scope.nestedPath.length + 1));
  return { info, read: (candidate) => reader.values(candidate.source) };
};

/** Fields of the mapping that lie below an object name, in reach of the scope. */
export const fieldsBelow = (name: string, scope: Scope): string[] =>
  scope.mapping.names.filter((field) => field.startsWith(`${name}.`));

/** Mapped fields that a name with stars means, in reach of the scope. */
export const fieldsMatching = (name: string, scope: Scope): string[] => {
  const pattern = wildcardPattern(name.split('*').map(escapeWildcard).join('*'));
  return scope.mapping.names.filter((field) => pattern.matches(field) && fieldInScope(field, scope) !== undefined);
};
