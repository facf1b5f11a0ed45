import type { PeggyExpectation } from './grammar.generated';

/** A query that does not parse. The message has Kibana's own form: short message, query, a caret below the place. */
export class KqlSyntaxError extends Error {
  constructor(
    readonly shortMessage: string,
    query: string,
    /** Offset into the whole query, in UTF-16 units. */
    readonly position: number,
  ) {
    super(`${shortMessage}\n${query}\n${'-'.repeat(position)}^`);
    this.name = 'KQLSyntaxError';
  }
}

/** A query that parses, but that the fields of the data view forbid (a nested field outside its group). */
export class KqlFieldError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KqlFieldError';
  }
}

const describe = (expectation: PeggyExpectation): string => {
  switch (expectation.type) {
    case 'end':
      return 'end of input';
    case 'other':
      return expectation.description;
    case 'literal':
      return JSON.stringify(expectation.text);
    default:
      return 'any character';
  }
};

/** Kibana's sentence: everything that could have come, sorted, and what came. */
export const expectationMessage = (expected: readonly PeggyExpectation[], found: string | null): string => {
  const wanted = [...new Set(expected.map(describe))].sort().join(', ');
  return `Expected ${wanted} but ${found === null ? 'end of input' : `"${found}"`} found.`;
};
