/** What the API key may do, asked without doing it. */
import { member } from '../answer_text';
import type { ElasticsearchApi, KibanaApi } from '../apis';
import type { HttpMethod } from '../transport/types';
import { fail, ok, warn, type Finding } from './findings';
import { CHECK } from './key_owner';

const OF_ALERTS = ['read', 'write', 'maintenance', 'view_index_metadata'];

export async function checkPrivileges(
  apis: { kibana: KibanaApi; elasticsearch: ElasticsearchApi },
  space: string,
  index: readonly string[],
  findings: Finding[],
): Promise<void> {
  if (!(await checkSecuritySolution(apis.kibana, space, findings))) return;
  await checkWrite(apis.kibana, findings, ['PUT', '/api/detection_engine/rules'], {
    granted: 'The key may manage detection rules.',
    missing:
      'The key may not manage detection rules: installing, tuning and enabling will be refused. It takes All on Security rules.',
  });
  await checkWrite(apis.kibana, findings, ['POST', '/api/exception_lists/items'], {
    granted: 'The key may manage exceptions.',
    missing: 'The key may not manage exceptions: allowlists can be read only. It takes All on Security exceptions.',
  });
  await checkEvents(apis.elasticsearch, index, findings);
}

async function checkSecuritySolution(kibana: KibanaApi, space: string, findings: Finding[]): Promise<boolean> {
  const { status, body } = await kibana.answer(CHECK, 'GET', '/api/detection_engine/privileges', {}, [403, 404]);
  if (status !== 200) {
    findings.push(fail('refused', `The key may not use Elastic Security in the space ${space}.`));
    return false;
  }
  if (member(body, 'has_encryption_key') === false) {
    const text =
      'Kibana has no encryption key (xpack.encryptedSavedObjects.encryptionKey): rules can be installed, not enabled.';
    findings.push(warn(text));
  }
  const granted = member(member(body, 'index'), `.alerts-security.alerts-${space}`);
  const missing = OF_ALERTS.filter((name) => member(granted, name) !== true);
  findings.push(
    missing.length === 0
      ? ok('The key may read and change alerts.')
      : warn(`The key lacks ${missing.join(', ')} on the alerts: triage or rules will be refused.`),
  );
  return true;
}

/** Kibana checks privileges before it looks at a body: an empty one is refused either way, and tells which. */
async function checkWrite(
  kibana: KibanaApi,
  findings: Finding[],
  [method, path]: [HttpMethod, string],
  words: { granted: string; missing: string },
): Promise<void> {
  const { status } = await kibana.answer(CHECK, method, path, { body: {} }, [400, 403]);
  findings.push(status === 403 ? warn(words.missing) : ok(words.granted));
}

/** Rules see what the key sees. */
async function checkEvents(
  elasticsearch: ElasticsearchApi,
  index: readonly string[],
  findings: Finding[],
): Promise<void> {
  const call = { body: { index: [{ names: [...index], privileges: ['read', 'view_index_metadata'] }] } };
  const path = '/_security/user/_has_privileges';
  const { status, body } = await elasticsearch.answer(CHECK, 'POST', path, call, [400, 403, 404, 405]);
  if (status !== 200) return;
  const granted = member(body, 'index');
  const unseen = index.filter((name) => member(member(granted, name), 'read') !== true);
  if (unseen.length === 0) findings.push(ok('The key may read the events that the packs look at.'));
  else findings.push(warn(`The key may not read ${unseen.join(', ')}: rules, readiness and impact see nothing there.`));
}
