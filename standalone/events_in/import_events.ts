import { ImportTally } from './import_tally';
import { readEvent, readEventTime } from './read_event';
import { MAX_RECORD_BYTES, readRecords, SourceError } from './record_reader';
import { RejectionLog } from './rejection_log';
import type { RecordItem } from './record_splitter';
import type { EventSink, ImportProgress, ImportReport, ImportSource, IncomingEvent, Rejection } from './types';
import { shiftsToNow, type TimeSpan } from './shift_to_now';

/** Events per transaction: large enough that the commit costs little, small enough that the host stays responsive. */
const BATCH_EVENTS = 1_000;
const PROGRESS_INTERVAL_MS = 150;

export interface ImportOptions {
  /** Moves times so that the newest event of each recording is `now` (`shiftsToNow`). Reads every source twice. */
  shiftToNow?: boolean;
  /** The moment to shift to, in milliseconds; the clock's when absent. */
  now?: number;
  /** File that receives every rejection. */
  rejectionFile?: string;
  onProgress?: (progress: ImportProgress) => void;
  signal?: AbortSignal;
  maxRecordBytes?: number;
}

/**
 * Imports sources one after the other. Holds one chunk of bytes and one batch of events, never a file. A bad line is
 * counted and reported; a file that cannot be read further is reported and the next one taken.
 * @throws what `sink.insert` throws, and an AbortError after `signal`; what was committed before stays
 */
export async function importEvents(
  sources: readonly ImportSource[],
  sink: EventSink,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const tally = new ImportTally();
  const log = options.rejectionFile === undefined ? undefined : new RejectionLog(options.rejectionFile);
  const progress = new ProgressReporter(sources, options.onProgress);
  const maxBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES;
  const shifts = options.shiftToNow ? await shiftsOf(sources, options, maxBytes, progress) : [];
  try {
    for (const [index, source] of sources.entries()) {
      tally.startFile(source.name);
      const loader = new BatchLoader(sink, tally, shifts[index] ?? 0);
      progress.start(index, 'load');
      try {
        for await (const items of readRecords(progress.watch(source.open()), maxBytes)) {
          options.signal?.throwIfAborted();
          const rejections = loader.take(items);
          await log?.write(rejections);
          progress.report(tally.file.records, tally.stored);
        }
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        const rejection = tally.reject({ line: tally.lastLine, code: error.code, message: error.message });
        await log?.write([rejection]);
      } finally {
        loader.flush();
      }
      progress.report(tally.file.records, tally.stored, true);
    }
  } finally {
    await log?.close();
  }
  return tally.report(Math.max(0, ...shifts));
}

/** The first pass: how far each source is moved. Sources that cannot be read are reported by the second. */
async function shiftsOf(
  sources: readonly ImportSource[],
  options: ImportOptions,
  maxBytes: number,
  progress: ProgressReporter,
): Promise<number[]> {
  const spans: Array<TimeSpan | undefined> = [];
  for (const [index, source] of sources.entries()) {
    progress.start(index, 'scan');
    let span: TimeSpan | undefined;
    let records = 0;
    try {
      for await (const items of readRecords(progress.watch(source.open()), maxBytes)) {
        options.signal?.throwIfAborted();
        for (const item of items) {
          const at = 'bytes' in item ? readEventTime(item.bytes) : undefined;
          if (at === undefined) continue;
          span ??= { from: at, to: at };
          if (at < span.from) span.from = at;
          if (at > span.to) span.to = at;
        }
        records += items.length;
        progress.report(records, 0);
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
    }
    spans.push(span);
  }
  return shiftsToNow(spans, options.now ?? Date.now());
}

const ITEM_MESSAGES: Readonly<Record<string, string>> = {
  record_too_long: 'The record is longer than the import takes. Nothing of it was read.',
  truncated: 'The file ends in the middle of the JSON array.',
  unexpected_text: 'There is text after the end of the JSON array. It was ignored.',
};

/** Turns records into events and stores them in batches. */
class BatchLoader {
  private batch: IncomingEvent[] = [];

  constructor(
    private readonly sink: EventSink,
    private readonly tally: ImportTally,
    private readonly shiftMs: number,
  ) {}

  /** @returns the rejections among the items, in order */
  take(items: readonly RecordItem[]): Rejection[] {
    const rejections: Rejection[] = [];
    for (const item of items) {
      this.tally.countRecord(item.line);
      if ('rejected' in item) {
        const message = ITEM_MESSAGES[item.rejected] ?? item.rejected;
        rejections.push(this.tally.reject({ line: item.line, code: item.rejected, message }));
        continue;
      }
      const result = readEvent(item.bytes, this.shiftMs);
      if ('rejected' in result) {
        const { rejected: code, message } = result;
        rejections.push(this.tally.reject({ line: item.line, code, message }));
      } else if ('unmapped' in result) {
        this.tally.countUnmapped(result.unmapped);
      } else {
        this.tally.countTime(result.event.time);
        this.batch.push(result.event);
        if (this.batch.length >= BATCH_EVENTS) this.flush();
      }
    }
    return rejections;
  }

  flush(): void {
    if (this.batch.length === 0) return;
    const batch = this.batch;
    this.batch = [];
    this.tally.countStored(this.sink.insert(batch), batch.length);
  }
}

/** Tells how far the import is, at most a few times a second. */
class ProgressReporter {
  private current: Pick<ImportProgress, 'fileIndex' | 'phase'> = { fileIndex: 0, phase: 'load' };
  private bytesRead = 0;
  private lastReport = 0;

  constructor(
    private readonly sources: readonly ImportSource[],
    private readonly onProgress: ((progress: ImportProgress) => void) | undefined,
  ) {}

  start(fileIndex: number, phase: ImportProgress['phase']): void {
    this.current = { fileIndex, phase };
    this.bytesRead = 0;
  }

  async *watch(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      this.bytesRead += chunk.length;
      yield chunk;
    }
  }

  report(records: number, stored: number, always = false): void {
    const now = Date.now();
    if (!this.onProgress || (!always && now - this.lastReport < PROGRESS_INTERVAL_MS)) return;
    this.lastReport = now;
    const source = this.sources[this.current.fileIndex] as ImportSource;
    this.onProgress({
      ...this.current,
      file: source.name,
      fileCount: this.sources.length,
      bytesRead: this.bytesRead,
      ...(source.size === undefined ? {} : { bytesTotal: source.size }),
      records,
      stored,
    });
  }
}
