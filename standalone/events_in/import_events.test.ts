import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importEvents } from './import_events';
import type { EventSink, ImportProgress, ImportSource, IncomingEvent } from './types';

/** Keeps what it is given, once per id. */
class MemorySink implements EventSink {
  readonly events = new Map<string, IncomingEvent>();
  batches = 0;

  insert(batch: readonly IncomingEvent[]): number {
    this.batches += 1;
    const before = this.events.size;
    for (const event of batch) this.events.set(event.id, event);
    return this.events.size - before;
  }
}

function source(name: string, ...lines: unknown[]): ImportSource {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return { name, size: text.length, open: () => chunksOf(Buffer.from(text)) };
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50);
}

const event = (second: number): unknown => ({ '@timestamp': `2026-01-01T00:00:${String(second).padStart(2, '0')}Z` });

describe('importEvents', () => {
  it('loads the good lines, counts repeats and says what is wrong with the rest', async () => {
    const sink = new MemorySink();
    const report = await importEvents(
      [
        source('a.ndjson', event(1), '{broken', event(2), event(1), { EventID: 9, Channel: 'Security' }),
        source('b.ndjson', event(2), event(3), '7'),
      ],
      sink,
    );
    expect(sink.events.size).toBe(3);
    expect(report).toMatchObject({
      records: 8,
      stored: 3,
      repeated: 2,
      unmapped: 1,
      rejected: 2,
      rejectedByCode: { not_json: 1, not_an_object: 1 },
      range: { from: '2026-01-01T00:00:01.000Z', to: '2026-01-01T00:00:03.000Z' },
      shiftMs: 0,
    });
    expect(report.files[0]).toEqual({
      file: 'a.ndjson',
      records: 5,
      stored: 2,
      repeated: 1,
      unmapped: { 'Security/9': 1 },
      rejected: 1,
    });
    expect(report.rejections).toMatchObject([
      { file: 'a.ndjson', line: 2, code: 'not_json' },
      { file: 'b.ndjson', line: 3, code: 'not_an_object' },
    ]);
  });

  it('adds nothing the second time, shifted or not', async () => {
    const sink = new MemorySink();
    const files = [source('a', event(1), event(2))];
    await importEvents(files, sink);
    expect(await importEvents(files, sink)).toMatchObject({ stored: 0, repeated: 2 });
    expect(await importEvents(files, sink, { shiftToNow: true })).toMatchObject({ stored: 0, repeated: 2 });
  });

  it('shifts all sources by the same amount, the newest event to now', async () => {
    const sink = new MemorySink();
    const now = Date.parse('2026-06-01T12:00:00Z');
    const options = { shiftToNow: true, now };
    const report = await importEvents([source('a', event(10)), source('b', event(40), 'bad')], sink, options);
    expect([...sink.events.values()].map(({ time }) => now - time)).toEqual([30_000, 0]);
    expect(report.range).toEqual({ from: '2026-06-01T11:59:30.000Z', to: '2026-06-01T12:00:00.000Z' });
  });

  it('goes on with the next file when one cannot be read further', async () => {
    const broken: ImportSource = {
      name: 'broken',
      open: async function* () {
        yield Buffer.from(`${JSON.stringify(event(1))}\n`);
        throw new Error('gone');
      },
    };
    const sink = new MemorySink();
    const report = await importEvents([broken, source('next', event(2))], sink);
    expect(report).toMatchObject({ stored: 2, rejectedByCode: { unreadable: 1 } });
    expect(report.rejections[0]?.message).toContain('gone');
  });

  it('keeps 20 rejections in the report and all in the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'import-test-'));
    try {
      const rejectionFile = join(folder, 'deep', 'rejected.ndjson');
      const bad = Array.from({ length: 50 }, (_, at) => `bad ${at}`);
      const report = await importEvents([source('a', ...bad)], new MemorySink(), { rejectionFile });
      expect(report.rejected).toBe(50);
      expect(report.rejections).toHaveLength(20);
      const lines = (await readFile(rejectionFile, 'utf8')).trimEnd().split('\n');
      expect(lines).toHaveLength(50);
      expect(JSON.parse(lines[49] as string)).toMatchObject({ file: 'a', line: 50, code: 'not_json' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('reports progress up to the end of every file', async () => {
    const seen: ImportProgress[] = [];
    await importEvents([source('a', event(1)), source('b', event(2), event(3))], new MemorySink(), {
      onProgress: (progress) => seen.push(progress),
    });
    const last = seen[seen.length - 1] as ImportProgress;
    expect(last).toMatchObject({ file: 'b', fileIndex: 1, fileCount: 2, phase: 'load', records: 2, stored: 3 });
    expect(last.bytesRead).toBe(last.bytesTotal);
  });

  it('stops when asked and keeps what was stored', async () => {
    const stop = new AbortController();
    const sink = new MemorySink();
    const lines = Array.from({ length: 50 }, (_, at) => event(at));
    const endless: ImportSource = {
      name: 'endless',
      open: async function* () {
        for (let at = 0; ; at += 1) {
          if (at === 50) stop.abort();
          yield Buffer.from(`${JSON.stringify(lines[at % 50])}\n`);
        }
      },
    };
    await expect(importEvents([endless], sink, { signal: stop.signal })).rejects.toThrow(/abort/i);
    expect(sink.events.size).toBeGreaterThan(0);
  });

  it('lets a failing store end the import', async () => {
    const sink: EventSink = {
      insert: () => {
        throw new Error('disk full');
      },
    };
    await expect(importEvents([source('a', event(1))], sink)).rejects.toThrow('disk full');
  });
});
