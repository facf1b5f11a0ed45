/** Sysmon 1, 5, 7, 8, 10: processes, the images they load and what they do to each other. */
import { setPath } from '../document_shape';
import type { EcsDocument } from '../types';
import { row, type MappingRow, type MappingTable, type WindowsFields } from './mapping';
import { baseName, commandArgumentCount, commandArguments, flag, integer } from './readers';
import { actingProcess, putHashes } from './sysmon_parts';

/** Sysmon writes the source's GUID as `SourceProcessGuid` in event 8 and `SourceProcessGUID` in event 10. */
const sourceProcess: readonly MappingRow[] = [
  row('SourceProcessGuid', 'process.entity_id'),
  row('SourceProcessGUID', 'process.entity_id'),
  row('SourceProcessId', 'process.pid', integer),
  row('SourceThreadId', 'process.thread.id', integer),
  row('SourceImage', 'process.executable'),
  row('SourceImage', 'process.name', baseName),
];

const versionOf = (parent: string): MappingRow[] => [
  row('OriginalFileName', `${parent}.pe.original_file_name`),
  row('Company', `${parent}.pe.company`),
  row('Description', `${parent}.pe.description`),
  row('FileVersion', `${parent}.pe.file_version`),
  row('Product', `${parent}.pe.product`),
];

const signatureOf = (parent: string): MappingRow[] => [
  row('Signature', `${parent}.code_signature.subject_name`),
  row('SignatureStatus', `${parent}.code_signature.status`),
  row('Signed', `${parent}.code_signature.exists`, flag),
];

function loadedImage(document: EcsDocument, fields: WindowsFields): void {
  putHashes(document, fields['Hashes'], ['file', 'dll']);
  if (fields['SignatureStatus'] === undefined) return;
  const valid = fields['SignatureStatus'] === 'Valid';
  for (const parent of ['file', 'dll']) setPath(document, [parent, 'code_signature', 'valid'], valid);
}

export const sysmonProcess: MappingTable = {
  1: {
    category: ['process'],
    type: ['start'],
    action: 'Process Create (rule: ProcessCreate)',
    rows: [
      ...actingProcess,
      row('CommandLine', 'process.command_line'),
      row('CommandLine', 'process.args', commandArguments),
      row('CommandLine', 'process.args_count', commandArgumentCount),
      row('CurrentDirectory', 'process.working_directory'),
      ...versionOf('process'),
      row('ParentProcessGuid', 'process.parent.entity_id'),
      row('ParentProcessId', 'process.parent.pid', integer),
      row('ParentImage', 'process.parent.executable'),
      row('ParentImage', 'process.parent.name', baseName),
      row('ParentCommandLine', 'process.parent.command_line'),
      row('ParentCommandLine', 'process.parent.args', commandArguments),
      row('ParentCommandLine', 'process.parent.args_count', commandArgumentCount),
    ],
    consumes: ['Hashes'],
    derive: (document, fields) => putHashes(document, fields['Hashes'], ['process']),
  },
  5: {
    category: ['process'],
    type: ['end'],
    action: 'Process terminated (rule: ProcessTerminate)',
    rows: actingProcess,
  },
  7: {
    category: ['process'],
    type: ['change'],
    action: 'Image loaded (rule: ImageLoad)',
    rows: [
      ...actingProcess,
      row('ImageLoaded', 'file.path'),
      row('ImageLoaded', 'file.name', baseName),
      row('ImageLoaded', 'dll.path'),
      row('ImageLoaded', 'dll.name', baseName),
      ...versionOf('file'),
      ...versionOf('dll'),
      ...signatureOf('file'),
      ...signatureOf('dll'),
    ],
    consumes: ['Hashes'],
    derive: loadedImage,
  },
  8: {
    category: ['process'],
    type: ['change'],
    action: 'CreateRemoteThread detected (rule: CreateRemoteThread)',
    rows: sourceProcess,
  },
  10: {
    category: ['process'],
    type: ['access'],
    action: 'Process accessed (rule: ProcessAccess)',
    rows: sourceProcess,
  },
};
