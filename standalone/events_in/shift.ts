import { isDocument } from './document_shape';
import { shiftTime } from './time';
import type { EcsDocument } from './types';

/** ECS fields that hold a moment of the event. A moment outside it (a file's creation, a certificate's dates) stays. */
const TIME_FIELDS: ReadonlyArray<readonly string[]> = [
  ['@timestamp'],
  ['event', 'created'],
  ['event', 'ingested'],
  ['event', 'start'],
  ['event', 'end'],
  ['process', 'start'],
  ['process', 'end'],
  ['process', 'parent', 'start'],
];

/** Moves every moment of the event, in place. */
export function shiftDocument(document: EcsDocument, byMs: number): void {
  for (const path of TIME_FIELDS) {
    let parent: unknown = document;
    for (const key of path.slice(0, -1)) parent = isDocument(parent) ? parent[key] : undefined;
    const field = path[path.length - 1] as string;
    if (isDocument(parent) && field in parent) parent[field] = shiftTime(parent[field], byMs);
  }
}
