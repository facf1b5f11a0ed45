/**
 * The tree that `parse` builds. Every node carries its place in the text (UTF-16 offsets, `end` exclusive), so that errors,
 * lint and explanations can point at what the author wrote. `and` and `or` are n-ary: a chain of thousands stays flat.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly range: Range;
}

/** How a literal was written decides its type: `4` is an integer, `4.0` a double (they divide differently). */
export type LiteralType = 'null' | 'boolean' | 'integer' | 'long' | 'unsigned_long' | 'double' | 'string';

export interface EqlLiteral extends Node {
  readonly kind: 'literal';
  readonly type: LiteralType;
  /** Integers are bigint, so that 64 bits survive; decimals are number. */
  readonly value: null | boolean | bigint | number | string;
  /** A string written in triple quotes. */
  readonly raw?: boolean;
}

export interface EqlField extends Node {
  readonly kind: 'field';
  /** Dotted name without backticks. */
  readonly name: string;
  /** Written with a leading `?`: the field need not exist. */
  readonly optional: boolean;
}

export interface EqlCall extends Node {
  readonly kind: 'call';
  /** As written, without `~`; looked up in lower case. */
  readonly name: string;
  readonly caseInsensitive: boolean;
  readonly args: readonly EqlExpression[];
}

export interface EqlNegate extends Node {
  readonly kind: 'sign';
  readonly op: '+' | '-';
  readonly operand: EqlExpression;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export interface EqlArithmetic extends Node {
  readonly kind: 'arithmetic';
  readonly op: ArithmeticOperator;
  readonly left: EqlExpression;
  readonly right: EqlExpression;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export interface EqlComparison extends Node {
  readonly kind: 'comparison';
  readonly op: ComparisonOperator;
  readonly left: EqlExpression;
  readonly right: EqlExpression;
}

export interface EqlIn extends Node {
  readonly kind: 'in';
  readonly negated: boolean;
  readonly caseInsensitive: boolean;
  readonly operand: EqlExpression;
  readonly list: readonly EqlExpression[];
}

export type PatternOperator = ':' | 'like' | 'like~' | 'regex' | 'regex~';
export interface EqlPattern extends Node {
  readonly kind: 'pattern';
  readonly op: PatternOperator;
  readonly operand: EqlExpression;
  readonly patterns: readonly EqlLiteral[];
}

export interface EqlNot extends Node {
  readonly kind: 'not';
  readonly operand: EqlExpression;
}

export interface EqlLogical extends Node {
  readonly kind: 'and' | 'or';
  readonly operands: readonly EqlExpression[];
}

export type EqlExpression =
  | EqlLiteral
  | EqlField
  | EqlCall
  | EqlNegate
  | EqlArithmetic
  | EqlComparison
  | EqlIn
  | EqlPattern
  | EqlNot
  | EqlLogical;

export interface EqlEventQuery extends Node {
  readonly kind: 'event';
  /** null for `any where …`. */
  readonly category: string | null;
  readonly categoryRange: Range;
  readonly condition: EqlExpression;
}

export interface EqlSpan extends Node {
  readonly value: number;
  readonly unit: 'ms' | 's' | 'm' | 'h' | 'd';
  readonly milliseconds: number;
}

export interface EqlTerm extends Node {
  /** `![ … ]`: the event must be absent. */
  readonly missing: boolean;
  readonly event: EqlEventQuery;
  readonly keys: readonly EqlField[];
  /** `with runs=N`; 1 when absent. */
  readonly runs: number;
}

export interface EqlSequenceQuery extends Node {
  readonly kind: 'sequence';
  readonly keys: readonly EqlField[];
  readonly maxspan?: EqlSpan;
  readonly terms: readonly EqlTerm[];
  readonly until?: EqlTerm;
}

export interface EqlSampleQuery extends Node {
  readonly kind: 'sample';
  readonly keys: readonly EqlField[];
  readonly terms: readonly EqlTerm[];
}

/** Parses only to be refused when checked, as in Elasticsearch. */
export interface EqlJoinQuery extends Node {
  readonly kind: 'join';
  readonly keys: readonly EqlField[];
  readonly terms: readonly EqlTerm[];
  readonly until?: EqlTerm;
}

export type EqlQuery = EqlEventQuery | EqlSequenceQuery | EqlSampleQuery | EqlJoinQuery;

export interface EqlPipe extends Node {
  readonly kind: 'pipe';
  readonly name: 'head' | 'tail';
  readonly count: number;
}

export interface EqlStatement extends Node {
  readonly kind: 'statement';
  readonly query: EqlQuery;
  readonly pipes: readonly EqlPipe[];
  /** The text the ranges refer to. */
  readonly text: string;
}
