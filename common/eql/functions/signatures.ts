/** The sixteen functions of EQL: what they accept and give. Facts from eql-semantics section 9. */

/** Kinds an argument may be checked against. */
export type ArgumentKind = 'string' | 'numeric' | 'integer' | 'boolean' | 'ip' | 'any';

export interface Signature {
  /** How the function is spelled in messages: lower case. */
  readonly name: string;
  readonly arity: readonly [min: number, max: number];
  /** `expects …` in the arity error. */
  readonly expects: string;
  /** Kind per argument; the last one repeats. */
  readonly arguments: readonly ArgumentKind[];
  /** Index from which arguments must be constants. */
  readonly constantFrom?: number;
  /** How many of the leading arguments make the result null when they are null. */
  readonly strict: number;
  /** May carry a `~`. */
  readonly foldable: boolean;
  /** Elasticsearch type of the result; `numeric` follows the arguments. */
  readonly result: 'keyword' | 'boolean' | 'integer' | 'numeric' | 'double';
}

function signature(
  name: string,
  arity: readonly [number, number],
  expects: string,
  args: readonly ArgumentKind[],
  strict: number,
  result: Signature['result'],
  more: Partial<Signature> = {},
): [string, Signature] {
  return [name, { name, arity, expects, arguments: args, strict, result, foldable: false, ...more }];
}

const math = (name: string) => signature(name, [2, 2], 'exactly two arguments', ['numeric', 'numeric'], 2, 'numeric');

export const SIGNATURES: ReadonlyMap<string, Signature> = new Map([
  math('add'),
  signature('between', [3, 4], 'three or four arguments', ['string', 'string', 'string', 'boolean'], 1, 'keyword', {
    foldable: true,
  }),
  signature('cidrmatch', [2, Infinity], 'at least two arguments', ['ip', 'string'], 1, 'boolean', { constantFrom: 1 }),
  signature('concat', [0, Infinity], 'at least one argument', ['any'], Infinity, 'keyword'),
  math('divide'),
  signature('endswith', [2, 2], 'exactly two arguments', ['string', 'string'], 2, 'boolean', { foldable: true }),
  signature('indexof', [2, 3], 'two or three arguments', ['string', 'string', 'integer'], 2, 'integer', {
    foldable: true,
  }),
  signature('length', [1, 1], 'exactly one argument', ['string'], 1, 'integer'),
  math('modulo'),
  math('multiply'),
  signature('number', [1, 2], 'one or two arguments', ['string', 'integer'], 1, 'double'),
  signature('startswith', [2, 2], 'exactly two arguments', ['string', 'string'], 2, 'boolean', { foldable: true }),
  signature('string', [1, 1], 'exactly one argument', ['any'], 1, 'keyword'),
  signature('stringcontains', [2, 2], 'exactly two arguments', ['string', 'string'], 2, 'boolean', { foldable: true }),
  signature('substring', [2, 3], 'two or three arguments', ['string', 'integer', 'integer'], 1, 'keyword'),
  math('subtract'),
]);
