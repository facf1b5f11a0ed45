import type { EqlStatement } from './ast';
import { EqlError } from './errors';
import * as grammar from './grammar.generated';
import { buildStatement } from './structure';
import { MAX_DEPTH, nestingTooDeep, syntaxError, tooDeep } from './syntax_errors';

/**
 * Parses one EQL query. Throws `EqlError` of type `parsing`, worded and placed as Elasticsearch words and places it: syntax
 * errors first, then what is recognised only to be refused, then the structure of sequences, samples and pipes.
 */
export function parse(text: string): EqlStatement {
  const tooDeep = nestingTooDeep(text);
  if (tooDeep) throw tooDeep;
  const refusals: grammar.Refusal[] = [];
  const raw = read(text, refusals);
  const refused = refusals[0];
  if (refused) throw new EqlError('parsing', refused.message, text, refused, columnStyle(refused));
  return buildStatement(raw, text);
}

function read(text: string, refusals: grammar.Refusal[]): grammar.RawStatement {
  try {
    const raw = grammar.parse(text, { refusals, maxDepth: MAX_DEPTH });
    // Backtracking notes a refusal more than once and out of order.
    refusals.sort((a, b) => Number(b.inSyntax) - Number(a.inSyntax) || a.start - b.start);
    return raw;
  } catch (cause) {
    const left = refusals.filter((refusal) => refusal.inSyntax).sort((a, b) => a.start - b.start)[0];
    if (left) throw new EqlError('parsing', left.message, text, left, columnStyle(left));
    if (cause instanceof grammar.SyntaxError) throw syntaxError(text, cause);
    // The stack of the runtime was shorter than nestingTooDeep allows for.
    if (cause instanceof RangeError) throw tooDeep(text, 0);
    throw cause;
  }
}

function columnStyle(refusal: grammar.Refusal): 'plain' | 'builder' {
  return refusal.inSyntax || refusal.message.startsWith('Number ') ? 'plain' : 'builder';
}
