import { createHash } from 'node:crypto';
import { documentShape, expandDottedKeys, isDocument } from './document_shape';
import { indexOfDocument, publicIndexName } from './index_name';
import { shiftDocument } from './shift';
import { parseTime } from './time';
import type { EcsDocument, IncomingEvent, RejectionCode } from './types';
import { eventTime, findMapping, isWindowsEvent, mapWindowsEvent, WINDOWS_INDEX } from './windows';

/** What became of one record. */
export type ReadResult = { event: IncomingEvent } | { unmapped: string } | { rejected: RejectionCode; message: string };

const MESSAGES = {
  not_an_object: 'The line is JSON but not an object.',
  nested_too_deep: 'The document is nested too deeply.',
  no_timestamp: 'The document has no @timestamp.',
  bad_timestamp: 'The time is neither ISO 8601 nor milliseconds since 1970.',
  bulk_action: 'This is the action line of a bulk request; only the document lines are events.',
  hit_without_source: 'The hit has no _source. Export with _source enabled.',
  unknown_format:
    'Neither an ECS document (@timestamp), an Elasticsearch hit (_source) nor a Windows event (EventID and Channel).',
} as const;

const reject = (rejected: keyof typeof MESSAGES): ReadResult => ({ rejected, message: MESSAGES[rejected] });

/**
 * Reads one record of any supported format. The id comes from the record's bytes, so it does not depend on a shift.
 * @param shiftMs milliseconds to add to every time in the event
 */
export function readEvent(bytes: Buffer, shiftMs: number): ReadResult {
  const record = parseRecord(bytes);
  if ('rejected' in record) return record;
  if (isWindowsEvent(record.value)) return readWindowsEvent(record.value, bytes, shiftMs);
  const unwrapped = unwrap(record.value);
  if ('rejected' in unwrapped) return unwrapped;
  const dotted = record.shape === 'dotted';
  const document = dotted ? (expandDottedKeys(unwrapped.document) as EcsDocument) : unwrapped.document;
  const at = parseTime(document['@timestamp']);
  if (at === undefined) return reject(document['@timestamp'] === undefined ? 'no_timestamp' : 'bad_timestamp');
  const asItStands = shiftMs === 0 && !dotted && unwrapped.index === undefined;
  if (shiftMs !== 0) shiftDocument(document, shiftMs);
  const json = asItStands ? bytes.toString('utf8') : JSON.stringify(document);
  return { event: incoming(bytes, document, unwrapped.index ?? indexOfDocument(document), at + shiftMs, json) };
}

/**
 * The time of one record without making an event of it, for the pass that looks for the newest.
 * @returns undefined when the record will not be loaded
 */
export function readEventTime(bytes: Buffer): number | undefined {
  const record = parseRecord(bytes);
  if ('rejected' in record) return undefined;
  if (isWindowsEvent(record.value)) {
    return 'mapping' in findMapping(record.value) ? eventTime(record.value) : undefined;
  }
  const unwrapped = unwrap(record.value);
  return 'document' in unwrapped ? parseTime(unwrapped.document['@timestamp']) : undefined;
}

type ParsedRecord = { value: EcsDocument; shape: 'nested' | 'dotted' };

function parseRecord(bytes: Buffer): ParsedRecord | Extract<ReadResult, { rejected: RejectionCode }> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    return { rejected: 'not_json', message: `Not JSON: ${jsonProblem(error)}` };
  }
  if (!isDocument(value)) return { rejected: 'not_an_object', message: MESSAGES.not_an_object };
  const shape = documentShape(value);
  if (shape === 'too_deep') return { rejected: 'nested_too_deep', message: MESSAGES.nested_too_deep };
  return { value, shape };
}

/** The parser's words without the excerpt of the line that newer V8 versions add: events stay out of reports. */
function jsonProblem(error: unknown): string {
  const words = error instanceof Error ? error.message : 'unreadable';
  const excerptAt = words.indexOf(', ');
  return words.startsWith('Unexpected token') && excerptAt > 0 ? `${words.slice(0, excerptAt)}.` : words.slice(0, 120);
}

function unwrap(
  record: EcsDocument,
): { document: EcsDocument; index?: string } | Extract<ReadResult, { rejected: RejectionCode }> {
  const rejected = (code: keyof typeof MESSAGES) => ({ rejected: code, message: MESSAGES[code] });
  const source = record['_source'];
  if (isDocument(source)) {
    const index = record['_index'];
    return {
      document: source,
      index: typeof index === 'string' && index ? publicIndexName(index) : indexOfDocument(source),
    };
  }
  if (record['@timestamp'] !== undefined) return { document: record };
  if (record['_index'] !== undefined && record['_id'] !== undefined) return rejected('hit_without_source');
  const keys = Object.keys(record);
  if (keys.length === 1 && ['index', 'create', 'update', 'delete'].includes(keys[0] as string)) {
    return rejected('bulk_action');
  }
  return rejected(record['event'] !== undefined || record['ecs'] !== undefined ? 'no_timestamp' : 'unknown_format');
}

function readWindowsEvent(fields: EcsDocument, bytes: Buffer, shiftMs: number): ReadResult {
  const found = findMapping(fields);
  if ('unmapped' in found) return found;
  const at = eventTime(fields);
  if (at === undefined) return reject('bad_timestamp');
  const document = mapWindowsEvent(fields, found.channel, found.mapping, at + shiftMs);
  return { event: incoming(bytes, document, WINDOWS_INDEX[found.channel], at + shiftMs, JSON.stringify(document)) };
}

function incoming(bytes: Buffer, document: EcsDocument, index: string, time: number, json: string): IncomingEvent {
  const id = createHash('sha256').update(bytes).digest().toString('base64url', 0, 16);
  return { id, index, time, document, json };
}
