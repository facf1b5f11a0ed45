/** Sysmon 3 and 22: sessions and DNS queries. */
import { setPath } from '../document_shape';
import type { EcsDocument } from '../types';
import { row, type MappingTable, type WindowsFields } from './mapping';
import { flag, integer, lowerCase } from './readers';
import { actingProcess } from './sysmon_parts';

function session(document: EcsDocument, fields: WindowsFields): void {
  const initiated = flag(fields['Initiated']);
  if (initiated !== undefined) setPath(document, ['network', 'direction'], initiated ? 'egress' : 'ingress');
  const ipv6 = flag(fields['SourceIsIpv6']) ?? flag(fields['DestinationIsIpv6']);
  if (ipv6 !== undefined) setPath(document, ['network', 'type'], ipv6 ? 'ipv6' : 'ipv4');
  relateAddresses(document, [fields['SourceIp'], fields['DestinationIp']]);
}

/** Windows' names of the answers seen in event 22; others stay numbers. */
const DNS_STATUS: Readonly<Record<string, string>> = {
  '0': 'SUCCESS',
  '87': 'ERROR_INVALID_PARAMETER',
  '1460': 'ERROR_TIMEOUT',
  '9002': 'DNS_ERROR_RCODE_SERVER_FAILURE',
  '9003': 'DNS_ERROR_RCODE_NAME_ERROR',
  '9501': 'DNS_INFO_NO_RECORDS',
  '9701': 'DNS_ERROR_RECORD_DOES_NOT_EXIST',
};

const RECORD_TYPE: Readonly<Record<string, string>> = {
  '1': 'A',
  '2': 'NS',
  '5': 'CNAME',
  '6': 'SOA',
  '12': 'PTR',
  '15': 'MX',
  '16': 'TXT',
  '28': 'AAAA',
  '33': 'SRV',
  '255': 'ANY',
};

/** Sysmon's results: `type:  5 name;::ffff:192.0.2.1;` - records with their type, then plain addresses. */
function answers(document: EcsDocument, fields: WindowsFields): void {
  setPath(document, ['network', 'protocol'], 'dns');
  const status = fields['QueryStatus'];
  if (status !== undefined) {
    setPath(document, ['sysmon', 'dns', 'status'], DNS_STATUS[String(status)] ?? String(status));
  }
  const results = fields['QueryResults'];
  if (typeof results !== 'string') return;
  const records: Array<{ type: string; data: string }> = [];
  const addresses: string[] = [];
  for (const result of results.split(';')) {
    const typed = /^type:\s*(\d+)\s+(.+)$/.exec(result.trim());
    if (typed) {
      const code = typed[1] as string;
      records.push({ type: RECORD_TYPE[code] ?? code, data: typed[2] as string });
    } else if (/^[0-9a-fA-F.:]+$/.test(result) && /[.:]/.test(result)) {
      const address = result.replace(/^::ffff:(?=\d+\.)/i, '');
      records.push({ type: address.includes(':') ? 'AAAA' : 'A', data: address });
      addresses.push(address);
    }
  }
  if (records.length > 0) setPath(document, ['dns', 'answers'], records);
  if (addresses.length === 0) return;
  setPath(document, ['dns', 'resolved_ip'], addresses);
  relateAddresses(document, addresses);
}

function relateAddresses(document: EcsDocument, addresses: readonly unknown[]): void {
  const known = addresses.filter((address) => typeof address === 'string' && address !== '');
  if (known.length > 0) setPath(document, ['related', 'ip'], [...new Set(known)]);
}

export const sysmonNetwork: MappingTable = {
  3: {
    category: ['network'],
    type: ['start', 'connection', 'protocol'],
    action: 'Network connection detected (rule: NetworkConnect)',
    rows: [
      ...actingProcess,
      row('Protocol', 'network.transport', lowerCase),
      row('DestinationPortName', 'network.protocol', lowerCase),
      row('SourceIp', 'source.ip'),
      row('SourceHostname', 'source.domain'),
      row('SourcePort', 'source.port', integer),
      row('DestinationIp', 'destination.ip'),
      row('DestinationHostname', 'destination.domain'),
      row('DestinationPort', 'destination.port', integer),
    ],
    consumes: ['Initiated', 'SourceIsIpv6', 'DestinationIsIpv6', 'SourcePortName'],
    derive: session,
  },
  22: {
    category: ['network'],
    type: ['connection', 'protocol', 'info'],
    action: 'Dns query (rule: DnsQuery)',
    rows: [...actingProcess, row('QueryName', 'dns.question.name')],
    consumes: ['QueryStatus', 'QueryResults'],
    derive: answers,
  },
};
