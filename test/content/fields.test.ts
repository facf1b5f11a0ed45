/** Every field that content names exists in ECS or in the data source's own field list. */
import { parse, type EqlStatement } from '../../common/eql';
import { render } from '../../common/rules';
import { ownerOf } from '../support/fields';
import { packsUnderTest } from '../support/packs';

const { packs } = packsUnderTest();

/** Names of all fields in a statement. The tree is plain data, so every node of kind `field` is found by walking it. */
function fieldsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(fieldsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { kind, name } = node as { kind?: unknown; name?: unknown };
  return kind === 'field' && typeof name === 'string' ? [name] : Object.values(node).flatMap(fieldsOf);
}

const unknown = (fields: readonly string[]) => [...new Set(fields)].filter((field) => ownerOf(field) === undefined);

describe('every field', () => {
  it.each(packs.flatMap((pack) => pack.rules).map((rule) => [rule.id, rule] as const))('of %s exists', (_id, rule) => {
    const statement: EqlStatement = parse(render(rule).query);
    const keys = rule.suppression.by.filter((key) => !key.startsWith('$'));
    expect(unknown([...fieldsOf(statement), ...keys, ...rule.investigation_fields])).toEqual([]);
  });

  it.each(packs.map((pack) => [pack.id, pack] as const))('in signals and templates of %s exists', (_id, pack) => {
    const signals = pack.expectations.flatMap((expectation) =>
      expectation.sources.flatMap((source) => source.signals.map((signal) => signal.eql)),
    );
    const entries = [...pack.allowlist, ...pack.careless].flatMap((template) =>
      template.entries.map((entry) => entry.field),
    );
    expect(unknown([...signals.flatMap((eql) => fieldsOf(parse(eql))), ...entries])).toEqual([]);
  });
});
