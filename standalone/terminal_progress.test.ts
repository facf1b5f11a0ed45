import type { ImportProgress } from './events_in';
import { TerminalProgress } from './terminal_progress';

const state: ImportProgress = {
  file: 'a.ndjson',
  fileIndex: 1,
  fileCount: 3,
  phase: 'load',
  bytesRead: 512,
  bytesTotal: 1024,
  records: 20,
  stored: 15,
};

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { written, output: { isTTY, columns: 100, write: (text: string) => written.push(text) } };
}

it('draws a bar in place and takes it away', () => {
  const { written, output } = terminal(true);
  const progress = new TerminalProgress(output);
  progress.show(state);
  progress.end();
  expect(written[0]).toBe('\r\u001B[K[############............] 50% 2/3 a.ndjson: 15 of 20 events new');
  expect(written[1]).toBe('\r\u001B[K');
});

it('writes a line now and then where nobody watches', () => {
  const { written, output } = terminal(false);
  let now = 0;
  const progress = new TerminalProgress(output, () => now);
  for (; now < 12_000; now += 1_000) progress.show(state);
  progress.end();
  expect(written).toHaveLength(2);
  expect(written[0]).toMatch(/50% 2\/3 a\.ndjson.*\n$/);
});

it('shows no share when the size is not known, and obeys no file name', () => {
  const { written, output } = terminal(true);
  new TerminalProgress(output).show({ ...state, bytesTotal: undefined, phase: 'scan', file: 'x\u001B[2J' });
  expect(written[0]).toBe('\r\u001B[K2/3 x?[2J: looking for the newest event in 20');
});
