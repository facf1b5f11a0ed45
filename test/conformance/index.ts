/**
 * `npm run conformance -- SUITE DIR`: runs every case of a folder and prints each failing id with expected and actual, what
 * was not tried and why, then `N of M`. Exit code 1 when anything fails. A suite is one file beside this one.
 */
import { eqlSuite } from './eql';
import { kibanaSuite } from './kibana';
import { kqlSuite } from './kql';
import { replaySuite } from './replay';
import type { Suite } from './suite';

const SUITES: readonly Suite[] = [eqlSuite, kqlSuite, replaySuite, kibanaSuite];

async function main([name, folder]: readonly string[]): Promise<number> {
  const suite = SUITES.find((candidate) => candidate.name === name);
  if (!suite || !folder) {
    console.error('usage: npm run conformance -- SUITE DIR');
    for (const { name: known, folder: what } of SUITES) console.error(`  ${known}  ${what}`);
    return 2;
  }
  let total = 0;
  let passed = 0;
  const left = new Map<string, string[]>();
  for await (const { id, failure, notCovered } of suite.run(folder)) {
    if (notCovered !== undefined) {
      left.set(notCovered, [...(left.get(notCovered) ?? []), id]);
      continue;
    }
    total += 1;
    if (failure) console.log(`FAIL ${id}\n  expected ${failure.expected}\n  actual   ${failure.actual}`);
    else passed += 1;
  }
  for (const [reason, ids] of left) console.log(`not covered (${ids.length}): ${reason}\n  ${ids.join(', ')}`);
  for (const limit of suite.limits ?? []) console.log(`not compared: ${limit}`);
  console.log(`${passed} of ${total}`);
  return passed === total && total > 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (cause) => {
    console.error(cause);
    process.exit(2);
  },
);
