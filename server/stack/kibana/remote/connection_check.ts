/** What works against a Kibana and an Elasticsearch from outside, in words: asked once, before anything else. */
import { stackAtLeast } from '../../../../common/rules';
import { alertIndex } from '../alerts/alert_query';
import { member } from '../answer_text';
import { ElasticsearchApi, KibanaApi } from '../apis';
import { fieldCaps } from '../search/field_caps';
import type { ElasticsearchTransport, KibanaTransport } from '../transport/types';
import { fail, noting, ok, warn, type Finding } from './findings';
import { CHECK, keyOwner, notAccepted, type KeyOwner } from './key_owner';
import { checkPrivileges } from './key_privileges';

export interface Connection {
  findings: Finding[];
  /** Known when nothing failed. */
  facts?: ConnectionFacts;
}

export interface ConnectionFacts extends KeyOwner {
  /** Of Kibana. */
  version: string;
  platinum: boolean;
}

const OLDEST = '8.12';
const PLATINUM = new Set(['platinum', 'enterprise', 'trial']);
/** What a server says that does not know the path at all. */
const NOT_KNOWN = [400, 404, 405];

/** @param index patterns of the events that the packs read */
export async function checkConnection(
  transports: { kibana: KibanaTransport; elasticsearch: ElasticsearchTransport },
  space: string,
  index: readonly string[],
): Promise<Connection> {
  const kibana = new KibanaApi(transports.kibana);
  const elasticsearch = new ElasticsearchApi(transports.elasticsearch);
  const [findings, ofElasticsearch]: [Finding[], Finding[]] = [[], []];
  // Side by side, so that two servers that do not answer cost the time of one.
  const [version, owner] = await Promise.all([
    noting(findings, () => kibanaVersion(kibana, findings)),
    noting(ofElasticsearch, () => keyOwner(elasticsearch, ofElasticsearch)),
  ]);
  findings.push(...ofElasticsearch);
  if (version === undefined || owner === undefined) return { findings };
  await noting(findings, () => checkSpace(kibana, space, findings));
  if (findings.some(({ level }) => level === 'fail')) return { findings };
  const platinum = (await noting(findings, () => hasPlatinum(kibana, findings))) ?? false;
  await noting(findings, () => checkPrivileges({ kibana, elasticsearch }, space, index, findings));
  await noting(findings, () => checkIndices(elasticsearch, space, index, findings));
  const failed = findings.some(({ level }) => level === 'fail');
  return failed ? { findings } : { findings, facts: { ...owner, version, platinum } };
}

async function kibanaVersion(kibana: KibanaApi, findings: Finding[]): Promise<string | undefined> {
  const { status, body } = await kibana.answer(CHECK, 'GET', '/api/status', {}, [...NOT_KNOWN, 401]);
  if (status === 401) {
    findings.push(notAccepted('Kibana'));
    return undefined;
  }
  const number = member(member(body, 'version'), 'number');
  if (typeof number !== 'string') {
    findings.push(fail('unsuitable', noVersion(body)));
    return undefined;
  }
  if (!stackAtLeast(number, OLDEST)) {
    const text = `Kibana ${number} is too old; the workbench needs ${OLDEST} or newer.`;
    findings.push(fail('unsuitable', text));
    return undefined;
  }
  const level = member(member(member(body, 'status'), 'overall'), 'level');
  findings.push(
    level === undefined || level === 'available'
      ? ok(`Kibana ${number} answers.`)
      : warn(`Kibana ${number} answers, but calls itself ${String(level)}: what it cannot do now will be refused.`),
  );
  return number;
}

/** Kibana tells strangers its state without its version, where anybody may ask for the state. */
function noVersion(body: unknown): string {
  return member(member(body, 'status'), 'overall') === undefined
    ? 'The address of Kibana is answered by something else. It is the one that a browser shows, without /app and what follows, with the base path where there is one.'
    : 'Kibana answers, but treats the key as a stranger: it does not tell its version.';
}

/** In a space that is not there Kibana reads nothing and refuses to write for reasons that nobody understands. */
async function checkSpace(kibana: KibanaApi, space: string, findings: Finding[]): Promise<void> {
  const path = `/api/spaces/space/${encodeURIComponent(space)}`;
  const { status } = await kibana.answer(CHECK, 'GET', path, {}, [403, 404]);
  if (status === 404) findings.push(fail('unsuitable', `Kibana has no space ${space}.`));
  else if (status === 403) findings.push(fail('refused', `The key may not use the space ${space}.`));
  else findings.push(ok(`The space ${space} is there.`));
}

/** Absent where there are no licences (serverless): then nothing is offered that needs one. */
async function hasPlatinum(kibana: KibanaApi, findings: Finding[]): Promise<boolean> {
  const { status, body } = await kibana.answer(CHECK, 'GET', '/api/licensing/info', {}, [...NOT_KNOWN, 403]);
  const licence = member(body, 'license');
  const type = String(member(licence, 'type') ?? '');
  const isActive = status === 200 && member(licence, 'status') === 'active';
  const platinum = isActive && PLATINUM.has(type);
  const text = `Licence: ${type || 'unknown'}${type && !isActive ? ', not active' : ''}.`;
  findings.push(platinum ? ok(text) : warn(`${text} Rules go without alert suppression.`));
  return platinum;
}

async function checkIndices(
  elasticsearch: ElasticsearchApi,
  space: string,
  index: readonly string[],
  findings: Finding[],
): Promise<void> {
  const events = await fieldCaps(elasticsearch, index, ['@timestamp']);
  const count = events.indices.length;
  findings.push(
    count > 0
      ? ok(`${count} ${count === 1 ? 'index holds' : 'indices hold'} events for the packs.`)
      : warn(`No index fits ${index.join(', ')}: rules will find nothing until data arrives.`),
  );
  const alerts = await fieldCaps(elasticsearch, alertIndex(space), ['@timestamp']);
  if (alerts.indices.length > 0) return;
  findings.push(warn(`The space ${space} has no alerts yet; the first rule run makes their index.`));
}
