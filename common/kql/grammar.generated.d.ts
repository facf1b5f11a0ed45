/** Types of the parser that scripts/build_grammars.mjs makes from grammar.peggy. */
import type { KqlNode } from './ast';

export interface PeggyLocation {
  start: { offset: number; line: number; column: number };
  end: { offset: number; line: number; column: number };
}

export type PeggyExpectation =
  | { type: 'literal'; text: string; ignoreCase: boolean }
  | { type: 'class'; parts: ReadonlyArray<string | [string, string]>; inverted: boolean; ignoreCase: boolean }
  | { type: 'any' }
  | { type: 'end' }
  | { type: 'other'; description: string };

export declare class SyntaxError extends Error {
  readonly location: PeggyLocation;
  readonly expected: PeggyExpectation[] | null;
  readonly found: string | null;
}

export declare function parse(text: string, options?: { allowLeadingWildcards?: boolean }): KqlNode;
