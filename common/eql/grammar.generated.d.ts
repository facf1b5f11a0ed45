/** The parser built from grammar.peggy. */
import type { EqlEventQuery, EqlExpression, EqlLiteral, Range } from './ast';

export interface Refusal extends Range {
  readonly message: string;
  /** Reported on leaving the construct, so it wins over a later syntax error. */
  readonly inSyntax: boolean;
}

export interface RawKeys {
  readonly list: readonly EqlExpression[];
  readonly range: Range;
}

export interface RawTerm {
  readonly missing: boolean;
  readonly event: EqlEventQuery;
  readonly keys: RawKeys | null;
  readonly option: { readonly name: string; readonly nameRange: Range; readonly value: EqlLiteral } | null;
  readonly range: Range;
}

export interface RawSequence {
  readonly kind: 'sequence';
  readonly keys: RawKeys | null;
  readonly span: {
    readonly value: EqlLiteral;
    readonly unit: { readonly name: string; readonly range: Range } | null;
    readonly range: Range;
  } | null;
  /** `by` after `with`: parsed to get its own message. */
  readonly misplaced: RawKeys | null;
  readonly terms: readonly RawTerm[];
  readonly until: RawTerm | null;
  readonly range: Range;
}

export interface RawSample {
  readonly kind: 'sample';
  readonly keys: RawKeys | null;
  readonly terms: readonly RawTerm[];
  readonly range: Range;
}

export interface RawJoin {
  readonly kind: 'join';
  readonly keys: RawKeys | null;
  readonly terms: readonly RawTerm[];
  readonly until: RawTerm | null;
  readonly range: Range;
}

export interface RawPipe {
  readonly name: string;
  readonly nameRange: Range;
  readonly args: readonly EqlExpression[];
  readonly range: Range;
}

export interface RawStatement {
  readonly query: EqlEventQuery | RawSequence | RawSample | RawJoin;
  readonly pipes: readonly RawPipe[];
}

export interface Expectation {
  readonly type: string;
  readonly description?: string;
  readonly text?: string;
}

export declare class SyntaxError extends Error {
  readonly expected: readonly Expectation[] | null;
  readonly location: { readonly start: { readonly offset: number } };
}

export declare function parse(text: string, options: { refusals: Refusal[]; maxDepth: number }): RawStatement;
