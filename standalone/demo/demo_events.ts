import { createHash } from 'node:crypto';
import type { Pack } from '../../common/packs';
import { parseTime, shiftDocument, type EcsDocument, type IncomingEvent } from '../events_in';
import { demoSchedule, lastTimeOf, type DemoCase } from './schedule';

/** Hosts by data source: one test recorded by three sensors is shown as three machines. */
const HOST_OFFSET: Readonly<Record<string, number>> = {
  benign: 0,
  defend: 1,
  defend_dedup_off: 2,
  sysmon_winlogbeat: 3,
  sysmon_integration: 4,
  security: 5,
  packet: 6,
};

const idOf = (demo: DemoCase, position: number): string =>
  createHash('sha256').update(`demo ${demo.id} ${position}`).digest('base64url').slice(0, 22);

/** `ws-fin-042` -> `ws-fin-045`; a name without a number at its end gets one. */
const numbered = (name: string, offset: number): string => {
  const digits = /\d+$/.exec(name)?.[0] ?? '';
  const number = String(Number(digits || '0') + offset).padStart(digits.length, '0');
  return `${name.slice(0, name.length - digits.length)}${number}`;
};

function moveToHost(document: EcsDocument, offset: number): void {
  if (offset === 0) return;
  const host = document['host'] as Record<string, unknown> | undefined;
  if (host === undefined) return;
  for (const field of ['name', 'hostname', 'id']) {
    if (typeof host[field] === 'string') host[field] = numbered(host[field], offset);
  }
}

function eventOf(demo: DemoCase, position: number, shiftMs: number): IncomingEvent | undefined {
  const recorded = demo.events[position];
  if (recorded === undefined) return undefined;
  const document = structuredClone(recorded._source) as EcsDocument;
  shiftDocument(document, shiftMs);
  moveToHost(document, HOST_OFFSET[demo.source] ?? 7);
  const id = idOf(demo, position);
  const event = document['event'];
  if (typeof event === 'object' && event !== null) (event as Record<string, unknown>)['id'] = id;
  document['labels'] = { ...(document['labels'] as object | undefined), demo: 'true' };
  const time = parseTime(document['@timestamp']);
  if (time === undefined) return undefined;
  return { id, index: recorded._index, time, document, json: JSON.stringify(document) };
}

/**
 * The demo events of the packs, oldest first: recordings of the atomic tests and benign traffic over the seven days before
 * the anchor. Ids do not depend on the anchor, so the same event keeps its id when the demo moves on.
 * @param anchor milliseconds since 1970
 */
export function demoEvents(packs: readonly Pack[], anchor: number): IncomingEvent[] {
  return demoSchedule(packs)
    .flatMap((demo) => {
      const shiftMs = Math.round(anchor - demo.ago - lastTimeOf(demo.events));
      return demo.events.flatMap((_, position) => eventOf(demo, position, shiftMs) ?? []);
    })
    .sort((a, b) => a.time - b.time);
}
