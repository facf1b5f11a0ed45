/** Elasticsearch's standard analyser, as far as phrases in exceptions need it: words, lower case. */

const word = /[\p{L}\p{N}\p{M}_]+(?:['.:][\p{L}\p{N}\p{M}_]+)*/gu;
const letter = /\p{L}/u;
const digit = /\p{N}/u;

/** Joins of Unicode's word rules: `.` and `'` between letters or digits, `:` between letters, never between the two kinds. */
function splitJoins(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 1; at < text.length - 1; at += 1) {
    const join = text[at] as string;
    if (join !== '.' && join !== "'" && join !== ':') continue;
    const before = text[at - 1] as string;
    const after = text[at + 1] as string;
    const letters = letter.test(before) && letter.test(after);
    const digits = digit.test(before) && digit.test(after) && join !== ':';
    if (letters || digits) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  parts.push(text.slice(start));
  return parts;
}

export function tokensOf(text: string): string[] {
  return (text.match(word) ?? []).flatMap(splitJoins).map((token) => token.toLowerCase());
}

/** Do the words stand next to each other, in order? An empty phrase is nowhere. */
export function phraseIn(tokens: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return tokens.some((_, start) => phrase.every((wanted, index) => tokens[start + index] === wanted));
}
