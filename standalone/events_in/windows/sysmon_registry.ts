/** Sysmon 12, 13, 14: registry keys and values. */
import { setPath } from '../document_shape';
import type { EcsDocument } from '../types';
import type { EventMapping, MappingTable, WindowsFields } from './mapping';
import { text } from './readers';
import { actingProcess } from './sysmon_parts';

/**
 * `registry.*` from Sysmon's `TargetObject`. Sysmon does not say where the key ends and the value name begins, so, as
 * in Winlogbeat, `key` is everything after the hive and `value` the last part.
 */
function registryObject(document: EcsDocument, fields: WindowsFields): void {
  const path = text(fields['TargetObject']);
  if (typeof path === 'string') {
    const hiveEnd = path.indexOf('\\');
    setPath(document, ['registry', 'path'], path);
    setPath(document, ['registry', 'hive'], hiveEnd < 0 ? path : path.slice(0, hiveEnd));
    if (hiveEnd >= 0) setPath(document, ['registry', 'key'], path.slice(hiveEnd + 1));
    setPath(document, ['registry', 'value'], path.slice(path.lastIndexOf('\\') + 1));
  }
  const data = registryData(text(fields['Details']));
  if (data) setPath(document, ['registry', 'data'], data);
}

/** Sysmon's text of a value: `DWORD (0x00008462)`, `QWORD (0xhigh-0xlow)`, `Binary Data`, or the string itself. */
function registryData(details: unknown): { type: string; strings?: string[] } | undefined {
  if (typeof details !== 'string') return undefined;
  const dword = /^DWORD \((0x[0-9a-fA-F]{1,8})\)$/.exec(details);
  if (dword) return { type: 'SZ_DWORD', strings: [String(Number(dword[1]))] };
  const qword = /^QWORD \((0x[0-9a-fA-F]{1,8})-(0x[0-9a-fA-F]{1,8})\)$/.exec(details);
  if (qword) {
    const value = (BigInt(qword[1] as string) << 32n) | BigInt(qword[2] as string);
    return { type: 'SZ_QWORD', strings: [value.toString()] };
  }
  if (details === 'Binary Data') return { type: 'REG_BINARY' };
  return { type: 'REG_SZ', strings: [details] };
}

const registryEvent = (action: string): EventMapping => ({
  category: ['configuration', 'registry'],
  type: ['change'],
  action,
  rows: actingProcess,
  consumes: ['TargetObject'],
  derive: registryObject,
});

export const sysmonRegistry: MappingTable = {
  12: registryEvent('Registry object added or deleted (rule: RegistryEvent)'),
  13: registryEvent('Registry value set (rule: RegistryEvent)'),
  14: registryEvent('Registry object renamed (rule: RegistryEvent)'),
};
