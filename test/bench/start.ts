/** From `npm start` to the first row of the first page in a browser. */
import { openBrowser } from '../browser/pages';
import { startWorkbench } from '../browser/workbench';
import type { Figure } from './table';

const since = (start: number): number => performance.now() - start;

export const startFigures = async (): Promise<Figure[]> => {
  const builtFirst = performance.now();
  await (await startWorkbench()).stop();
  const first = since(builtFirst);
  const again = performance.now();
  const workbench = await startWorkbench();
  const warm = since(again);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const opened = performance.now();
    await page.goto(`${workbench.url}/app/detectionWorkbench/`);
    await page.locator('[data-test-subj^="dwTechnique-"], table tbody tr').first().waitFor();
    const row = since(opened);
    return [
      {
        what: 'start of the host, built before',
        goal: undefined,
        measured: warm,
        unit: 'ms',
        note: `the run before, with the build if it was due: ${first.toFixed(0)} ms`,
      },
      { what: 'first row of the first page after opening it', goal: undefined, measured: row, unit: 'ms' },
    ];
  } finally {
    await browser.close();
    await workbench.stop();
  }
};
