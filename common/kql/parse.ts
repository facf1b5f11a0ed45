import type { KqlNode } from './ast';
import { expectationMessage, KqlSyntaxError } from './errors';
import { parse as parseGrammar, SyntaxError as GrammarError } from './grammar.generated';

export interface ParseOptions {
  /** Kibana's advanced setting `query:allowLeadingWildcards`. Default true. */
  allowLeadingWildcards?: boolean;
}

/** Parentheses deeper than this are refused instead of exhausting the stack; people and saved searches stay far below. */
const MAX_NESTING = 500;

const checkNesting = (query: string): void => {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < query.length; at += 1) {
    const character = query[at];
    if (character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(' || character === '{') {
      depth += 1;
      if (depth > MAX_NESTING) throw new KqlSyntaxError(`More than ${MAX_NESTING} nested parentheses.`, query, at);
    } else if (character === ')' || character === '}') depth -= 1;
  }
};

/**
 * Parses a query; an empty one means everything.
 * @throws KqlSyntaxError with Kibana's message and the offset of the first wrong character
 */
export const parse = (query: string, options: ParseOptions = {}): KqlNode => {
  checkNesting(query);
  try {
    return parseGrammar(query, { allowLeadingWildcards: options.allowLeadingWildcards !== false });
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    const message = error.expected === null ? error.message : expectationMessage(error.expected, error.found);
    throw new KqlSyntaxError(message, query, error.location.start.offset);
  }
};
