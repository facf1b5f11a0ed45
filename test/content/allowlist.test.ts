/** Statements about the allowlist templates of all packs and the careless exceptions they replace. */
import { render } from '../../common/rules';
import { answerOf } from '../support/answers';
import { FIELD_TYPES } from '../support/fields';
import { matrix } from '../support/matrix';
import { packsUnderTest } from '../support/packs';
import { carelessItems, exampleItems, itemsFor, type TemplateItem } from '../support/templates';

const { packs } = packsUnderTest();
const rules = packs.flatMap((pack) => pack.rules).map((rule) => render(rule));
const rows = matrix(packs);

/** Matches of a rule by expectation, over all data sources. */
function counts(items: readonly TemplateItem[]): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const perRule = found.get(row.expectation) ?? new Map<string, number>();
    found.set(row.expectation, perRule);
    for (const rule of rules.filter((candidate) => !candidate.buildingBlock)) {
      const { matches } = answerOf(rule, row.events, FIELD_TYPES, itemsFor(rule.id, items));
      if (matches.length > 0) perRule.set(rule.id, (perRule.get(rule.id) ?? 0) + matches.length);
    }
  }
  return found;
}

const before = counts([]);

/** What an exception costs, test by test, in the form the packs declare it. */
function effectsOf(item: TemplateItem) {
  const after = counts([item]);
  return [...before].flatMap(([test, rulesBefore]) => {
    const rulesAfter = after.get(test) ?? new Map<string, number>();
    const all = [...rulesBefore.keys()].sort();
    const loses = all.filter((rule) => !rulesAfter.has(rule));
    const left = all.filter((rule) => rulesAfter.has(rule));
    const fewer = left.filter((rule) => (rulesAfter.get(rule) ?? 0) < (rulesBefore.get(rule) ?? 0));
    if (loses.length + fewer.length === 0) return [];
    return [{ test, verdict: left.length === 0 ? 'blind' : 'weakened', loses, left, fewer }];
  });
}

const ordered = <T extends { test: string }>(effects: readonly T[]) =>
  [...effects].sort((a, b) => (a.test < b.test ? -1 : 1));

describe('all templates together, filled and active', () => {
  it('change the result of no test on any data source', () => {
    expect(counts(exampleItems(packs))).toEqual(before);
  });
});

describe('every careless exception', () => {
  const items = new Map(carelessItems(packs).map((item) => [item.template, item]));
  const examples = packs.flatMap((pack) => pack.careless);

  it.each(examples.map((example) => [example.id, example] as const))(
    '%s costs exactly what the pack says',
    (id, example) => {
      const item = items.get(id);
      const effects = item ? effectsOf(item) : [];
      const stated = example.effects.map((effect) => ({
        ...effect,
        loses: [...effect.loses].sort(),
        left: [...effect.left].sort(),
        fewer: [...effect.fewer].sort(),
      }));
      expect(ordered(effects)).toEqual(ordered(stated));
    },
  );
});
