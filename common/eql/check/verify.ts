import type { EqlStatement } from '../ast';
import type { ResolvedOptions } from '../types';
/** Throws the first thing that Elasticsearch would refuse. */
export function verify(_statement: EqlStatement, _options: ResolvedOptions): void {
  // filled in by the next change
}
