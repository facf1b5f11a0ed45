/** Whose the API key is, and how long it lives: rules that are enabled with it live no longer. */
import { member } from '../answer_text';
import type { ElasticsearchApi } from '../apis';
import type { Purpose } from '../errors';
import { fail, ok, warn, type Finding } from './findings';

export interface KeyOwner {
  /** Login name of the key's owner. */
  user: string;
  /** Name of the key, never the key; absent where Elasticsearch knows no keys. */
  keyName?: string;
}

export const CHECK: Purpose = { what: 'check the connection', takes: 'a valid API key' };

export const RUNS_WITH_KEY =
  'Rules that are enabled with an API key run with that key ever after and stop when it is deleted. ' +
  'Use a key that was made for the workbench and has no expiry.';

export function notAccepted(server: 'Kibana' | 'Elasticsearch'): Finding {
  const text = `${server} does not accept the API key: it is mistyped, was deleted, has expired, or belongs to another stack.`;
  return fail('refused', text);
}

/** @returns undefined when the key is refused or what answers is no Elasticsearch */
export async function keyOwner(elasticsearch: ElasticsearchApi, findings: Finding[]): Promise<KeyOwner | undefined> {
  const { body, status } = await elasticsearch.answer(
    CHECK,
    'GET',
    '/_security/_authenticate',
    {},
    [400, 401, 404, 405],
  );
  if (status === 401) {
    findings.push(notAccepted('Elasticsearch'));
    return undefined;
  }
  if (status !== 200) return withoutSecurity(body, findings);
  const user = member(body, 'username');
  if (typeof user !== 'string') return somethingElse(findings);
  const key = member(body, 'api_key');
  const name = member(key, 'name');
  findings.push(
    ok(`Elasticsearch answers ${user}${typeof name === 'string' ? `, key ${name}` : ''}.`),
    warn(RUNS_WITH_KEY),
  );
  const id = member(key, 'id');
  if (typeof id === 'string') await checkExpiry(elasticsearch, id, findings);
  return { user, ...(typeof name === 'string' ? { keyName: name } : {}) };
}

/** With security switched off nothing is checked, the key included. */
function withoutSecurity(body: unknown, findings: Finding[]): KeyOwner | undefined {
  const error = member(body, 'error');
  if (typeof error !== 'string' || !error.startsWith('no handler found')) return somethingElse(findings);
  findings.push(
    warn('Security is switched off in Elasticsearch: the key is not looked at, and everybody may do everything.'),
  );
  return { user: 'anonymous' };
}

function somethingElse(findings: Finding[]): undefined {
  findings.push(fail('unsuitable', 'The address of Elasticsearch is answered by something else.'));
  return undefined;
}

/** A key may always read what is known of itself. */
async function checkExpiry(elasticsearch: ElasticsearchApi, id: string, findings: Finding[]): Promise<void> {
  const call = { query: { id } };
  const { status, body } = await elasticsearch.answer(CHECK, 'GET', '/_security/api_key', call, [400, 403, 404, 405]);
  const keys = status === 200 ? member(body, 'api_keys') : undefined;
  const expiration = member(Array.isArray(keys) ? keys[0] : undefined, 'expiration');
  if (typeof expiration !== 'number') return;
  const day = new Date(expiration).toISOString().slice(0, 10);
  findings.push(
    warn(`This key expires on ${day}: rules that are enabled with it stop then, and so does the workbench.`),
  );
}
