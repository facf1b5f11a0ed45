import type { Pack } from '../../../common/packs';
import { Catalog } from '../catalog';
import type { ServiceDependencies } from '../dependencies';
import type { DocumentQuery } from '../../stack/documents';
import { RunLog } from './runs';

const pack = {
  id: 'p',
  manifest: { technique: { id: 'T1571' }, listed_rules: [] },
  rules: [],
  expectations: ['T1571-1', 'T1571-2', 'T1571-3'].map((id) => ({ id })),
} as unknown as Pack;

/** Newest first, as the port answers. */
function log(runs: ReadonlyArray<{ testId: string; at: number }>) {
  let asked = 0;
  const list = async (_type: string, { keys, size }: DocumentQuery) => {
    asked += 1;
    const found = runs.filter(({ testId }) => keys === undefined || keys.testId === testId);
    const documents = found.slice(0, size).map((data) => ({ data }));
    return { documents, total: found.length, ...(found.length > size ? { next: 'more' } : {}) };
  };
  const catalog = new Catalog({ packs: [pack], reports: [] });
  const deps = { stack: { documents: { list } }, catalog, clock: () => 0 } as unknown as ServiceDependencies;
  return { runs: new RunLog(deps), asked: () => asked };
}

it('finds the last run of a test behind any number of runs of others', async () => {
  const nightly = Array.from({ length: 2_500 }, (_, at) => ({ testId: 'T1571-1', at: 9_000 - at }));
  const { runs } = log([...nightly, { testId: 'T1571-2', at: 2 }, { testId: 'T1571-2', at: 1 }]);
  const last = await runs.lastRuns();
  expect(last).toMatchObject({ 'T1571-1': { at: 9_000 }, 'T1571-2': { at: 2 } });
  expect(last).not.toHaveProperty('T1571-3');
});

it('asks once where all runs are few', async () => {
  const { runs, asked } = log([{ testId: 'T1571-2', at: 1 }]);
  await runs.lastRuns();
  expect(asked()).toBe(1);
});
