/** KQL of a person as Query DSL, built on the types that its fields have in the indices. */
import {
  KqlFieldError,
  KqlSyntaxError,
  parse,
  plainText,
  toQueryDsl,
  walk,
  type KqlField,
  type KqlNode,
  type KqlView,
} from '../../../../common/kql';
import { StackError } from '../../stack';
import type { ElasticsearchApi } from '../apis';
import { fieldCaps, type FieldCaps } from './field_caps';
import type { Dsl } from './types';

/** Kibana's names for Elasticsearch's types; every number is `number`, every text `string`. */
const KIBANA_TYPE: Readonly<Record<string, string>> = {
  date: 'date',
  date_nanos: 'date',
  ip: 'ip',
  ip_range: 'ip_range',
  boolean: 'boolean',
  keyword: 'string',
  constant_keyword: 'string',
  wildcard: 'string',
  text: 'string',
  match_only_text: 'string',
  nested: 'nested',
};

/** @throws StackError `rejected`, with the `position` of a syntax error */
export async function kqlFilter(
  elasticsearch: ElasticsearchApi,
  index: readonly string[],
  kql: string,
): Promise<Dsl[]> {
  if (kql.trim() === '') return [];
  const tree = parseKql(kql);
  const caps = await fieldCaps(elasticsearch, index, namesIn(tree));
  try {
    return [toQueryDsl(tree, viewOf(caps), { timeZone: 'UTC' }) as unknown as Dsl];
  } catch (error) {
    if (error instanceof KqlFieldError) throw new StackError('rejected', error.message);
    throw error;
  }
}

/** @throws StackError `rejected` */
export function parseKql(kql: string): KqlNode {
  try {
    return parse(kql);
  } catch (error) {
    if (error instanceof KqlSyntaxError) throw new StackError('rejected', error.message, { position: error.position });
    throw error;
  }
}

/** The names and name patterns in a query, with the objects around them: one of these may be nested. */
function namesIn(tree: KqlNode): string[] {
  const names = new Set<string>();
  const paths = new Map<KqlNode, string>();
  const add = (name: string) => {
    const parts = name.split('.');
    parts.forEach((_, at) => names.add(parts.slice(0, at + 1).join('.')));
  };
  walk(tree, (node) => {
    if (node.type === 'nested') {
      const path = [paths.get(node), plainText(node.path)].filter(Boolean).join('.');
      add(path);
      walk(node.child, (inner) => paths.set(inner, path));
    } else if ((node.type === 'is' || node.type === 'range') && node.field !== null) {
      add([paths.get(node), plainText(node.field)].filter(Boolean).join('.'));
    }
  });
  return [...names];
}

function viewOf({ fields }: FieldCaps): KqlView {
  const nested = Object.keys(fields).filter((name) => fields[name]?.some(({ type }) => type === 'nested'));
  return {
    fields: Object.entries(fields).flatMap(([name, capabilities]): KqlField[] => {
      const esTypes = capabilities.map(({ type }) => type);
      const types = new Set(esTypes.map((type) => KIBANA_TYPE[type] ?? 'number'));
      const nestedPath = nested.find((path) => name.startsWith(`${path}.`));
      const type = types.size === 1 ? ([...types][0] as string) : 'conflict';
      return type === 'nested' ? [] : [{ name, type, esTypes, ...(nestedPath ? { nestedPath } : {}) }];
    }),
  };
}
