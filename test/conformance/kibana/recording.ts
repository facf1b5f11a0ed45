/** Reads recordings of a real Kibana. Format: README.md of their folder. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listOf, readJson } from '../folder';

export interface RecordedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

export interface RecordedResponse {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

export interface Exchange {
  note?: string;
  /** Absent for an observation: a row of an experiment, timings. */
  request?: RecordedRequest;
  response?: RecordedResponse;
}

export interface Scenario {
  /** `rules/find` */
  name: string;
  exchanges: readonly Exchange[];
}

export function readScenarios(folder: string): Scenario[] {
  const areas = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  return areas.sort().flatMap((area) =>
    readdirSync(join(folder, area))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => {
        const exchanges = listOf<Exchange>(readJson(folder, area, file), 'exchanges', `${area}/${file}`);
        return { name: `${area}/${file.slice(0, -'.json'.length)}`, exchanges };
      }),
  );
}

interface Multipart {
  field: string;
  filename: string;
  text: string;
  extra?: Record<string, string>;
}

const BOUNDARY = 'recorded-boundary';

/** A recorded body as text, with what was cut put back in, and the content type that belongs to it. */
export function bodyText(body: unknown, contentType: string | undefined): { body?: string; contentType?: string } {
  if (body === undefined || body === null) return { contentType };
  const { $text: text, $multipart: form } = body as { $text?: string; $multipart?: Multipart };
  if (text !== undefined) return { body: text, contentType };
  if (form !== undefined) return { body: formText(form), contentType: `multipart/form-data; boundary=${BOUNDARY}` };
  return { body: JSON.stringify(untrimmed(body)), contentType };
}

function formText({ field, filename, text, extra = {} }: Multipart): string {
  const fields = Object.entries(extra).map(([name, value]) => part(`name="${name}"`, value));
  const file = part(`name="${field}"; filename="${filename}"`, untrimmed(text) as string);
  return `${[...fields, file].join('')}--${BOUNDARY}--\r\n`;
}

function part(disposition: string, content: string): string {
  return `--${BOUNDARY}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
}

const CUT_TEXT = /…\[\$trimmed: (\d+) more characters\]$/;

/** What a cut string or list held is not known, only how much: repetitions stand in for it. */
function untrimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(CUT_TEXT, (_, count: string) => 'x'.repeat(Number(count)));
  if (Array.isArray(value)) {
    const last = value[value.length - 1] as { $trimmed?: string } | undefined;
    const more = /^(\d+) more/.exec(last?.$trimmed ?? '')?.[1];
    const shown = (more === undefined ? value : value.slice(0, -1)).map(untrimmed);
    return more === undefined ? shown : [...shown, ...Array<unknown>(Number(more)).fill(shown[0])];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, untrimmed(inner)]));
}

/** How many elements a recorded list really had, and those that were kept. */
export function cutList(list: readonly unknown[]): { shown: readonly unknown[]; length: number } {
  const last = list[list.length - 1] as { $trimmed?: string } | null | undefined;
  const total = / of (\d+)$/.exec(last?.$trimmed ?? '')?.[1];
  return total === undefined
    ? { shown: list, length: list.length }
    : { shown: list.slice(0, -1), length: Number(total) };
}

/** The beginning of a recorded text that was cut; undefined when it is whole. */
export function cutText(text: string): string | undefined {
  return CUT_TEXT.test(text) ? text.replace(CUT_TEXT, '') : undefined;
}
