/** What `npm run conformance` does. A suite is one file beside this one. */
import { statSync } from 'node:fs';
import { eqlSuite } from './eql';
import { FolderProblem } from './folder';
import { kibanaSuite } from './kibana';
import { kqlSuite } from './kql';
import { replaySuite } from './replay';
import type { Suite } from './suite';

const SUITES: readonly Suite[] = [eqlSuite, kqlSuite, replaySuite, kibanaSuite];

const USAGE = `usage: npm run conformance -- SUITE DIR

Prints each failing id with what was expected and what came, what was not tried and why, then "N of M".

suites, and what DIR holds:
${SUITES.map(({ name, folder }) => `  ${name.padEnd(7)} ${folder}`).join('\n')}

exit codes:
  0  every case passes
  1  a case fails, or the folder has none
  2  wrong arguments, or DIR is not a folder of that suite's format`;

export interface Output {
  log(line: string): void;
  error(line: string): void;
}

/**
 * Runs every case of a folder through a suite.
 * @param args suite and folder, or `--help`
 * @returns the exit code, as the usage text says
 */
export async function conformance(args: readonly string[], out: Output): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    out.log(USAGE);
    return 0;
  }
  const [name, folder, ...rest] = args;
  const suite = SUITES.find((candidate) => candidate.name === name);
  if (!suite || !folder || rest.length > 0) {
    out.error(USAGE);
    return 2;
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    out.error(`${folder} is not a folder`);
    return 2;
  }
  try {
    return await runSuite(suite, folder, out);
  } catch (error) {
    if (!(error instanceof FolderProblem)) throw error;
    out.error(error.message);
    return 2;
  }
}

async function runSuite(suite: Suite, folder: string, out: Output): Promise<number> {
  let total = 0;
  let passed = 0;
  const left = new Map<string, string[]>();
  for await (const { id, failure, notCovered } of suite.run(folder)) {
    if (notCovered !== undefined) {
      left.set(notCovered, [...(left.get(notCovered) ?? []), id]);
      continue;
    }
    total += 1;
    if (failure) out.log(`FAIL ${id}\n  expected ${failure.expected}\n  actual   ${failure.actual}`);
    else passed += 1;
  }
  for (const [reason, ids] of left) out.log(`not covered (${ids.length}): ${reason}\n  ${ids.join(', ')}`);
  for (const limit of suite.limits ?? []) out.log(`not compared: ${limit}`);
  out.log(`${passed} of ${total}`);
  return passed === total && total > 0 ? 0 : 1;
}
