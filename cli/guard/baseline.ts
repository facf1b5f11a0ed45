/** A baseline is the SARIF of an earlier run: what it names is known and fails nothing. */
import * as z from 'zod';
import { FINGERPRINT } from './formats';

const sarif = z.object({
  runs: z.array(
    z.object({
      results: z.array(z.object({ partialFingerprints: z.record(z.string(), z.string()).optional() })).default([]),
    }),
  ),
});

/** @returns the fingerprints, or `undefined` when the text is no SARIF */
export function readBaseline(text: string): ReadonlySet<string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = sarif.safeParse(value);
  if (!parsed.success) return undefined;
  const results = parsed.data.runs.flatMap((run) => run.results);
  return new Set(results.flatMap(({ partialFingerprints }) => partialFingerprints?.[FINGERPRINT] ?? []));
}
