/** KQL over saved objects: `alert.attributes.tags: "a"`. The words of refusals are the callers', who differ. */
import { fieldSchema } from '../../../../common/allowlist';
import { compile, parse, plainText, walk, type KqlNode } from '../../../../common/kql';

export interface ObjectType {
  /** `alert`, `exception-list`. */
  name: string;
  /** Elasticsearch types of the attributes; `flattened` covers everything below it. */
  attributes: Readonly<Record<string, string>>;
}

/** A key of the filter that Kibana does not let through. */
export class FilterKeyProblem extends Error {}

/** What a filter is asked about: the attributes of an object, and its own members (`id`, `updated_at`). */
export interface FilteredObject {
  type: string;
  attributes: Readonly<Record<string, unknown>>;
}

/**
 * @param kql empty for no filter
 * @throws KqlSyntaxError, FilterKeyProblem
 */
export function objectFilter(
  kql: string,
  types: readonly ObjectType[],
  now: number,
): (object: FilteredObject) => boolean {
  if (kql.trim() === '') return () => true;
  checkKeys(parse(kql), types);
  const fields = Object.fromEntries(
    types.flatMap(({ name, attributes }) =>
      Object.entries(attributes).map(([attribute, type]) => [`${name}.attributes.${attribute}`, type]),
    ),
  );
  const mapping = { schema: fieldSchema(fields), names: Object.keys(fields) };
  const test = compile(kql, { view: { fields: [] }, mapping, now });
  return ({ type, attributes }) => test({ _source: { [type]: { attributes } } });
}

function checkKeys(tree: KqlNode, types: readonly ObjectType[]): void {
  walk(tree, (node) => {
    if ((node.type !== 'is' && node.type !== 'range') || node.field === null) return;
    const key = plainText(node.field);
    const type = types.find(({ name }) => key.startsWith(`${name}.`));
    const names = types.map(({ name }) => name).join();
    if (type === undefined) {
      throw new FilterKeyProblem(`This key '${key}' need to be wrapped by a saved object type like ${names}`);
    }
    const attribute = key.slice(`${type.name}.attributes.`.length);
    const isKnown = Object.entries(type.attributes).some(
      ([name, kind]) => attribute === name || (kind === 'flattened' && attribute.startsWith(`${name}.`)),
    );
    if (isKnown) return;
    throw new FilterKeyProblem(`This key '${key}' does NOT exist in ${names} saved object index patterns`);
  });
}
