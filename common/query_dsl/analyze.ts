/**
 * The standard analyser of Elasticsearch's `text` fields: words by Unicode's word rules (UAX 29), lower case per code
 * point, no stop words. Facts: ../shared/data/kql, "Text".
 */

/** Longer words are cut into pieces of this many characters. */
const MAX_TOKEN = 255;

type Kind =
  'letter' | 'digit' | 'joiner' | 'ideograph' | 'emoji' | 'mid_letter' | 'mid_digit' | 'mid' | 'mark' | 'other';

const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;
const MARK = /[\p{M}\p{Cf}\u200d]/u;
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}]/u;
const EMOJI = /\p{Extended_Pictographic}/u;

const kindOf = (character: string): Kind => {
  if (character === '_') return 'joiner';
  if (character === ':' || character === '\u00b7') return 'mid_letter';
  if (character === ',' || character === ';') return 'mid_digit';
  if (character === '.' || character === "'" || character === '\u2019') return 'mid';
  if (DIGIT.test(character)) return 'digit';
  if (IDEOGRAPH.test(character)) return 'ideograph';
  if (LETTER.test(character)) return 'letter';
  if (EMOJI.test(character)) return 'emoji';
  if (MARK.test(character)) return 'mark';
  return 'other';
};

const isWordKind = (kind: Kind | undefined): boolean => kind === 'letter' || kind === 'digit' || kind === 'joiner';

/** May the character of kind `mid` stand inside a word between `before` and `after`? */
const joins = (mid: Kind, before: Kind, after: Kind | undefined): boolean => {
  if (before === 'letter' && after === 'letter') return mid === 'mid_letter' || mid === 'mid';
  if (before === 'digit' && after === 'digit') return mid === 'mid_digit' || mid === 'mid';
  return false;
};

const lower = (character: string): string => String.fromCodePoint(character.toLowerCase().codePointAt(0) ?? 0);

/** Lower case code point by code point, as Java does it: `Σ` is `σ` everywhere, `İ` is `i`. */
export const lowerCase = (text: string): string => {
  let result = '';
  for (const character of text) result += lower(character);
  return result;
};

const push = (tokens: string[], word: string[]): void => {
  for (let at = 0; at < word.length; at += MAX_TOKEN) tokens.push(word.slice(at, at + MAX_TOKEN).join(''));
};

/** The words of a text, in order. */
export const analyze = (text: string): string[] => {
  const characters = Array.from(text);
  const kinds = characters.map(kindOf);
  const tokens: string[] = [];
  let at = 0;
  while (at < characters.length) {
    const kind = kinds[at] as Kind;
    if (kind === 'ideograph' || kind === 'emoji') {
      const word = [lower(characters[at] as string)];
      at += 1;
      while (kinds[at] === 'mark') {
        word.push(characters[at] as string);
        at += 1;
      }
      push(tokens, word);
      continue;
    }
    if (!isWordKind(kind)) {
      at += 1;
      continue;
    }
    const word: string[] = [];
    let last: Kind = kind;
    let hasContent = false;
    while (at < characters.length) {
      const here = kinds[at] as Kind;
      if (isWordKind(here)) last = here;
      else if (here !== 'mark' && !joins(here, last, kinds[at + 1])) break;
      hasContent = hasContent || here === 'letter' || here === 'digit';
      word.push(lower(characters[at] as string));
      at += 1;
    }
    if (hasContent) push(tokens, word);
  }
  return tokens;
};

/** Do the words of the phrase stand next to each other, in order? An empty phrase is nowhere. */
export const containsPhrase = (tokens: readonly string[], phrase: readonly string[]): boolean =>
  phrase.length > 0 && tokens.some((_, start) => phrase.every((word, index) => tokens[start + index] === word));
