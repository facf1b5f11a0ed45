/**
 * Lucene's query parser, as far as Kibana sends it anything: words, stars, escapes, AND, OR and NOT. Words stand beside
 * each other as alternatives; AND makes both sides required, NOT excludes.
 */

export interface LuceneWord {
  /** Alternating literal pieces with a star between each two. One piece: no star. */
  pieces: string[];
  occur: 'must' | 'should' | 'must_not';
}

interface Token {
  pieces: string[];
  /** Set when the word was typed without escapes and stars, so that it may be an operator. */
  operator?: 'AND' | 'OR' | 'NOT';
}

const tokenize = (query: string): Token[] => {
  const tokens: Token[] = [];
  let pieces: string[] | undefined;
  let raw = '';
  const append = (character: string): void => {
    pieces ??= [''];
    pieces[pieces.length - 1] += character;
  };
  const close = (): void => {
    if (pieces === undefined) return;
    const operator = raw === 'AND' || raw === 'OR' || raw === 'NOT' ? raw : undefined;
    tokens.push(operator === undefined ? { pieces } : { pieces, operator });
    pieces = undefined;
    raw = '';
  };
  for (let at = 0; at < query.length; at += 1) {
    const character = query[at] as string;
    if (character === ' ' || character === '\t' || character === '\n' || character === '\r' || character === '\u3000') {
      close();
      continue;
    }
    raw += character;
    if (character === '*') (pieces ??= ['']).push('');
    else if (character === '\\' && at + 1 < query.length) {
      at += 1;
      raw += query[at];
      append(query[at] as string);
    } else append(character);
  }
  close();
  return tokens;
};

/** The words of a query with what is required of each. An operator with nothing to join is dropped. */
export const parseQueryString = (query: string): LuceneWord[] => {
  const words: LuceneWord[] = [];
  let negated = false;
  let and = false;
  for (const token of tokenize(query)) {
    if (token.operator === 'NOT') negated = true;
    else if (token.operator === 'AND') and = true;
    else if (token.operator === undefined) {
      const previous = words[words.length - 1];
      if (and && previous !== undefined && previous.occur === 'should') previous.occur = 'must';
      words.push({ pieces: token.pieces, occur: negated ? 'must_not' : and ? 'must' : 'should' });
      negated = false;
      and = false;
    }
  }
  return words;
};
