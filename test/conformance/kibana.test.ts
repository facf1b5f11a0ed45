/** The double answers as a real Kibana did, as far as the recordings are here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kibanaSuite } from './kibana';

const RECORDINGS = join(__dirname, '../../../shared/data/kibana-recordings');
/** Recorded pairs that are compared; what is left out is listed with reasons in kibana/coverage.ts. */
const COVERED = 589;

const available = existsSync(RECORDINGS);
if (!available)
  console.warn('Skipped: ../shared/data/kibana-recordings is not here, so the double of Kibana is not proven.');

(available ? describe : describe.skip)('the double of Kibana', () => {
  it('answers every covered request as the real one did', async () => {
    const failures: unknown[] = [];
    let covered = 0;
    for await (const { id, failure, notCovered } of kibanaSuite.run(RECORDINGS)) {
      if (notCovered !== undefined) continue;
      covered += 1;
      if (failure) failures.push({ id, ...failure });
    }
    expect(failures).toEqual([]);
    expect(covered).toBeGreaterThanOrEqual(COVERED);
  }, 60_000);
});
