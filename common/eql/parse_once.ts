import type { EqlStatement } from './ast';
import { parse } from './parse';

/** Bounds the memory of a long life. */
const MAX_KEPT = 5_000;
const statements = new Map<string, EqlStatement>();

/**
 * The tree of a text, parsed once for all who ask: the guard compiles the query of a rule, health looks at its stages.
 * @throws EqlError
 */
export function parseOnce(query: string): EqlStatement {
  const known = statements.get(query);
  if (known !== undefined) return known;
  const statement = parse(query);
  if (statements.size >= MAX_KEPT) statements.delete(statements.keys().next().value as string);
  statements.set(query, statement);
  return statement;
}
