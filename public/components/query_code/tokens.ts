/** Splits EQL (and KQL, ES|QL: close enough for colours) into tokens. Only for display: the truth about a query is common/eql. */

export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'function' | 'operator' | 'field' | 'space';

export interface Token {
  kind: TokenKind;
  text: string;
}

const KEYWORDS = new Set(
  'sequence sample join by with maxspan runs until any where and or not in like regex true false null head tail'.split(
    ' ',
  ),
);

/** One sticky expression per kind, tried in order. None of them can backtrack over more than its own token. */
const RULES: ReadonlyArray<{ kind: TokenKind; pattern: RegExp }> = [
  { kind: 'comment', pattern: /\/\/[^\n]*|\/\*[^]*?\*\//y },
  { kind: 'string', pattern: /"""[^]*?"""|"(?:[^"\\]|\\[^])*"/y },
  { kind: 'space', pattern: /\n|[^\S\n]+/y },
  { kind: 'number', pattern: /\d+(?:\.\d+)?(?:[smhd]\b)?/y },
  { kind: 'field', pattern: /\??[@A-Za-z_][\w.@*-]*|\??`[^`]*`/y },
];

function kindOfWord(word: string, rest: string): TokenKind {
  if (KEYWORDS.has(word.toLowerCase())) return 'keyword';
  return /^~?\(/.test(rest) ? 'function' : 'field';
}

/** The tokens in order; joined they give the text again. Line breaks are tokens of their own. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    let token: Token | undefined;
    for (const { kind, pattern } of RULES) {
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0];
      if (!found) continue;
      token = {
        kind: kind === 'field' ? kindOfWord(found, text.slice(at + found.length, at + found.length + 2)) : kind,
        text: found,
      };
      break;
    }
    token ??= { kind: 'operator', text: text.charAt(at) };
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

/** Tokens by line; a token over several lines (a block comment) is cut at its line breaks. */
export function linesOf<T extends Token>(tokens: readonly T[]): T[][] {
  const lines: T[][] = [[]];
  for (const token of tokens) {
    token.text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part) lines[lines.length - 1]?.push({ ...token, text: part });
    });
  }
  return lines;
}
