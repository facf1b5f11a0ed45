/** What works against a Kibana and an Elasticsearch from outside, in words: asked once, before anything else. */
import { stackAtLeast } from '../../../common/rules';
import { StackError } from '../stack';
import { member } from './answer_text';
import { ElasticsearchApi, KibanaApi } from './apis';
import { alertIndex } from './alerts/alert_query';
import type { Purpose } from './errors';
import { fieldCaps } from './search/field_caps';
import type { Answer, ElasticsearchTransport, KibanaTransport } from './transport/types';

export interface Finding {
  /** `fail`: the workbench cannot be used like this. `warn`: a part of it cannot. */
  level: 'ok' | 'warn' | 'fail';
  text: string;
}

export interface Connection {
  findings: Finding[];
  /** Known when nothing failed. */
  facts?: { version: string; platinum: boolean; user: string };
}

const OLDEST = '8.12';
const CHECK: Purpose = { what: 'check the connection', takes: 'a valid API key' };

const PLATINUM = new Set(['platinum', 'enterprise', 'trial']);

/** @param index patterns of the events that the packs read */
export async function checkConnection(
  transports: { kibana: KibanaTransport; elasticsearch: ElasticsearchTransport },
  space: string,
  index: readonly string[],
): Promise<Connection> {
  const kibana = new KibanaApi(transports.kibana);
  const elasticsearch = new ElasticsearchApi(transports.elasticsearch);
  const findings: Finding[] = [];
  const version = await noting(findings, () => kibanaVersion(kibana, findings));
  const user = await noting(findings, () => elasticsearchUser(elasticsearch, findings));
  if (version === undefined || user === undefined) return { findings };
  const platinum = (await noting(findings, () => hasPlatinum(kibana, findings))) ?? false;
  await noting(findings, () => checkPrivileges(kibana, space, findings));
  await noting(findings, () => checkIndices(elasticsearch, space, index, findings));
  const failed = findings.some(({ level }) => level === 'fail');
  return failed ? { findings } : { findings, facts: { version, platinum, user } };
}

async function kibanaVersion(kibana: KibanaApi, findings: Finding[]): Promise<string | undefined> {
  const body = await kibana.call<unknown>(CHECK, 'GET', '/api/status');
  const number = member(member(body, 'version'), 'number');
  if (typeof number !== 'string') {
    findings.push({ level: 'fail', text: 'The address of Kibana is answered by something else.' });
    return undefined;
  }
  if (!stackAtLeast(number, OLDEST)) {
    findings.push({ level: 'fail', text: `Kibana ${number} is too old; the workbench needs ${OLDEST} or newer.` });
    return undefined;
  }
  findings.push({ level: 'ok', text: `Kibana ${number} answers.` });
  return number;
}

async function elasticsearchUser(elasticsearch: ElasticsearchApi, findings: Finding[]): Promise<string> {
  const body = await elasticsearch.call<unknown>(CHECK, 'GET', '/_security/_authenticate');
  const user = String(member(body, 'username') ?? 'unknown');
  const key = member(member(body, 'api_key'), 'name');
  findings.push({
    level: 'ok',
    text: `Elasticsearch answers ${user}${typeof key === 'string' ? `, key ${key}` : ''}.`,
  });
  findings.push({
    level: 'warn',
    text:
      'Rules that are enabled from here run with this key ever after and stop when it is deleted. ' +
      'Use a key that was made for the workbench and has no expiry.',
  });
  return user;
}

/** Absent where there are no licences (serverless): then nothing is offered that needs one. */
async function hasPlatinum(kibana: KibanaApi, findings: Finding[]): Promise<boolean> {
  const { status, body } = await kibana.answer(CHECK, 'GET', '/api/licensing/info', {}, [400, 404]);
  const licence = member(body, 'license');
  const type = String(member(licence, 'type') ?? '');
  const platinum = status === 200 && member(licence, 'status') === 'active' && PLATINUM.has(type);
  const text = `Licence: ${type || 'unknown'}.`;
  findings.push(
    platinum ? { level: 'ok', text } : { level: 'warn', text: `${text} Rules go without alert suppression.` },
  );
  return platinum;
}

async function checkPrivileges(kibana: KibanaApi, space: string, findings: Finding[]): Promise<void> {
  const answer: Answer = await kibana.answer(CHECK, 'GET', '/api/detection_engine/privileges', {}, [403, 404]);
  if (answer.status !== 200) {
    findings.push({ level: 'fail', text: `The key may not use Elastic Security in the space ${space}.` });
    return;
  }
  if (member(answer.body, 'has_encryption_key') === false) {
    findings.push({
      level: 'warn',
      text: 'Kibana has no encryption key (xpack.encryptedSavedObjects.encryptionKey): rules cannot be enabled.',
    });
  }
  const granted = member(member(answer.body, 'index'), `.alerts-security.alerts-${space}`);
  const missing = ['read', 'write', 'maintenance', 'view_index_metadata'].filter(
    (name) => member(granted, name) !== true,
  );
  findings.push(
    missing.length === 0
      ? { level: 'ok', text: 'The key may read and change alerts.' }
      : { level: 'warn', text: `The key lacks ${missing.join(', ')} on the alerts: triage or rules will be refused.` },
  );
}

async function checkIndices(
  elasticsearch: ElasticsearchApi,
  space: string,
  index: readonly string[],
  findings: Finding[],
): Promise<void> {
  const events = await fieldCaps(elasticsearch, index, ['@timestamp']);
  findings.push(
    events.indices.length > 0
      ? { level: 'ok', text: `${events.indices.length} indices hold events for the packs.` }
      : { level: 'warn', text: `No index fits ${index.join(', ')}: rules will find nothing until data arrives.` },
  );
  const alerts = await fieldCaps(elasticsearch, alertIndex(space), ['@timestamp']);
  if (alerts.indices.length > 0) return;
  findings.push({ level: 'warn', text: `The space ${space} has no alerts yet; the first rule run makes their index.` });
}

/** A check that is refused is a finding, not the end of the check. */
async function noting<T>(findings: Finding[], check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    findings.push({ level: 'fail', text: error.message });
    return undefined;
  }
}
