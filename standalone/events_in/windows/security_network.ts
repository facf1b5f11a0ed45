/** Security 5156 and 5158: the Windows Filtering Platform let a connection, or a bind to a port, pass. */
import { setPath } from '../document_shape';
import type { EcsDocument } from '../types';
import { row, type MappingRow, type MappingTable, type WindowsFields } from './mapping';
import { baseName, integer, text } from './readers';

const DIRECTION: Readonly<Record<string, string>> = { '%%14592': 'inbound', '%%14593': 'outbound' };

/** IANA protocol numbers that occur in these events. */
const TRANSPORT: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '2': 'igmp',
  '6': 'tcp',
  '17': 'udp',
  '47': 'gre',
  '58': 'ipv6-icmp',
};

/** The device path is lower case, so the program's name is too: the event has no other. */
const program: readonly MappingRow[] = [
  row('Application', 'process.executable'),
  row('Application', 'process.name', baseName),
  row('SourceAddress', 'source.ip'),
  row('SourcePort', 'source.port', integer),
  row('Protocol', 'network.iana_number'),
];

function flow(document: EcsDocument, fields: WindowsFields): void {
  const direction = DIRECTION[String(fields['Direction'])];
  if (direction) setPath(document, ['network', 'direction'], direction);
  const transport = TRANSPORT[String(fields['Protocol'])];
  if (transport) setPath(document, ['network', 'transport'], transport);
  const addresses = [text(fields['DestAddress']), text(fields['SourceAddress'])].filter(Boolean);
  if (addresses.length > 0) setPath(document, ['related', 'ip'], [...new Set(addresses)]);
}

export const securityNetwork: MappingTable = {
  5156: {
    category: ['network'],
    type: ['connection', 'info', 'allowed'],
    action: 'windows-firewall-connection',
    rows: [...program, row('DestAddress', 'destination.ip'), row('DestPort', 'destination.port', integer)],
    derive: flow,
  },
  5158: {
    category: ['network'],
    type: ['info'],
    action: 'windows-firewall-connection',
    rows: program,
    derive: flow,
  },
};
