/** Import of lists and items: nothing that exists is overwritten, and each line answers for itself. */
import type { ItemResult } from '../../stack';
import type { KibanaApi } from '../apis';
import { member, parse } from '../answer_text';
import { chunks } from '../batches';
import { codeOfStatus, type Purpose } from '../errors';

/** Kibana takes 10,000 objects and 9 MB in one file. */
const LINES_PER_IMPORT = 2_000;

interface Line {
  text: string;
  isItem: boolean;
  id: string;
  listId: string;
}

interface ImportAnswer {
  errors: Array<{ list_id?: string; item_id?: string; error: { status_code: number; message: string } }>;
}

export async function importExceptions(
  kibana: KibanaApi,
  purpose: Purpose,
  texts: readonly string[],
): Promise<Array<ItemResult<null>>> {
  const read = texts.flatMap((text, at) => readLine(text, at));
  const lines = read.filter((line): line is Line => 'text' in line);
  const refused = new Map<Line, ItemResult<null>>();
  // Lists go first: an item needs its list.
  const ordered = [...lines.filter(({ isItem }) => !isItem), ...lines.filter(({ isItem }) => isItem)];
  for (const part of chunks(ordered, LINES_PER_IMPORT)) {
    const { errors } = await kibana.call<ImportAnswer>(purpose, 'POST', '/api/exception_lists/_import', {
      multipart: { filename: 'exceptions.ndjson', text: `${part.map(({ text }) => text).join('\n')}\n` },
    });
    for (const { list_id, item_id, error } of errors) {
      const line = part.find((one) => !refused.has(one) && isAbout(one, list_id, item_id));
      if (line) refused.set(line, refusal(line, error));
    }
  }
  return read.map((line) => ('text' in line ? (refused.get(line) ?? { id: line.id, ok: true, value: null }) : line));
}

/** @returns nothing for a line that is no object of its own: blank, or the summary of an export */
function readLine(text: string, at: number): Array<Line | ItemResult<null>> {
  if (text.trim() === '') return [];
  const value = parse(text);
  const name = `line ${at + 1}`;
  const bad = (message: string): Array<ItemResult<null>> => [{ id: name, ok: false, code: 'rejected', message }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('The line is no JSON object.');
  if ('exported_exception_list_count' in value || 'exported_count' in value) return [];
  const isItem = Array.isArray(member(value, 'entries'));
  const listId = member(value, 'list_id');
  const id = isItem ? member(value, 'item_id') : listId;
  if (typeof listId !== 'string' || typeof id !== 'string') {
    return bad(isItem ? 'An item needs item_id and list_id.' : 'A list needs list_id.');
  }
  // Kibana wants each object on one line, and nothing of it on another.
  return [{ text: JSON.stringify(value), isItem, id, listId }];
}

function isAbout({ isItem, id, listId }: Line, list?: string, item?: string): boolean {
  return isItem ? item === id && (list === undefined || list === listId) : item === undefined && list === id;
}

function refusal(line: Line, error: { status_code: number; message: string }): ItemResult<null> {
  const taken = error.status_code === 409 && error.message.includes('already exists');
  const missingList = error.status_code === 409 && error.message.includes('not found');
  const code = taken ? 'already_exists' : missingList ? 'not_found' : codeOfStatus(error.status_code);
  return { id: line.id, ok: false, code, message: error.message };
}
