import { EqlError } from './errors';
import { parse, type Expectation, type SyntaxError } from './grammar.generated';

/** Deepest nesting of parentheses, brackets, `not`s, signs and arithmetic that is read. Real queries stay below 20. */
export const MAX_DEPTH = 200;

const TOO_DEEP = 'EQL statement is too large, causing stack overflow when generating the parsing tree';

/**
 * Refuses text that nests deeper than the recursive parser may go. Counts every bracket outside strings and line comments,
 * which is never less than what the parser would recurse into.
 */
export function nestingTooDeep(text: string): EqlError | undefined {
  if (!hasManyOpenings(text)) return undefined;
  let depth = 0;
  for (const match of text.matchAll(NESTING)) {
    const token = match[0];
    if (token === '(' || token === '[') depth += 1;
    else if (token === ')' || token === ']') depth -= 1;
    if (depth > MAX_DEPTH) return tooDeep(text, match.index);
  }
  return undefined;
}

/** Without more openings than `MAX_DEPTH` there is no need to look closer. */
function hasManyOpenings(text: string): boolean {
  return countUpTo(text, '(', MAX_DEPTH) + countUpTo(text, '[', MAX_DEPTH) > MAX_DEPTH;
}

function countUpTo(text: string, part: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1 && count <= limit; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}

const NESTING = /"""[^\r\n]*?"""|"(?:[^"\\\r\n]|\\.)*"|\/\/[^\r\n]*|[([\])]/g;

export function tooDeep(text: string, start: number): EqlError {
  return new EqlError('parsing', TOO_DEEP, text, { start, end: start });
}

/** Words a failure of the generated parser as Elasticsearch's parser does. */
export function syntaxError(text: string, cause: SyntaxError): EqlError {
  const offset = cause.location.start.offset;
  if (cause.expected === null) return tooDeep(text, offset);
  const lexer = firstUnrecognised(text, offset);
  if (lexer) {
    const shown = escapeBlanks(text.slice(lexer.start, lexer.end));
    return new EqlError('parsing', `token recognition error at: '${shown}'`, text, lexer);
  }
  const token = tokenAt(text, offset);
  return new EqlError('parsing', parserMessage(text, token, cause.expected), text, token);
}

interface Token {
  readonly start: number;
  readonly end: number;
}

function parserMessage(text: string, token: Token, expectations: readonly Expectation[]): string {
  const shown = token.start >= text.length ? '<EOF>' : escapeBlanks(text.slice(token.start, token.end));
  const expected = [...new Set(expectations.map(describe))].filter((name) => name !== 'blank').sort();
  const list = expected.length === 1 ? expected[0] : `{${expected.join(', ')}}`;
  if (/^[0-9.`]/.test(shown) && text.slice(0, token.start).trim() === '') {
    return `no viable alternative at input '${shown}'`;
  }
  const without = failureOffset(
    text.slice(0, token.start) + ' '.repeat(token.end - token.start) + text.slice(token.end),
  );
  if (token.end > token.start && without > skipBlanks(text, token.end))
    return `extraneous input '${shown}' expecting ${list}`;
  if (expected.length === 1 && expected[0] === "'where'") return `missing 'where' at '${shown}'`;
  return `mismatched input '${shown}' expecting ${list}`;
}

function failureOffset(text: string): number {
  try {
    parse(text, { refusals: [], maxDepth: MAX_DEPTH });
    return Infinity;
  } catch (cause) {
    return (cause as SyntaxError).location.start.offset;
  }
}

function describe(expectation: Expectation): string {
  return expectation.description ?? (expectation.text === undefined ? expectation.type : `'${expectation.text}'`);
}

const BLANK = /[ \t\r\n]+|\/\/[^\r\n]*|\/\*[^]*?\*\//y;
const TOKEN =
  /"""[^\r\n]*?"""(?:"(?:")?)?|"(?:[^"\\\r\n]|\\[btnfr"'\\]|\\u\{[0-9a-fA-F]+\})*"|'(?:[^'\\\r\n]|\\[btnfr"'\\])*'|\?"(?:\\"|[^"\r\n])*"|\?'(?:\\'|[^'\r\n])*'|`(?:``|[^`])*`|[a-zA-Z][a-zA-Z0-9_]*~(?=\()|in~|like~|regex~|[a-zA-Z_@][a-zA-Z0-9_]*|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|!\[|[=!<>]=|[:=<>+\-*/%.,[\]()|?]/y;

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The first stretch up to and including the token at `offset` that is no token at all. */
function firstUnrecognised(text: string, offset: number): Token | undefined {
  let at = 0;
  while (at < text.length && at <= offset) {
    const afterBlank = matchAt(BLANK, text, at);
    if (afterBlank > at) {
      at = afterBlank;
      continue;
    }
    const afterToken = matchAt(TOKEN, text, at);
    if (afterToken === at) return { start: at, end: unrecognisedEnd(text, at) };
    at = afterToken;
  }
  return undefined;
}

/** A string or quoted name is reported up to the character that spoils it, anything else by its first character. */
function unrecognisedEnd(text: string, start: number): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
  if (quote === '`') return text.length;
  const good = quote === '"' ? /(?:[^"\\\r\n]|\\[btnfr"'\\]|\\u\{[0-9a-fA-F]+\})*/y : /(?:[^'\\\r\n]|\\[btnfr"'\\])*/y;
  const spoiled = matchAt(good, text, start + 1);
  if (text[spoiled] !== '\\') return Math.min(text.length, spoiled + 1);
  const escape = /\\(?:u(?:\{[0-9a-fA-F]*)?)?/y;
  return Math.min(text.length, matchAt(escape, text, spoiled) + 1);
}

function tokenAt(text: string, offset: number): Token {
  const start = skipBlanks(text, offset);
  return { start, end: matchAt(TOKEN, text, start) };
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  for (let next = matchAt(BLANK, text, at); next > at; next = matchAt(BLANK, text, at)) at = next;
  return at;
}

function escapeBlanks(text: string): string {
  return text.replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
}
