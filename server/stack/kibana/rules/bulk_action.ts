import type { KibanaApi } from '../apis';
import { member } from '../answer_text';
import { chunks } from '../batches';
import { kibanaError } from '../errors';
import { WRITE } from './rule_writer';

/** Kibana refuses more in one call. */
const IDS_PER_CALL = 100;

interface BulkError {
  message: string;
  rules: Array<{ id: string }>;
}

/**
 * Runs a bulk action on rules by their saved-object ids. **Without ids Kibana would act on every rule of the space**, so
 * an empty list makes no call. A failure of one rule is a 500 although the others are done (security-api 1.6).
 * @returns what failed, by saved-object id
 */
export async function bulkAction(
  kibana: KibanaApi,
  action: 'enable' | 'disable' | 'delete',
  ids: readonly string[],
): Promise<Map<string, string>> {
  const failures = new Map<string, string>();
  for (const part of chunks(ids, IDS_PER_CALL)) {
    const answer = await kibana.answer(
      WRITE,
      'POST',
      '/api/detection_engine/rules/_bulk_action',
      { body: { action, ids: part } },
      [500],
    );
    if (answer.status !== 500) continue;
    const errors = member(member(answer.body, 'attributes'), 'errors');
    if (!Array.isArray(errors)) throw kibanaError(answer, WRITE);
    for (const { message, rules } of errors as BulkError[]) for (const { id } of rules) failures.set(id, message);
  }
  return failures;
}
