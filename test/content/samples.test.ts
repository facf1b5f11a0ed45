/** Statements about benign shapes and regression cases of all packs, proven by the engine. */
import { fillTemplate } from '../../common/allowlist';
import type { BenignSample } from '../../common/packs';
import { render, type EffectiveRule } from '../../common/rules';
import { answerOf } from '../support/answers';
import { FIELD_TYPES } from '../support/fields';
import { bundledPacks, packsUnderTest } from '../support/packs';
import { exampleItems, itemsFor } from '../support/templates';

const { packs } = packsUnderTest();
const rules = packs.flatMap((pack) => pack.rules).map((rule) => render(rule));
const shapes = packs.flatMap((pack) => pack.benign);
const regressions = packs.flatMap((pack) => pack.regressions);
const named = <T extends { id: string; title: string }>(entries: readonly T[]) =>
  entries.map((entry) => [`${entry.id} ${entry.title}`, entry] as const);

const fires = (events: BenignSample['events'], exceptions?: (rule: EffectiveRule) => ReturnType<typeof itemsFor>) =>
  Object.fromEntries(
    rules.flatMap((rule) => {
      const { matches } = answerOf(rule, events, FIELD_TYPES, exceptions?.(rule));
      return matches.length > 0 ? [[rule.id, matches.length]] : [];
    }),
  );

const declared = (answer: ReadonlyArray<{ rule: string; matches: number }>) =>
  Object.fromEntries(answer.map(({ rule, matches }) => [rule, matches]));

describe('every benign shape', () => {
  it.each(named(shapes))('%s gives its answer without an allowlist', (_name, shape) => {
    expect(fires(shape.events)).toEqual(declared(shape.fires));
  });

  it.each(named(shapes.filter((shape) => shape.until)))(
    '%s raises no alert once its template is filled',
    (_name, shape) => {
      const items = exampleItems(packs).filter((item) => item.template === shape.until);
      const left = fires(shape.events, (rule) => itemsFor(rule.id, items));
      const alerting = rules.filter((rule) => !rule.buildingBlock).map((rule) => rule.id);
      expect(Object.keys(left).filter((id) => alerting.includes(id))).toEqual([]);
    },
  );

  it('that fires an alerting rule has a template or a policy', () => {
    const blocks = new Set(rules.filter((rule) => rule.buildingBlock).map((rule) => rule.id));
    const open = shapes.filter(
      (shape) => shape.fires.some(({ rule }) => !blocks.has(rule)) && !shape.until && !shape.policy,
    );
    expect(open.map((shape) => shape.id)).toEqual([]);
  });

  it('of the bundled packs is one of the twenty-eight', () => {
    const bundled = bundledPacks().packs.flatMap((pack) => pack.benign.map((shape) => shape.id));
    expect(bundled.sort()).toEqual(Array.from({ length: 28 }, (_, index) => `B${String(index + 1).padStart(2, '0')}`));
  });
});

describe('every regression case', () => {
  it.each(named(regressions))('%s gives its answer', (_name, sample) => {
    expect(fires(sample.events)).toEqual(declared(sample.fires));
  });
});

describe('every rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s has a case that makes it fire and a near miss that does not',
    (id) => {
      const own = regressions
        .filter((sample) => sample.rule === id)
        .map((sample) => sample.fires.some(({ rule }) => rule === id));
      expect(own).toContain(true);
      expect(own).toContain(false);
    },
  );
});

describe('every template', () => {
  it.each(packs.flatMap((pack) => pack.allowlist).map((template) => [template.id, template] as const))(
    '%s has an example for every placeholder',
    (_id, template) => {
      const values = Object.fromEntries(template.placeholders.map(({ name, example }) => [name, example]));
      expect(JSON.stringify(fillTemplate(template.entries, values))).not.toContain('{{');
    },
  );
});
