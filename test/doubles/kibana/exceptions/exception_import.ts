/** Import of lists and items, alone or as a part of a rule import (security-api 2.6). */
import { itemSchemas, importedList } from './exception_schema';
import { parseLines, uploadedText, type Line } from '../schema/ndjson';
import { problemsIn } from '../schema/codec';
import type { Call, Route } from '../types';
import { newItemRecord, newListRecord, replacedItem, replacedList, type Body } from './exception_records';
import { scopeOf } from './list_routes';

const MAX_BYTES = 9_000_000;

interface ImportError {
  list_id?: string;
  item_id?: string;
  error: { status_code: number; message: string };
}

export interface ImportOptions {
  overwrite: boolean;
  asNewList: boolean;
  /** Broken lines are somebody else's to report. */
  skipBroken?: boolean;
}

export interface ImportOutcome {
  errors: ImportError[];
  success: boolean;
  lists: number;
  items: number;
}

export const exceptionImportRoute: Route = {
  method: 'POST',
  path: '/api/exception_lists/_import',
  version: '2023-10-31',
  maxBytes: MAX_BYTES,
  upload: true,
  privilege: 'exceptions-all',
  handler: (call) => {
    const lines = parseLines(uploadedText(call)).filter(({ value }) => !isDetails(value));
    const asked = (flag: string): boolean => call.query.get(flag) === 'true';
    const { errors, success, lists, items } = importExceptions(
      lines,
      { overwrite: asked('overwrite'), asNewList: asked('as_new_list') },
      call,
    );
    return {
      body: {
        errors,
        success,
        success_count: lists + items,
        success_exception_lists: errors.every(isItemError),
        success_count_exception_lists: lists,
        success_exception_list_items: !errors.some(isItemError),
        success_count_exception_list_items: items,
      },
    };
  },
};

const isItemError = ({ item_id, list_id }: ImportError): boolean =>
  item_id !== undefined || list_id === '(unknown item_id)';

export function importExceptions(lines: readonly Line[], options: ImportOptions, call: Call): ImportOutcome {
  const { imported } = itemSchemas(call.features);
  const broken = lines.flatMap(({ broken: message }): ImportError[] => {
    if (message === undefined || options.skipBroken) return [];
    const text = `Error found importing exception list: ${message}`;
    return [{ error: { message: text, status_code: 400 }, list_id: '(unknown list_id)' }];
  });
  const values = lines.filter(({ broken: message }) => message === undefined).map(({ value }) => value as Body);
  const invalid: ImportError[] = [];
  const newIds = new Map<string, string>();
  const errors: ImportError[] = [];
  const lists = values.filter((value) => !isItem(value));
  let importedLists = 0;
  for (const list of lists) {
    const problems = problemsIn(importedList, list);
    if (problems !== undefined) {
      const message = `Error found importing exception list: ${problems}`;
      invalid.push({ error: { message, status_code: 400 }, list_id: '(unknown list_id)' });
      continue;
    }
    const error = importList(list, options, newIds, call);
    if (error) errors.push(error);
    else importedLists += 1;
  }
  let importedItems = 0;
  for (const item of values.filter(isItem)) {
    const problems = problemsIn(imported, item);
    if (problems !== undefined) {
      const message = `Error found importing exception list item: ${problems}`;
      invalid.push({ error: { message, status_code: 400 }, list_id: '(unknown item_id)' });
      continue;
    }
    const error = importItem(item, options, newIds, call);
    if (error) errors.push(error);
    else importedItems += 1;
  }
  const all = [...broken, ...errors, ...invalid];
  return { errors: all, success: all.length === 0, lists: importedLists, items: importedItems };
}

function importList(
  list: Body,
  options: ImportOptions,
  newIds: Map<string, string>,
  call: Call,
): ImportError | undefined {
  const { exceptions } = call.state;
  const scope = scopeOf(call, list);
  const listId = String(list['list_id']);
  const old = exceptions.list(scope, { list_id: listId });
  if (options.asNewList && old) {
    const { list_id: _id, ...content } = list;
    newIds.set(listId, exceptions.putList(scope, newListRecord(content, call)).list_id);
    return undefined;
  }
  if (old === undefined) {
    exceptions.putList(scope, newListRecord(list, call));
    return undefined;
  }
  if (!options.overwrite) return exists('list_id', listId, { list_id: listId });
  exceptions.removeItems(scope, listId);
  exceptions.putList(scope, replacedList(old, { version: 1, ...list, _version: undefined }, call));
  return undefined;
}

function importItem(
  item: Body,
  options: ImportOptions,
  newIds: Map<string, string>,
  call: Call,
): ImportError | undefined {
  const { exceptions } = call.state;
  const scope = scopeOf(call, item);
  const [listId, itemId] = [String(item['list_id']), String(item['item_id'])];
  const target = newIds.get(listId) ?? listId;
  if (!exceptions.list(scope, { list_id: target })) {
    const message = `Exception list with list_id: "${listId}", not found for exception list item with item_id: "${itemId}"`;
    return { error: { message, status_code: 409 }, item_id: itemId, list_id: listId };
  }
  // The comments of a file are new comments here.
  const fresh = { ...item, comments: withoutIds(item['comments']), _version: undefined };
  if (target !== listId) {
    exceptions.putItem(scope, newItemRecord({ ...fresh, item_id: undefined }, target, call));
    return undefined;
  }
  const old = exceptions.item(scope, { item_id: itemId });
  if (old === undefined) {
    exceptions.putItem(scope, newItemRecord(fresh, target, call));
    return undefined;
  }
  if (!options.overwrite) return exists('item_id', itemId, { item_id: itemId, list_id: listId });
  // A defect of 8.12: the expiry of an existing item stays as it is.
  exceptions.putItem(scope, replacedItem(old, { ...fresh, expire_time: old.expire_time }, call));
  return undefined;
}

function exists(field: string, id: string, names: { list_id?: string; item_id?: string }): ImportError {
  const message = `Found that ${field}: "${id}" already exists. Import of ${field}: "${id}" skipped.`;
  return { error: { message, status_code: 409 }, ...names };
}

function withoutIds(comments: unknown): Array<{ comment: string }> {
  return ((comments ?? []) as Array<{ comment: string }>).map(({ comment }) => ({ comment }));
}

function isItem(value: Body): boolean {
  return 'item_id' in value || 'entries' in value;
}

function isDetails(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'exported_exception_list_count' in value;
}
