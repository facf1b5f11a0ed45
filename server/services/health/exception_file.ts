/** Exported exceptions, line by line: lists, items, and what is neither. Pure. */
import * as z from 'zod';
import type { ExceptionItem } from '../../../common/allowlist';
import { condition } from '../../../common/api/allowlist';
import * as f from '../../../common/api/fields';

const namespace = z.enum(['single', 'agnostic']).default('single');

const listLine = z.object({
  list_id: f.id,
  name: z.string().max(f.MAX_TEXT),
  type: z.string().max(100),
  namespace_type: namespace,
});

const itemLine = z.object({
  item_id: f.id,
  list_id: f.id,
  name: z.string().max(f.MAX_TEXT),
  description: z.string().max(f.MAX_TEXT).default(''),
  namespace_type: namespace,
  entries: z.array(condition).max(1_000),
  os_types: z
    .array(z.enum(['linux', 'macos', 'windows']))
    .max(3)
    .default([]),
  tags: z.array(z.string().max(f.MAX_TEXT)).max(1_000).default([]),
  expire_time: z.string().max(100).optional(),
});

export type ExceptionLine =
  | { line: number; kind: 'list'; id: string; name: string; namespace: 'single' | 'agnostic'; text: string }
  | { line: number; kind: 'item'; id: string; name: string; item: ExceptionItem; text: string }
  | { line: number; kind: 'unreadable'; reason: string };

/** Blank lines and the summary at the end of an export are left out. */
export function readExceptionFile(ndjson: string): ExceptionLine[] {
  return ndjson.split('\n').flatMap((text, at) => {
    const read = text.trim() === '' ? undefined : readExceptionLine(text.trim(), at + 1);
    return read === undefined ? [] : [read];
  });
}

/** One line; `undefined` for the summary of an export. */
export function readExceptionLine(text: string, line: number): ExceptionLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, kind: 'unreadable', reason: 'The line is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { line, kind: 'unreadable', reason: 'The line is not a JSON object' };
  if ('exported_exception_list_count' in value || 'exported_count' in value) return undefined;
  return 'entries' in value ? readItem(value, text, line) : readList(value, text, line);
}

function readItem(value: object, text: string, line: number): ExceptionLine {
  const parsed = itemLine.safeParse(value);
  if (!parsed.success) return { line, kind: 'unreadable', reason: firstProblem(parsed.error) };
  const { expire_time, ...rest } = parsed.data;
  const item: ExceptionItem = { ...rest, type: 'simple', comments: [], ...(expire_time ? { expire_time } : {}) };
  return { line, kind: 'item', id: item.item_id, name: item.name, item, text };
}

function readList(value: object, text: string, line: number): ExceptionLine {
  const parsed = listLine.safeParse(value);
  if (!parsed.success) return { line, kind: 'unreadable', reason: firstProblem(parsed.error) };
  const { list_id, name, namespace_type } = parsed.data;
  return { line, kind: 'list', id: list_id, name, namespace: namespace_type, text };
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'The line is not understood' : `${issue.path.join('.') || 'line'}: ${issue.message}`;
}
