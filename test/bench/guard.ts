/** What the guard costs on a keystroke, beside parsing the recordings that it replays. */
import { fieldSchema } from '../../common/allowlist';
import { judge } from '../../common/expectations';
import { bundledPacks } from '../support/packs';
import { guardMaterial } from '../support/guard_material';
import { FIELD_TYPES } from '../support/fields';
import { median, milliseconds, type Figure } from './table';

const ROUNDS = 15;

export const guardFigures = (): Figure[] => {
  const { packs } = bundledPacks();
  return packs.map((pack) => {
    const material = guardMaterial([pack]);
    const lines = material.recordings.flatMap(({ events }) => events.map((event) => JSON.stringify(event)));
    const parse = median(
      Array.from({ length: ROUNDS }, () => milliseconds(() => lines.forEach((line) => JSON.parse(line)))),
    );
    const schema = fieldSchema(FIELD_TYPES, false);
    // A keystroke changes one rule: its query is new every time, all else is known.
    const ask = (round: number) =>
      judge({
        before: { rules: material.rules },
        after: {
          rules: material.rules.map((rule, at) =>
            at === 0 ? { ...rule, query: `${rule.query} /* ${round} */` } : rule,
          ),
        },
        expectations: material.expectations,
        recordings: material.recordings,
        regressions: material.regressions,
        schema,
        now: 0,
      });
    const cold = milliseconds(() => ask(-1));
    const warm = median(Array.from({ length: ROUNDS }, (_, round) => milliseconds(() => ask(round))));
    return {
      what: `guard of ${pack.manifest.technique.id}, one rule changed`,
      goal: undefined,
      measured: warm / parse,
      unit: 'x parse',
      note: `${warm.toFixed(2)} ms, cold ${cold.toFixed(0)} ms; parsing its ${lines.length} events ${parse.toFixed(2)} ms`,
    };
  });
};
