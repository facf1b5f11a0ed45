import { fieldSchema, type FieldSchema } from '../../common/allowlist';
import type { EqlSchema } from '../../common/eql';
import type { KqlField, KqlView } from '../../common/kql';
import type { IndexMapping } from '../../common/query_dsl';
import { ECS_TYPES } from './ecs_types';

/** The fields behind some indices, in the form that each engine asks for. */
export interface Mapping {
  eql: EqlSchema;
  /** For exceptions: complete, so that what it does not know is unmapped. */
  schema: FieldSchema;
  index: IndexMapping;
  view: KqlView;
}

const NUMBERS: ReadonlySet<string> = new Set(['long', 'integer', 'short', 'byte', 'double', 'float', 'half_float']);

/**
 * The mapping of stored events or alerts: ECS as an index template would map it, and what the documents brought.
 * `keyword` values over 1,024 characters are not indexed, as Elastic's templates say.
 */
export function mappingOf(seen: Iterable<readonly [name: string, type: string]>): Mapping {
  const types = new Map<string, string>(ECS_TYPES);
  for (const [name, type] of seen) if (!types.has(name)) types.set(name, type);
  const fields = Object.fromEntries(
    [...types].map(([name, type]) => [name, type === 'keyword' ? { type, ignoreAbove: 1_024 } : { type }]),
  );
  const schema = fieldSchema(fields);
  const names = [...types.keys()];
  return {
    eql: Object.fromEntries(types),
    schema,
    index: { schema, names },
    view: { fields: [...types].map(([name, type]) => kqlField(name, type)) },
  };
}

function kqlField(name: string, type: string): KqlField {
  const nestedPath = nestedParents.find((parent) => name.startsWith(`${parent}.`));
  const field: KqlField = { name, type: kibanaType(type), esTypes: [type] };
  return nestedPath === undefined ? field : { ...field, nestedPath };
}

const nestedParents = [...ECS_TYPES].filter(([, type]) => type === 'nested').map(([name]) => name);

/** Kibana's type of an Elasticsearch type, as data views show it. */
function kibanaType(type: string): string {
  if (NUMBERS.has(type)) return 'number';
  return ['date', 'ip', 'boolean', 'nested', 'geo_point'].includes(type) ? type : 'string';
}
