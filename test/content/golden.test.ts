/** The engine gives exactly the answers of the live stack, for the shipped rules and the recorded exception items. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { replaySuite } from '../conformance/replay';
import type { CaseOutcome } from '../conformance/suite';

const folder = resolve('../shared/data/replay');
const here = existsSync(folder);
if (!here) console.warn('skipped: ../shared/data/replay is not here, so the live answers are not compared');

(here ? it : it.skip)(
  'every recorded test, benign shape, near miss and exception is answered as the live stack did',
  () => {
    const outcomes = [...(replaySuite.run(folder) as Iterable<CaseOutcome>)];
    expect(outcomes.filter((outcome) => outcome.failure)).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(350);
  },
);
