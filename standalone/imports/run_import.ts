import type { ImportEvent } from '../../common/api/imports';
import type { ImportReport, ImportSource } from '../events_in';
import type { EmbeddedStack } from '../stack';

export interface RunImportOptions {
  shiftToNow: boolean;
  /** Receives every rejected line. */
  rejectionFile: string;
  signal: AbortSignal;
  /** Called when the source is no longer needed. */
  finish(): Promise<void>;
}

/** One import as a stream of what a page shows: progress, then the report. Ends early when the reader goes away. */
export async function* runImport(
  stack: EmbeddedStack,
  source: ImportSource,
  options: RunImportOptions,
): AsyncGenerator<ImportEvent> {
  const { shiftToNow, rejectionFile, signal, finish } = options;
  let latest: ImportEvent | undefined;
  let wake: () => void = () => undefined;
  let done = false;
  const work = stack
    .importEvents([source], {
      shiftToNow,
      rejectionFile,
      signal,
      onProgress: ({ phase, bytesRead, bytesTotal, records, stored }) => {
        // Only the newest state is worth sending.
        latest = { type: 'progress', phase, bytesRead, bytesTotal, records, stored };
        wake();
      },
    })
    .finally(() => {
      done = true;
      wake();
    });
  // The error is thrown below, where it is awaited; until then it must not count as unhandled.
  work.catch(() => undefined);
  try {
    while (!done) {
      if (latest !== undefined) {
        const event = latest;
        latest = undefined;
        yield event;
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
    yield { type: 'result', report: reportBody(await work, rejectionFile) };
  } finally {
    await work.catch(() => undefined);
    await finish();
  }
}

function reportBody(report: ImportReport, rejectionFile: string): Extract<ImportEvent, { type: 'result' }>['report'] {
  const { files, rejectedByCode, ...rest } = report;
  return {
    ...rest,
    rejectedByCode: Object.fromEntries(Object.entries(rejectedByCode)),
    unmappedKinds: Object.assign({}, ...files.map(({ unmapped }) => unmapped)) as Record<string, number>,
    ...(report.rejected > 0 ? { rejectionsFile: rejectionFile } : {}),
  };
}
