/** What the guard at Kibana's doors adds to the write of one exception, against replaying the recordings once. */
import type { ExceptionItem, ListLink } from '../../common/allowlist';
import { judge } from '../../common/expectations';
import { Budget, BUDGET_MS } from '../../server/extensions/budget';
import { checkItems } from '../../server/extensions/item_check';
import { ListedItems } from '../../server/extensions/listed_items';
import { coldSnapshot, type SnapshotRule, type SpaceSnapshot } from '../../server/extensions/space_snapshot';
import { Catalog } from '../../server/services/catalog';
import { bundledPacks } from '../support/packs';
import { median, milliseconds, type Figure } from './table';

const ROUNDS = 15;
const MANY = 500;
/** An import that Kibana takes in one file. */
const IMPORTED = 10_000;
const SHARED: ListLink = { list_id: 'shared', namespace_type: 'single' };

/** Checks are measured whole: the budget only counts. */
const patient = () => new Budget(() => 0);

function item(id: string, field: string, value: string): ExceptionItem {
  return {
    item_id: id,
    ...SHARED,
    type: 'simple',
    name: id,
    description: '',
    entries: [{ type: 'match', field, operator: 'included', value }],
    os_types: [],
    tags: [],
    comments: [],
  };
}

/** Our rules and copies of them, each with a text of its own, all on one list. */
function withRules(base: SpaceSnapshot, count: number): SpaceSnapshot {
  const rules = Array.from({ length: count }, (_, at): SnapshotRule => {
    const known = base.rules[at % base.rules.length] as SnapshotRule;
    if (at < base.rules.length) return { ...known, links: [SHARED] };
    const { id, query } = known.rule;
    return { rule: { ...known.rule, id: `${id} ${at}`, query: `${query} /* ${at} */` }, links: [SHARED] };
  });
  return { ...base, rules, items: new ListedItems() };
}

export const exceptionDoorFigures = async (): Promise<Figure[]> => {
  const catalog = new Catalog({ packs: bundledPacks().packs, reports: [] });
  const start = performance.now();
  const base = await coldSnapshot(catalog, 0, undefined);
  const cold = performance.now() - start;
  const ours = withRules(base, base.rules.length);
  const many = withRules(base, MANY);
  const { content } = ours;
  const rules = ours.rules.map(({ rule }) => rule);
  const coldMany = milliseconds(() =>
    judge({ after: { rules: many.rules.map(({ rule }) => rule) }, ...content, regressions: [], now: 0 }),
  );
  const floor = median(
    Array.from({ length: ROUNDS }, () =>
      milliseconds(() => judge({ after: { rules: [...rules] }, ...content, regressions: [], now: 0 })),
    ),
  );
  const once = (snapshot: SpaceSnapshot, written: ExceptionItem) =>
    median(Array.from({ length: ROUNDS }, () => milliseconds(() => checkItems([written], snapshot, patient(), 0))));
  const figure = (what: string, took: number, note = ''): Figure => ({
    what,
    goal: undefined,
    measured: took / floor,
    unit: 'x replay',
    note: `${took.toFixed(2)} ms${note}`,
  });
  const harmless = item('harmless', 'host.name', 'build-7');
  const blinding = item('blinding', 'destination.port', '8088');
  const imported = Array.from({ length: IMPORTED }, (_, at) => item(`i${at}`, 'host.name', `host-${at}`));
  const tenth = milliseconds(() => checkItems(imported.slice(0, IMPORTED / 10), ours, patient(), 0));
  const whole = milliseconds(() => checkItems(imported, ours, patient(), 0));
  const bounded = milliseconds(() => checkItems(imported, ours, new Budget(() => performance.now()), 0));
  return [
    {
      what: `compile and replay ${base.rules.length} rules once, at start`,
      goal: undefined,
      measured: cold / floor,
      unit: 'x replay',
      note: `${cold.toFixed(0)} ms; replay again ${floor.toFixed(2)} ms`,
    },
    {
      what: `the same for ${MANY} rules`,
      goal: undefined,
      measured: coldMany / floor,
      unit: 'x replay',
      note: `${coldMany.toFixed(0)} ms`,
    },
    figure(`one item that hides nothing, ${base.rules.length} rules`, once(ours, harmless)),
    figure(`one item that hides nothing, ${MANY} rules`, once(many, harmless)),
    figure(`one item that hides an attack, ${base.rules.length} rules`, once(ours, blinding)),
    figure(`one item that hides an attack, ${MANY} rules`, once(many, blinding)),
    figure(`${IMPORTED} items, all of them`, whole, `, the budget aside`),
    { what: 'ten times the items of an import', goal: 12, measured: whole / tenth, unit: 'x' },
    figure(`${IMPORTED} items, until the budget of ${BUDGET_MS} ms is used up`, bounded),
  ];
};
