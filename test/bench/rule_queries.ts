/** Many different EQL rules: real ones where they are at hand, those of the packs otherwise. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from '../../common/rules';
import { bundledPacks } from '../support/packs';

const RULE_QUERIES = join(process.cwd(), '../shared/data/eql/rule_queries.json');

/** The queries of the packs' rules as shipped. */
export const packQueries = (): string[] =>
  bundledPacks().packs.flatMap((pack) => pack.rules.map((rule) => render(rule, {}, { kibanaVersion: '8.12.2' }).query));

/** Rule queries that people use; undefined, and said, where there are none. */
export const realQueries = (): string[] | undefined => {
  if (!existsSync(RULE_QUERIES)) {
    console.warn('Left out: what is measured with real rule queries (../shared/data/eql), which are not here.');
    return undefined;
  }
  return (JSON.parse(readFileSync(RULE_QUERIES, 'utf8')) as Array<{ query: string }>).map(({ query }) => query);
};

/**
 * So many queries, no two of them the same: each round of the originals names processes that no other round names, so
 * that nothing is compiled once for many.
 */
export const variedQueries = (count: number): string[] => {
  const originals = realQueries() ?? packQueries();
  return Array.from({ length: count }, (_, at) => {
    const query = originals[at % originals.length] as string;
    const round = Math.floor(at / originals.length);
    return round === 0
      ? query
      : query.replace(/ where (?!true)/, (where) => `${where}process.name != "variant-${round}.exe" and `);
  });
};
