/** Sysmon 2, 11, 23, 26: files created, re-dated, deleted. */
import { row, type MappingRow, type MappingTable } from './mapping';
import { baseName, directory, extension, flag } from './readers';
import { actingProcess, putHashes } from './sysmon_parts';

const targetFile: readonly MappingRow[] = [
  ...actingProcess,
  row('TargetFilename', 'file.path'),
  row('TargetFilename', 'file.name', baseName),
  row('TargetFilename', 'file.directory', directory),
  row('TargetFilename', 'file.extension', extension),
];

const deletion = (action: string): MappingTable[number] => ({
  category: ['file'],
  type: ['deletion'],
  action,
  rows: [
    ...targetFile,
    row('Archived', 'sysmon.file.archived', flag),
    row('IsExecutable', 'sysmon.file.is_executable', flag),
  ],
  consumes: ['Hashes'],
  derive: (document, fields) => putHashes(document, fields['Hashes'], ['file']),
});

export const sysmonFile: MappingTable = {
  2: {
    category: ['file'],
    type: ['change'],
    action: 'File creation time changed (rule: FileCreateTime)',
    rows: targetFile,
  },
  11: {
    category: ['file'],
    type: ['creation'],
    action: 'File created (rule: FileCreate)',
    rows: targetFile,
  },
  23: deletion('File Delete archived (rule: FileDelete)'),
  26: deletion('File Delete logged (rule: FileDeleteDetected)'),
};
