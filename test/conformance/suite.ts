/** What a conformance suite is: a folder of cases in, one outcome per case out. */
export interface CaseOutcome {
  readonly id: string;
  /** Absent when the case passes. */
  readonly failure?: { readonly expected: string; readonly actual: string };
  /** Why the case was not tried at all; it counts neither way. */
  readonly notCovered?: string;
}

export interface Suite {
  /** First argument of `npm run conformance`. */
  readonly name: string;
  /** What the folder must hold, for the usage text. */
  readonly folder: string;
  /** What a passing case does not say, printed with the result. */
  readonly limits?: readonly string[];
  /** @throws FolderProblem when the folder is not of the suite's format */
  run(folder: string): Iterable<CaseOutcome> | AsyncIterable<CaseOutcome>;
}

/** One case. Whatever is thrown fails this case and stops no other. */
export function attempt(id: string, judge: () => CaseOutcome['failure']): CaseOutcome {
  try {
    const failure = judge();
    return failure ? { id, failure } : { id };
  } catch (error) {
    const actual = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { id, failure: { expected: 'an answer', actual } };
  }
}
