/** NDJSON answers: one JSON object a line, written as it becomes known, with backpressure and cancellation. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ResponseHeaders } from '@kbn/core/server';

/** This media type is neither compressed nor buffered by Kibana, so that lines arrive when they are written. */
export const NDJSON_HEADERS: ResponseHeaders = {
  'content-type': 'application/x-ndjson',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
};

/**
 * Writes the objects of `source` to the returned stream. The status line is sent before the work begins, so an error on
 * the way becomes the last line, as `onError` words it.
 * @param abort called when the reader goes away, so that the source can stop
 */
export function ndjson(
  source: AsyncIterable<unknown>,
  onError: (error: unknown) => unknown,
  abort: () => void,
): PassThrough {
  const out = new PassThrough();
  out.on('close', abort);
  void pump(source, out, onError);
  return out;
}

/**
 * Waits for the first object. What a source refuses before it begins becomes an ordinary error answer that way, instead
 * of a line behind a 200.
 */
export async function primed(source: AsyncIterable<unknown>): Promise<AsyncIterable<unknown>> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (let next = first; !next.done; next = await iterator.next()) yield next.value;
      } finally {
        await iterator.return?.();
      }
    },
  };
}

async function pump(
  source: AsyncIterable<unknown>,
  out: PassThrough,
  onError: (error: unknown) => unknown,
): Promise<void> {
  try {
    for await (const line of source) {
      if (out.destroyed) return;
      await write(out, line);
    }
  } catch (error) {
    if (!out.destroyed) await write(out, onError(error));
  }
  out.end();
}

async function write(out: PassThrough, line: unknown): Promise<void> {
  if (out.write(`${JSON.stringify(line)}\n`) || out.destroyed) return;
  await Promise.race([once(out, 'drain'), once(out, 'close')]);
}
