/**
 * Elasticsearch types of ECS fields (and of the Elastic Defend and Winlogbeat fields beside them), as Elastic's index
 * templates map them. Only fields that are no plain keyword are listed by type; `KEYWORDS` lists those that rules and
 * searches name, so that a query may use them before the first event brings them.
 */
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const TYPES: Readonly<Record<string, string>> = {
  date: `@timestamp event.created event.ingested event.start event.end process.start process.end process.parent.start
    file.created file.ctime file.mtime file.accessed dll.code_signature.timestamp process.code_signature.timestamp
    kibana.alert.original_time kibana.alert.start kibana.alert.last_detected kibana.alert.workflow_status_updated_at
    threat.indicator.first_seen threat.indicator.last_seen tls.client.not_after tls.server.not_after`,
  ip: `source.ip destination.ip client.ip server.ip host.ip related.ip dns.resolved_ip source.nat.ip destination.nat.ip
    observer.ip threat.indicator.ip`,
  long: `source.port destination.port client.port server.port source.bytes destination.bytes source.packets
    destination.packets network.bytes network.packets process.pid process.ppid process.pgid process.thread.id
    process.args_count process.exit_code process.uptime process.parent.pid process.parent.ppid process.parent.pgid
    process.parent.thread.id process.parent.args_count process.parent.exit_code process.parent.uptime event.sequence
    event.severity event.duration file.size file.attributes_size log.origin.file.line host.uptime http.response.status_code
    http.request.bytes http.response.bytes winlog.process.pid winlog.process.thread.id winlog.version url.port
    kibana.alert.group.index kibana.alert.depth kibana.alert.rule.version kibana.alert.rule.revision`,
  float: `event.risk_score event.risk_score_norm kibana.alert.risk_score kibana.alert.rule.risk_score
    process.Ext.relative_file_creation_time process.Ext.relative_file_name_modify_time`,
  boolean: `process.code_signature.exists process.code_signature.trusted process.code_signature.valid
    file.code_signature.exists file.code_signature.trusted file.code_signature.valid dll.code_signature.exists
    dll.code_signature.trusted dll.code_signature.valid process.parent.code_signature.exists
    process.parent.code_signature.trusted process.parent.code_signature.valid process.interactive tls.established
    tls.resumed sysmon.file.archived sysmon.file.is_executable elastic_agent.snapshot`,
  nested: `process.Ext.code_signature process.parent.Ext.code_signature file.Ext.code_signature dll.Ext.code_signature
    process.Ext.token.privileges`,
  match_only_text: 'message',
  geo_point: 'source.geo.location destination.geo.location host.geo.location client.geo.location server.geo.location',
  wildcard: `process.command_line process.parent.command_line registry.data.strings url.full url.original
    error.stack_trace event.original`,
};

const KEYWORDS = words(`
  agent.id agent.type agent.name agent.version data_stream.type data_stream.dataset data_stream.namespace ecs.version
  event.action event.category event.code event.dataset event.id event.kind event.module event.outcome event.provider
  event.reason event.type host.architecture host.hostname host.id host.mac host.name host.type host.os.family
  host.os.full host.os.kernel host.os.name host.os.platform host.os.type host.os.version user.domain user.email user.id
  user.name user.full_name user.effective.id user.effective.name user.target.id user.target.name group.id group.name
  process.args process.entity_id process.executable process.name process.title process.working_directory
  process.hash.md5 process.hash.sha1 process.hash.sha256 process.pe.company process.pe.description process.pe.imphash
  process.pe.original_file_name process.pe.product process.pe.file_version process.code_signature.subject_name
  process.code_signature.status process.Ext.token.integrity_level_name process.Ext.ancestry process.parent.args
  process.parent.entity_id process.parent.executable process.parent.name process.parent.working_directory
  process.parent.pe.original_file_name process.parent.code_signature.subject_name process.parent.code_signature.status
  process.parent.hash.md5 process.parent.hash.sha256 source.address source.domain source.mac destination.address
  destination.domain destination.as.organization.name destination.geo.country_iso_code destination.geo.country_name
  source.as.organization.name source.geo.country_iso_code network.application network.community_id network.direction
  network.iana_number network.name network.protocol network.transport network.type network.vlan.id dns.id
  dns.op_code dns.question.class dns.question.name dns.question.registered_domain dns.question.subdomain
  dns.question.top_level_domain dns.question.type dns.answers.data dns.answers.name dns.answers.type dns.response_code
  dns.type file.directory file.drive_letter file.extension file.name file.owner file.path file.type file.hash.md5
  file.hash.sha1 file.hash.sha256 file.pe.imphash file.pe.original_file_name file.code_signature.subject_name
  file.code_signature.status file.Ext.original.name file.Ext.original.path file.Ext.original.extension
  dll.name dll.path dll.hash.sha256 dll.code_signature.subject_name dll.code_signature.status
  dll.pe.original_file_name registry.data.bytes registry.data.type registry.hive registry.key registry.path
  registry.value url.domain url.path url.query url.scheme user_agent.original user_agent.name http.request.method
  tls.server.ja3s tls.client.ja3 tls.client.server_name tls.version related.hash related.hosts related.user rule.name
  rule.id log.level tags labels.demo labels.arsenal_replay winlog.channel winlog.computer_name winlog.event_id
  winlog.provider_name winlog.record_id winlog.task winlog.opcode winlog.keywords winlog.user.name
  winlog.user.domain winlog.user.identifier sysmon.dns.status
`);

/** Field name to Elasticsearch type. */
export const ECS_TYPES: ReadonlyMap<string, string> = new Map([
  ...KEYWORDS.map((name) => [name, 'keyword'] as const),
  ...Object.entries(TYPES).flatMap(([type, names]) => words(names).map((name) => [name, type] as const)),
]);

/** The type that a field gets when a document first brings it: ECS's, else by its value, as dynamic mapping does. */
export function dynamicType(name: string, value: unknown): string {
  const known = ECS_TYPES.get(name);
  if (known !== undefined) return known;
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'float';
  return typeof value === 'boolean' ? 'boolean' : 'keyword';
}
