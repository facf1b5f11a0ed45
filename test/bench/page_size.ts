/** Bytes that a browser loads, without the libraries that Kibana shares, as `npm run build` counts them. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Figure } from './table';

type Files = ReadonlyMap<string, Buffer>;
interface PluginFiles {
  pluginFiles(root: string): Promise<{ files: Files; modules: { first: string[]; all: string[] } }>;
}
interface Sizes {
  BUDGET: { entry: number; application: number };
  browserSizes(files: Files): { entry: number; application: number };
  firstPageSize(files: Files, modules: readonly string[]): number;
}

/** The scripts find their neighbours by their own place, so they are not bundled into this one. */
const script = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join(process.cwd(), 'scripts', 'plugin', name)).href)) as T;

export const pageSizeFigures = async (): Promise<Figure[]> => {
  const { pluginFiles } = await script<PluginFiles>('files.mjs');
  const { BUDGET, browserSizes, firstPageSize } = await script<Sizes>('sizes.mjs');
  const { files, modules } = await pluginFiles(process.cwd());
  const sizes = browserSizes(files);
  const inKb = (what: string, bytes: number, budget?: number): Figure => ({
    what,
    goal: budget === undefined ? undefined : budget / 1_024,
    measured: bytes / 1_024,
    unit: 'KB',
  });
  return [
    inKb('entry that every page of Kibana loads', sizes.entry, BUDGET.entry),
    inKb('application, all modules, gzip', sizes.application, BUDGET.application),
    inKb('of these to open the first page, gzip', firstPageSize(files, modules.first)),
  ];
};
