/** Every recorded answer of Elasticsearch, and every real rule query, when ../shared/data/eql is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { check, compile, type EqlStatement, parse, print } from '../../common/eql';
import { withoutRanges } from '../../common/eql/tree';
import { dataSets, readCases, runCase } from '../conformance/eql';

function survivesPrinting(tree: EqlStatement): boolean {
  return isDeepStrictEqual(withoutRanges(parse(print(tree))), withoutRanges(tree));
}

const folder = join(__dirname, '..', '..', '..', 'shared', 'data', 'eql');
const isThere = existsSync(join(folder, 'cases.json'));
if (!isThere)
  console.warn(`skipped: ${folder} is not there, so the recorded answers of Elasticsearch are not compared`);

(isThere ? describe : describe.skip)('recorded answers of Elasticsearch', () => {
  const cases = isThere ? readCases(folder) : [];
  const load = dataSets(folder);

  test('every case gives the recorded answer', () => {
    const failures = cases.map((one) => runCase(one, load)).filter(({ failure }) => failure);
    expect(failures).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(1888);
  });

  test('every query that parses prints back to an equal tree', () => {
    const changed: string[] = [];
    for (const { kind, query } of cases) {
      if (kind === 'error') continue;
      if (!survivesPrinting(parse(query))) changed.push(query);
    }
    expect(changed).toEqual([]);
  });
});

(isThere ? describe : describe.skip)('real rule queries', () => {
  const queries = isThere
    ? (JSON.parse(readFileSync(join(folder, 'rule_queries.json'), 'utf8')) as { file: string; query: string }[])
    : [];

  test('parse, check without error, compile, and print back to an equal tree', () => {
    for (const { file, query } of queries) {
      const tree = parse(query);
      const errors = check(tree).filter(({ level }) => level === 'error');
      expect({ file, errors }).toEqual({ file, errors: [] });
      expect({ file, kind: compile(tree).kind }).toEqual({ file, kind: tree.query.kind });
      expect({ file, survives: survivesPrinting(tree) }).toEqual({ file, survives: true });
    }
    expect(queries.length).toBeGreaterThanOrEqual(549);
  });
});
