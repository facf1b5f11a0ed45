import type { EqlStatement } from './ast';
/** The text of a tree: parsing it again gives an equal tree. */
export function print(_statement: EqlStatement): string {
  throw new Error('not built yet');
}
