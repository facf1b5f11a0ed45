/** Security 4688 and 4689: processes created and exited. */
import { row, type MappingRow, type MappingTable } from './mapping';
import { baseName, commandArgumentCount, commandArguments, integer } from './readers';

const subject: readonly MappingRow[] = [
  row('SubjectUserSid', 'user.id'),
  row('SubjectUserName', 'user.name'),
  row('SubjectDomainName', 'user.domain'),
];

export const securityProcess: MappingTable = {
  4688: {
    category: ['process'],
    type: ['start'],
    action: 'created-process',
    rows: [
      row('NewProcessId', 'process.pid', integer),
      row('NewProcessName', 'process.executable'),
      row('NewProcessName', 'process.name', baseName),
      row('CommandLine', 'process.command_line'),
      row('CommandLine', 'process.args', commandArguments),
      row('CommandLine', 'process.args_count', commandArgumentCount),
      row('ProcessId', 'process.parent.pid', integer),
      row('ParentProcessName', 'process.parent.executable'),
      row('ParentProcessName', 'process.parent.name', baseName),
      ...subject,
    ],
  },
  4689: {
    category: ['process'],
    type: ['end'],
    action: 'exited-process',
    rows: [
      row('ProcessId', 'process.pid', integer),
      row('ProcessName', 'process.executable'),
      row('ProcessName', 'process.name', baseName),
      ...subject,
    ],
  },
};
