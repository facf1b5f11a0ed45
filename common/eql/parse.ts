import type { EqlStatement } from './ast';
/** Parses one EQL query. Throws `EqlError` of type `parsing`. */
export function parse(_text: string): EqlStatement {
  throw new Error('not built yet');
}
