/** What every lint rule is given and gives. */
import type { EqlExpression, Range } from '../../ast';
import type { ProblemCode, ResolvedOptions } from '../../types';

/** What a data source is known to write into a field. */
export interface FieldProfile {
  readonly [field: string]: {
    readonly values: readonly (string | number | boolean)[];
    /** All values are listed: anything else is never seen. */
    readonly complete: boolean;
  };
}

/** One piece of advice. */
export interface Advice {
  readonly code: ProblemCode;
  readonly message: string;
  readonly range: Range;
}

export interface LintContext {
  readonly text: string;
  readonly options: ResolvedOptions;
  readonly profile: FieldProfile | undefined;
}

/** Looks at one expression; every expression of the query is shown to every rule. */
export type LintRule = (expression: EqlExpression, context: LintContext) => readonly Advice[];
