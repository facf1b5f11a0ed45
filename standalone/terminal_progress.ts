/** Progress of an import in the terminal: a bar that redraws itself, or a line now and then where there is no terminal. */
import type { ImportProgress } from './events_in';
import { printable } from './printable';

const BAR_WIDTH = 24;
/** Without a terminal (a log file, a pipe) one line per this many milliseconds is enough. */
const LINE_INTERVAL_MS = 5_000;

export interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

export class TerminalProgress {
  private lastLineAt: number;
  private isBarShown = false;

  constructor(
    private readonly output: Output,
    private readonly now: () => number = Date.now,
  ) {
    // An import that is over sooner needs no line.
    this.lastLineAt = now();
  }

  show(progress: ImportProgress): void {
    const line = describe(progress);
    if (this.output.isTTY) {
      const width = (this.output.columns ?? 80) - 1;
      this.output.write(`\r\u001B[K${line.slice(0, width)}`);
      this.isBarShown = true;
    } else if (this.now() - this.lastLineAt >= LINE_INTERVAL_MS) {
      this.lastLineAt = this.now();
      this.output.write(`${line}\n`);
    }
  }

  /** Takes the bar away, so that the next line starts clean. */
  end(): void {
    if (this.isBarShown) this.output.write('\r\u001B[K');
    this.isBarShown = false;
  }
}

function describe(progress: ImportProgress): string {
  const { file, fileIndex, fileCount, phase, bytesRead, bytesTotal, records, stored } = progress;
  const share = bytesTotal ? Math.min(bytesRead / bytesTotal, 1) : undefined;
  const filled = Math.round((share ?? 0) * BAR_WIDTH);
  const bar =
    share === undefined ? '' : `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)}% `;
  const count = phase === 'scan' ? `looking for the newest event in ${records}` : `${stored} of ${records} events new`;
  return `${bar}${fileIndex + 1}/${fileCount} ${printable(file)}: ${count}`;
}
