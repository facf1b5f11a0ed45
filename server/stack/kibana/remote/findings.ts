/** What a check of a connection found, in words. */
import { StackError } from '../../stack';

/**
 * Why the workbench cannot be used like this: nobody answered, the key was refused, or what answered is not what the
 * workbench needs.
 */
export type FailureReason = 'unreachable' | 'refused' | 'unsuitable';

export interface Finding {
  /** `fail`: the workbench cannot be used like this. `warn`: a part of it cannot, or something is to be known. */
  level: 'ok' | 'warn' | 'fail';
  text: string;
  /** Of a failure only. */
  reason?: FailureReason;
}

export const ok = (text: string): Finding => ({ level: 'ok', text });
export const warn = (text: string): Finding => ({ level: 'warn', text });
export const fail = (reason: FailureReason, text: string): Finding => ({ level: 'fail', reason, text });

/** The finding that a failed call is. Errors that are no answer of the stack are defects and pass through. */
export function findingOf(error: unknown): Finding {
  if (!(error instanceof StackError)) throw error;
  return fail(reasonOf(error), error.message);
}

function reasonOf({ code }: StackError): FailureReason {
  if (code === 'unauthorized' || code === 'forbidden') return 'refused';
  return code === 'unavailable' || code === 'timeout' ? 'unreachable' : 'unsuitable';
}

/** A check that is refused is a finding, not the end of the check. */
export async function noting<T>(findings: Finding[], check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check();
  } catch (error) {
    findings.push(findingOf(error));
    return undefined;
  }
}
