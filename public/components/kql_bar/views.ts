/** Fields that the filter bars suggest: what rules, searches and alerts of the packs use. Others can be typed. */
import type { KqlField, KqlView } from '../../../common/kql';

const text = (...names: string[]): KqlField[] => names.map((name) => ({ name, type: 'string', esTypes: ['keyword'] }));
const numbers = (...names: string[]): KqlField[] => names.map((name) => ({ name, type: 'number', esTypes: ['long'] }));
const addresses = (...names: string[]): KqlField[] => names.map((name) => ({ name, type: 'ip', esTypes: ['ip'] }));
const dates = (...names: string[]): KqlField[] => names.map((name) => ({ name, type: 'date', esTypes: ['date'] }));
const byName = (fields: readonly KqlField[]): KqlView => ({
  fields: [...fields].sort((a, b) => (a.name < b.name ? -1 : 1)),
});

const EVENT_FIELDS: readonly KqlField[] = [
  ...dates('@timestamp'),
  ...text(
    'agent.id',
    'agent.type',
    'destination.domain',
    'dns.question.name',
    'event.action',
    'event.category',
    'event.code',
    'event.dataset',
    'event.module',
    'event.outcome',
    'event.type',
    'file.name',
    'file.path',
    'host.id',
    'host.name',
    'host.os.type',
    'network.direction',
    'network.protocol',
    'network.transport',
    'process.args',
    'process.code_signature.subject_name',
    'process.command_line',
    'process.entity_id',
    'process.executable',
    'process.hash.sha256',
    'process.name',
    'process.parent.command_line',
    'process.parent.executable',
    'process.parent.name',
    'registry.data.strings',
    'registry.path',
    'registry.value',
    'tls.client.server_name',
    'user.domain',
    'user.id',
    'user.name',
  ),
  ...numbers('destination.port', 'network.bytes', 'process.pid', 'source.port'),
  ...addresses('destination.ip', 'dns.resolved_ip', 'host.ip', 'source.ip'),
  { name: 'process.code_signature.trusted', type: 'boolean', esTypes: ['boolean'] },
];

const ALERT_FIELDS: readonly KqlField[] = [
  ...dates('kibana.alert.original_time'),
  ...text(
    'kibana.alert.reason',
    'kibana.alert.rule.name',
    'kibana.alert.rule.rule_id',
    'kibana.alert.severity',
    'kibana.alert.workflow_assignee_ids',
    'kibana.alert.workflow_reason',
    'kibana.alert.workflow_status',
    'kibana.alert.workflow_tags',
  ),
  ...numbers('kibana.alert.risk_score'),
];

export const EVENT_VIEW: KqlView = byName(EVENT_FIELDS);
/** An alert holds a copy of its event beside what the detection engine added. */
export const ALERT_VIEW: KqlView = byName([...EVENT_FIELDS, ...ALERT_FIELDS]);
