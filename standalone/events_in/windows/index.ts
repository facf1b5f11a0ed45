import { setPath } from '../document_shape';
import { isoTime } from '../time';
import type { EcsDocument } from '../types';
import { eventChannel, eventCode, hostId, hostName, isHeaderField, type WindowsChannel } from './header';
import { applyMapping, consumedFields, type EventMapping, type MappingTable, type WindowsFields } from './mapping';
import { integer, text } from './readers';
import { securityNetwork } from './security_network';
import { securityProcess } from './security_process';
import { sysmonFile } from './sysmon_file';
import { sysmonNetwork } from './sysmon_network';
import { putUser } from './sysmon_parts';
import { sysmonProcess } from './sysmon_process';
import { sysmonRegistry } from './sysmon_registry';

export { eventTime, isWindowsEvent } from './header';

const TABLES: Readonly<Record<WindowsChannel, MappingTable>> = {
  sysmon: { ...sysmonProcess, ...sysmonFile, ...sysmonRegistry, ...sysmonNetwork },
  security: { ...securityProcess, ...securityNetwork },
};

const PROVIDER: Readonly<Record<WindowsChannel, string>> = {
  sysmon: 'Microsoft-Windows-Sysmon',
  security: 'Microsoft-Windows-Security-Auditing',
};

/** Index names of mapped events: what Winlogbeat and the System integration would write to. */
export const WINDOWS_INDEX: Readonly<Record<WindowsChannel, string>> = {
  sysmon: 'winlogbeat-imported',
  security: 'logs-system.security-imported',
};

/** The mapping for an event, or the `channel/id` that has none. */
export function findMapping(
  fields: WindowsFields,
): { mapping: EventMapping; channel: WindowsChannel } | { unmapped: string } {
  const channel = eventChannel(fields);
  const code = eventCode(fields);
  const mapping = channel && code !== undefined ? TABLES[channel][code] : undefined;
  if (channel && mapping) return { mapping, channel };
  return { unmapped: `${String(fields['Channel'] ?? fields['SourceName']).slice(0, 100)}/${code}` };
}

/**
 * A flat Windows event as the document that Winlogbeat's Sysmon module (Sysmon) or the System integration (Security)
 * would have made of it. Field values as in reference/content.md 1.2.
 * @param at `@timestamp` in milliseconds, already shifted
 */
export function mapWindowsEvent(
  fields: WindowsFields,
  channel: WindowsChannel,
  mapping: EventMapping,
  at: number,
): EcsDocument {
  const document: EcsDocument = { '@timestamp': isoTime(at) };
  document['event'] = eventFields(fields, channel, mapping);
  putHost(document, fields);
  document['winlog'] = winlogFields(fields, channel, mapping);
  if (channel === 'sysmon') putSysmonCommon(document, fields);
  else document['data_stream'] = { type: 'logs', dataset: 'system.security', namespace: 'imported' };
  applyMapping(document, fields, mapping);
  const message = firstLine(fields['Message']);
  if (message !== undefined) document['message'] = message;
  return document;
}

/** The rest of the message repeats the fields one a line (and, for Security events, explains the event at length). */
function firstLine(message: unknown): string | undefined {
  if (typeof message !== 'string') return undefined;
  const end = message.search(/[\r\n]/);
  return (end < 0 ? message : message.slice(0, end)).replace(/:$/, '');
}

function eventFields(fields: WindowsFields, channel: WindowsChannel, mapping: EventMapping): EcsDocument {
  const { category, type, action } = mapping;
  const code = String(eventCode(fields));
  if (channel === 'sysmon') {
    return { kind: 'event', category, type, action, code, module: 'sysmon', provider: PROVIDER.sysmon };
  }
  const outcome = isAuditFailure(fields) ? 'failure' : 'success';
  const source = { module: 'system', dataset: 'system.security', provider: PROVIDER.security };
  return { kind: 'event', category, type, action, code, outcome, ...source };
}

/** "Audit Failure" is bit 52 of the keywords, which shippers write as hexadecimal text or as a signed number. */
function isAuditFailure(fields: WindowsFields): boolean {
  if (fields['EventType'] === 'AUDIT_FAILURE') return true;
  const keywords = fields['Keywords'];
  if (typeof keywords !== 'string' || !/^0x[0-9a-fA-F]{1,16}$/.test(keywords)) return false;
  return (BigInt(keywords) & (1n << 52n)) !== 0n;
}

function putHost(document: EcsDocument, fields: WindowsFields): void {
  const name = hostName(fields);
  const os = { type: 'windows', family: 'windows', platform: 'windows' };
  const host = name?.toLowerCase();
  document['host'] = host === undefined ? { os } : { name: host, hostname: host, id: hostId(host), os };
}

function putSysmonCommon(document: EcsDocument, fields: WindowsFields): void {
  const account = text(fields['UserID']);
  if (account !== undefined) setPath(document, ['user', 'id'], account);
  putUser(document, fields);
  const rule = text(fields['RuleName']);
  if (rule !== undefined) setPath(document, ['rule', 'name'], rule);
}

function winlogFields(fields: WindowsFields, channel: WindowsChannel, mapping: EventMapping): EcsDocument {
  const winlog: EcsDocument = {
    channel: channel === 'security' ? 'Security' : 'Microsoft-Windows-Sysmon/Operational',
    event_id: String(eventCode(fields)),
    provider_name: PROVIDER[channel],
  };
  if (channel === 'sysmon') winlog['task'] = mapping.action;
  const put = (path: string[], value: unknown): void => {
    if (value !== undefined) setPath(winlog, path, value);
  };
  put(['computer_name'], hostName(fields));
  put(['provider_guid'], text(fields['ProviderGuid']));
  put(['record_id'], text(fields['RecordNumber']));
  put(['process', 'pid'], integer(fields['ExecutionProcessID']));
  put(['process', 'thread', 'id'], integer(fields['ThreadID']));
  put(['user', 'identifier'], text(fields['UserID']));
  put(['user', 'name'], text(fields['AccountName']));
  put(['user', 'domain'], text(fields['Domain']));
  put(['user', 'type'], text(fields['AccountType']));
  put(['event_data'], remainingData(fields, channel, mapping));
  return winlog;
}

/** Sysmon: what no field took. Security: everything, as the System integration keeps it. */
function remainingData(fields: WindowsFields, channel: WindowsChannel, mapping: EventMapping): EcsDocument | undefined {
  const consumed = consumedFields(mapping);
  const data: EcsDocument = {};
  let found = false;
  for (const name in fields) {
    const value = fields[name];
    if (name === '__proto__' || isHeaderField(name, value) || (channel === 'sysmon' && consumed.has(name))) continue;
    const kept = text(value);
    if (kept === undefined) continue;
    data[name] = kept;
    found = true;
  }
  return found ? data : undefined;
}
