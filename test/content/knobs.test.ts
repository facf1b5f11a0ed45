/** Statements about the knobs of all rules: at their bounds they still make valid queries, and none is without effect. */
import { compile } from '../../common/eql';
import type { Knob, KnobValue, RuleTemplate } from '../../common/packs';
import { checkKnob, knobsOf, render } from '../../common/rules';
import { FIELD_TYPES } from '../support/fields';
import { packsUnderTest } from '../support/packs';

const rules = packsUnderTest().packs.flatMap((pack) => pack.rules);

/** As many different values as asked for, defaults first. */
function listOf(knob: Extract<Knob, { default: readonly unknown[] }>, length: number): KnobValue {
  const more = (index: number): string | number => {
    switch (knob.type) {
      case 'port_list':
        return 40_000 + index;
      case 'network_list':
        return index % 2 === 0 ? `198.51.100.${index}/32` : `2001:db8::${index.toString(16)}/128`;
      case 'process_list':
        return index % 2 === 0 && knob.wildcards ? `tool${index}*` : `tool${index}.exe`;
      case 'text_list':
        return `-switch${index}`;
      case 'choice_list':
        return knob.options[index]?.value ?? '';
      case 'source_list':
        return knob.options[index] ?? '';
    }
  };
  const pool = [...knob.default, ...Array.from({ length }, (_, index) => more(index))];
  return [...new Set<string | number>(pool)].filter((value) => value !== '').slice(0, length);
}

/** The least and the most a knob allows, and every choice. */
function bounds(knob: Knob): KnobValue[] {
  switch (knob.type) {
    case 'integer':
      return [knob.min, knob.max];
    case 'duration':
      return [knob.min, knob.max, ...(knob.can_be_off ? ['off'] : [])];
    case 'boolean':
      return [true, false];
    case 'choice':
      return knob.options.map((option) => option.value);
    case 'severity':
      return ['low', 'critical'];
    default:
      return [listOf(knob, knob.min_items), listOf(knob, knob.max_items)];
  }
}

const cases = rules.flatMap((rule) =>
  knobsOf(rule).flatMap((knob) =>
    bounds(knob).map((value): [string, RuleTemplate, Knob, KnobValue] => [
      `${rule.id} ${knob.id} ${describeValue(value)}`,
      rule,
      knob,
      value,
    ]),
  ),
);

function describeValue(value: KnobValue): string {
  return Array.isArray(value) ? `with ${value.length} values` : `= ${String(value)}`;
}

it.each(cases)('%s is allowed and makes a valid query', (_name, rule, knob, value) => {
  expect(checkKnob(knob, value).filter((problem) => problem.level === 'error')).toEqual([]);
  expect(() => compile(render(rule, { [knob.id]: value }).query, { schema: FIELD_TYPES })).not.toThrow();
});

it.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s stays valid with all knobs at their least and at their most',
  (_id, rule) => {
    for (const pick of [0, 1]) {
      const values = Object.fromEntries(knobsOf(rule).map((knob) => [knob.id, bounds(knob)[pick] ?? knob.default]));
      expect(() => compile(render(rule, values).query, { schema: FIELD_TYPES })).not.toThrow();
    }
  },
);

it.each(rules.flatMap((rule) => rule.knobs.map((knob) => [`${rule.id} ${knob.id}`, rule, knob] as const)))(
  '%s has an effect on the query',
  (_name, rule, knob) => {
    const queries = new Set(bounds(knob).map((value) => render(rule, { [knob.id]: value }).query));
    expect(queries.size).toBeGreaterThan(1);
  },
);
