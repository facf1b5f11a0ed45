/** What every Windows event carries around its data, in the spellings that shippers give it. */
import { createHash } from 'node:crypto';
import { parseTime } from '../time';
import type { WindowsFields } from './mapping';
import { integer, text } from './readers';

export type WindowsChannel = 'sysmon' | 'security';

/** A map, because an event may name its channel `constructor`. */
const CHANNELS: ReadonlyMap<string, WindowsChannel> = new Map([
  ['microsoft-windows-sysmon/operational', 'sysmon'],
  ['microsoft-windows-sysmon', 'sysmon'],
  ['security', 'security'],
  ['microsoft-windows-security-auditing', 'security'],
]);

/** Names of header fields; everything else is the event's own data. */
const HEADER_FIELDS: ReadonlySet<string> = new Set([
  ...['EventID', 'Channel', 'SourceName', 'ProviderGuid', 'Level', 'Keywords', 'Task', 'Opcode', 'OpcodeValue'],
  ...['Version', 'RecordNumber', 'Hostname', 'Computer', 'Message', 'Category', 'Severity', 'SeverityValue'],
  ...['TimeCreated', '@timestamp', '@version', 'EventTime', 'EventReceivedTime', 'UtcTime', 'RuleName'],
  ...['ThreadID', 'ExecutionProcessID', 'ExecutionThreadID', 'SourceModuleName', 'SourceModuleType'],
  ...['AccountName', 'AccountType', 'Domain', 'UserID', 'ActivityID', 'RelatedActivityID', 'EventTypeOrignal'],
  ...['host', 'port', 'tags', 'type', 'User'],
]);

/** Values of `EventType` that are NXLog's level; a Sysmon registry event has its own meaning for the field. */
const LEVELS: ReadonlySet<unknown> = new Set([
  ...['INFO', 'AUDIT_SUCCESS', 'AUDIT_FAILURE', 'ERROR', 'WARNING', 'CRITICAL', 'VERBOSE', 'DEBUG'],
]);

/** True for a field that belongs to the event's header, or to how it was shipped. */
export function isHeaderField(name: string, value: unknown): boolean {
  if (HEADER_FIELDS.has(name)) return true;
  if (name === 'EventType') return LEVELS.has(value);
  // NXLog writes the process that wrote the log entry as a number; the event's own ProcessID is text.
  return name === 'ProcessID' && typeof value === 'number';
}

/** True when a record looks like a flat Windows event: it has an event id and says where it comes from. */
export function isWindowsEvent(fields: WindowsFields): boolean {
  return eventCode(fields) !== undefined && (fields['Channel'] !== undefined || fields['SourceName'] !== undefined);
}

export function eventCode(fields: WindowsFields): number | undefined {
  return integer(fields['EventID']) as number | undefined;
}

export function eventChannel(fields: WindowsFields): WindowsChannel | undefined {
  return (
    CHANNELS.get(String(fields['Channel']).toLowerCase()) ??
    (fields['Channel'] === undefined ? CHANNELS.get(String(fields['SourceName']).toLowerCase()) : undefined)
  );
}

/** The computer that wrote the event, lower case as Elastic's agents report it. */
export function hostName(fields: WindowsFields): string | undefined {
  return (text(fields['Hostname']) ?? text(fields['Computer'])) as string | undefined;
}

/**
 * The record has no machine id, but rules join sequences by `host.id`. The name stands for the machine: the same name
 * gives the same id, in the form of a machine id.
 */
export function hostId(name: string): string {
  const known = hostIds.get(name);
  if (known) return known;
  const hex = createHash('sha256').update(name).digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  if (hostIds.size > 10_000) hostIds.clear();
  hostIds.set(name, id);
  return id;
}
const hostIds = new Map<string, string>();

/**
 * When it happened. Sysmon's `UtcTime` is the event's own; `TimeCreated` and `@timestamp` are the log entry's.
 * `EventTime` is last: it is local time of an unnamed zone.
 */
export function eventTime(fields: WindowsFields): number | undefined {
  for (const name of ['UtcTime', 'TimeCreated', '@timestamp', 'EventTime']) {
    const at = parseTime(fields[name]);
    if (at !== undefined) return at;
  }
  return undefined;
}
