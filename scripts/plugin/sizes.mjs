// The size budget: every page of Kibana loads the entry, everyone who opens the workbench loads the application.
import { gzipSync } from 'node:zlib';
import { paths } from './layout.mjs';

const KB = 1024;
export const BUDGET = { entry: 5 * KB, application: 250 * KB, zip: 3 * KB * KB };

/** @param {Iterable<string>} names of modules below target/public */
const gzipped = (files, names) =>
  [...names].reduce((sum, name) => sum + gzipSync(files.get(`${paths.public}/${name}`), { level: 9 }).length, 0);

/**
 * @param {ReadonlyMap<string, Buffer>} files of the plugin
 * @returns {{ entry: number, application: number }} bytes: the entry as it is, all modules of the application after gzip
 */
export function browserSizes(files) {
  const prefix = `${paths.public}/`;
  const modules = [...files.keys()].filter(
    (name) => name.startsWith(prefix) && name.endsWith('.js') && name !== paths.entry,
  );
  return {
    entry: files.get(paths.entry).length,
    application: gzipped(
      files,
      modules.map((name) => name.slice(prefix.length)),
    ),
  };
}

/** Bytes after gzip that a browser loads before the first page of the application is shown. */
export const firstPageSize = (files, modules) => gzipped(files, modules);

/** @returns {string} e.g. `2.8 KB` */
export const inWords = (bytes) =>
  bytes >= KB * KB ? `${(bytes / KB / KB).toFixed(2)} MB` : `${(bytes / KB).toFixed(1)} KB`;

/** One line about a size, and whether it is within its budget. */
export function judge(what, bytes, budget) {
  const isWithin = bytes <= budget;
  return { isWithin, line: `${what}: ${inWords(bytes)} of ${inWords(budget)}${isWithin ? '' : ', OVER BUDGET'}` };
}
