/** Which fields of an event the flyout shows, under which names. Pure. */
import { i18n } from '@kbn/i18n';
import { valuesOf, type EventDocument } from '../../../../common/allowlist';

export interface Fact {
  field: string;
  name: string;
  values: string[];
}

type Names = ReadonlyArray<readonly [field: string, name: string]>;

const PROCESS: Names = [
  ['process.executable', i18n.translate('detectionWorkbench.fact.executable', { defaultMessage: 'Program' })],
  ['process.command_line', i18n.translate('detectionWorkbench.fact.commandLine', { defaultMessage: 'Command line' })],
  ['process.pid', i18n.translate('detectionWorkbench.fact.pid', { defaultMessage: 'Process id' })],
  ['user.domain', i18n.translate('detectionWorkbench.fact.domain', { defaultMessage: 'Domain' })],
  ['user.name', i18n.translate('detectionWorkbench.fact.user', { defaultMessage: 'User' })],
  ['user.id', i18n.translate('detectionWorkbench.fact.userId', { defaultMessage: 'User id' })],
  [
    'process.code_signature.subject_name',
    i18n.translate('detectionWorkbench.fact.signer', { defaultMessage: 'Signed by' }),
  ],
  [
    'process.code_signature.trusted',
    i18n.translate('detectionWorkbench.fact.trusted', { defaultMessage: 'Signature trusted' }),
  ],
  ['process.hash.sha256', i18n.translate('detectionWorkbench.fact.sha256', { defaultMessage: 'SHA-256' })],
  ['registry.path', i18n.translate('detectionWorkbench.fact.registry', { defaultMessage: 'Registry value' })],
  [
    'registry.data.strings',
    i18n.translate('detectionWorkbench.fact.registryData', { defaultMessage: 'Registry data' }),
  ],
  ['file.path', i18n.translate('detectionWorkbench.fact.file', { defaultMessage: 'File' })],
];

const PARENT: Names = [
  ['process.parent.executable', i18n.translate('detectionWorkbench.fact.parent', { defaultMessage: 'Program' })],
  ['process.parent.name', i18n.translate('detectionWorkbench.fact.parentName', { defaultMessage: 'Name' })],
  [
    'process.parent.command_line',
    i18n.translate('detectionWorkbench.fact.parentCommand', { defaultMessage: 'Command line' }),
  ],
  ['process.parent.pid', i18n.translate('detectionWorkbench.fact.parentPid', { defaultMessage: 'Process id' })],
];

const NETWORK: Names = [
  ['source.ip', i18n.translate('detectionWorkbench.fact.sourceIp', { defaultMessage: 'From address' })],
  ['source.port', i18n.translate('detectionWorkbench.fact.sourcePort', { defaultMessage: 'From port' })],
  ['destination.ip', i18n.translate('detectionWorkbench.fact.destinationIp', { defaultMessage: 'To address' })],
  ['destination.port', i18n.translate('detectionWorkbench.fact.destinationPort', { defaultMessage: 'To port' })],
  ['destination.domain', i18n.translate('detectionWorkbench.fact.destinationName', { defaultMessage: 'To name' })],
  ['network.direction', i18n.translate('detectionWorkbench.fact.direction', { defaultMessage: 'Direction' })],
  ['network.transport', i18n.translate('detectionWorkbench.fact.transport', { defaultMessage: 'Transport' })],
  ['network.protocol', i18n.translate('detectionWorkbench.fact.protocol', { defaultMessage: 'Protocol' })],
  ['network.bytes', i18n.translate('detectionWorkbench.fact.bytes', { defaultMessage: 'Bytes' })],
  ['dns.question.name', i18n.translate('detectionWorkbench.fact.dns', { defaultMessage: 'Name asked for' })],
  ['tls.client.server_name', i18n.translate('detectionWorkbench.fact.tls', { defaultMessage: 'TLS server name' })],
];

const read = (event: EventDocument, names: Names): Fact[] =>
  names.flatMap(([field, name]) => {
    const values = valuesOf(event, field).map(String);
    return values.length > 0 ? [{ field, name, values }] : [];
  });

export const processFacts = (event: EventDocument): Fact[] => read(event, PROCESS);
export const parentFacts = (event: EventDocument): Fact[] => read(event, PARENT);
export const networkFacts = (event: EventDocument): Fact[] => read(event, NETWORK);
