/** From `npm start` to the first row of the first page in a browser. */
import { startWorkbench } from '../browser/workbench';
import { chromiumOrNone } from './browser';
import { median, type Figure } from './table';

const ROUNDS = 3;
const since = (start: number): number => performance.now() - start;

const started = async (): Promise<number> => {
  const start = performance.now();
  const workbench = await startWorkbench();
  const took = since(start);
  await workbench.stop();
  return took;
};

export const startFigures = async (): Promise<Figure[]> => {
  const first = await started();
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) again.push(await started());
  const figures: Figure[] = [
    {
      what: 'start of the host with demo data, built before',
      goal: undefined,
      measured: median(again),
      unit: 'ms',
      note: `the run before, with the build if it was due: ${first.toFixed(0)} ms`,
    },
  ];
  const browser = await chromiumOrNone();
  if (!browser) return figures;
  const workbench = await startWorkbench();
  try {
    const rows: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // A context of its own each time, or the files would come from the cache of the one before.
      const context = await browser.newContext();
      const page = await context.newPage();
      const opened = performance.now();
      await page.goto(`${workbench.url}/app/detectionWorkbench/`);
      await page.locator('[data-test-subj^="dwTechnique-"], table tbody tr').first().waitFor();
      rows.push(since(opened));
      await context.close();
    }
    const measured = median(rows);
    figures.push({ what: 'first row of the first page after opening it', goal: 600, measured, unit: 'ms' });
    return figures;
  } finally {
    await browser.close();
    await workbench.stop();
  }
};
