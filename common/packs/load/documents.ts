/** NDJSON of recordings and samples: one document, or one `{case, index, doc}`, a line. */
import * as z from 'zod';
import type { RecordedEvent } from '../../expectations';

const record = z.record(z.string(), z.unknown());
const sampleLine = z.strictObject({ case: z.string(), index: z.string(), doc: record });
const indexParts = z.object({
  data_stream: z.object({ type: z.string(), dataset: z.string(), namespace: z.string() }).optional(),
  agent: z.object({ type: z.string(), version: z.string() }).optional(),
});

export class LineError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
    this.name = 'LineError';
  }
}

/**
 * The index a document belongs to: its data stream, or, for Beats without one, `agent-version`. Index patterns of
 * rules are matched against it.
 */
export function indexOfDocument(document: Readonly<Record<string, unknown>>): string | undefined {
  const parts = indexParts.safeParse(document).data;
  if (parts?.data_stream)
    return `${parts.data_stream.type}-${parts.data_stream.dataset}-${parts.data_stream.namespace}`;
  return parts?.agent ? `${parts.agent.type}-${parts.agent.version}` : undefined;
}

function readLines<T>(text: string, read: (value: unknown, line: number) => T): T[] {
  return text.split('\n').flatMap((source, index) => {
    if (source.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(source);
    } catch {
      throw new LineError('expected one JSON document a line', index + 1);
    }
    return [read(value, index + 1)];
  });
}

/** Documents of a recording; `id` is the start of each document's id. Throws `LineError`. */
export function readRecording(text: string, id: string): RecordedEvent[] {
  let position = 0;
  return readLines(text, (value, line) => {
    const document = record.safeParse(value).data;
    const index = document && indexOfDocument(document);
    if (!document || index === undefined)
      throw new LineError('expected an ECS document with data_stream or agent', line);
    return { _id: `${id}-${position++}`, _index: index, _source: document };
  });
}

/** Documents of a sample file by case, each in order of appearance. Throws `LineError`. */
export function readSamples(text: string): Map<string, RecordedEvent[]> {
  const cases = new Map<string, RecordedEvent[]>();
  readLines(text, (value, line) => {
    const sample = sampleLine.safeParse(value).data;
    if (!sample) throw new LineError('expected {"case": ..., "index": ..., "doc": {...}}', line);
    const events = cases.get(sample.case) ?? [];
    cases.set(sample.case, [
      ...events,
      { _id: `${sample.case}-${events.length}`, _index: sample.index, _source: sample.doc },
    ]);
  });
  return cases;
}
