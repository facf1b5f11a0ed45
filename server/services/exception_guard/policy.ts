/** What happens, per space, to exceptions that are written outside the workbench and hide an attack or break a rule. */
import type { StoredDocument } from '../../stack/documents';
import type { Stack } from '../../stack/stack';

/** `record`: let through and logged. `refuse`: not written. */
export type ExceptionPolicy = 'record' | 'refuse';

export interface PolicyRecord {
  mode: ExceptionPolicy;
}

/** Type `settings`, one per space. */
export const POLICY_ID = 'exception_policy';

export function policyDocument(stack: Pick<Stack, 'documents'>): Promise<StoredDocument<PolicyRecord> | undefined> {
  return stack.documents.get<PolicyRecord>('settings', POLICY_ID);
}

export async function exceptionPolicy(stack: Pick<Stack, 'documents'>): Promise<PolicyRecord> {
  return (await policyDocument(stack))?.data ?? { mode: 'record' };
}
