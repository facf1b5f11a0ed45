import type { EqlStatement } from '../ast';
import type { EqlProblem, EqlSchema } from '../types';
/** What Elasticsearch would refuse, in its words, then our own lint. */
export function check(_statement: EqlStatement, _schema?: EqlSchema): EqlProblem[] {
  throw new Error('not built yet');
}
