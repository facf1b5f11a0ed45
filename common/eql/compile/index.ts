import type { EqlStatement } from '../ast';
import type { CompileOptions, EqlMatcher } from '../types';
/** Verifies and compiles a query. Throws `EqlError`. */
export function compile(_query: string | EqlStatement, _options: CompileOptions = {}): EqlMatcher {
  throw new Error('not built yet');
}
