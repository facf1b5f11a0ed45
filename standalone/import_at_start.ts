/** `--events PATH...`: imports what the command line names, with progress and a summary in the terminal. */
import { join } from 'node:path';
import {
  pathSources,
  spoolSource,
  STANDARD_INPUT,
  streamSource,
  type FileReport,
  type ImportReport,
  type ImportSource,
} from './events_in';
import { importFolder } from './imports/import_folder';
import type { EmbeddedStack } from './stack';
import { TerminalProgress, type Output } from './terminal_progress';

export interface ImportAtStartOptions {
  stack: EmbeddedStack;
  /** Absolute paths; `-` is standard input. */
  paths: readonly string[];
  shiftToNow: boolean;
  /** Folder of the data file; absent in memory. */
  dataDir: string | undefined;
  terminal: Output;
  signal: AbortSignal;
}

/** @throws Error when a path does not exist; StackError when the data file cannot take the events */
export async function importAtStart(options: ImportAtStartOptions): Promise<void> {
  const { stack, paths, shiftToNow, dataDir, terminal, signal } = options;
  const folder = importFolder(dataDir);
  const rejectionFile = join(folder, 'rejected_lines.ndjson');
  const { sources, cleanUp } = await openSources(paths, shiftToNow, folder);
  const progress = new TerminalProgress(terminal);
  try {
    const report = await stack.importEvents(sources, {
      shiftToNow,
      rejectionFile,
      signal,
      onProgress: (state) => progress.show(state),
    });
    progress.end();
    terminal.write(summary(report, rejectionFile));
  } catch (error) {
    progress.end();
    if (!signal.aborted) throw error;
  } finally {
    await cleanUp();
  }
}

/** Standard input can be read once; a shift reads twice, so it is kept in a file for the while. */
async function openSources(
  paths: readonly string[],
  shiftToNow: boolean,
  folder: string,
): Promise<{ sources: ImportSource[]; cleanUp(): Promise<void> }> {
  const sources: ImportSource[] = [];
  let cleanUp = async () => undefined as void;
  for (const path of paths) {
    if (path !== STANDARD_INPUT) {
      sources.push(...(await pathSources(path)));
    } else if (shiftToNow) {
      const spool = await spoolSource(STANDARD_INPUT, process.stdin, folder);
      sources.push(spool.source);
      cleanUp = spool.remove;
    } else {
      sources.push(streamSource(STANDARD_INPUT, process.stdin));
    }
  }
  return { sources, cleanUp };
}

const count = (value: number) => value.toLocaleString('en');

function summary(report: ImportReport, rejectionFile: string): string {
  const lines = report.files.map(describeFile);
  if (report.range) lines.push(`  from ${report.range.from} to ${report.range.to}`);
  if (report.rejected > 0) {
    lines.push(`  ${count(report.rejected)} lines were not events; where and why: ${rejectionFile}`);
  }
  return `${lines.join('\n')}\n`;
}

function describeFile({ file, stored, repeated, rejected }: FileReport): string {
  const parts = [`${count(stored)} events`];
  if (repeated > 0) parts.push(`${count(repeated)} known before`);
  if (rejected > 0) parts.push(`${count(rejected)} rejected`);
  return `Imported ${file}: ${parts.join(', ')}`;
}
