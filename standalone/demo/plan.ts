/** Demo data: the packs' recordings and benign shapes, laid out over the week before an anchor. Always the same. */
import { createHash } from 'node:crypto';
import { readsIndex, type RecordedEvent } from '../../common/expectations';
import type { Pack } from '../../common/packs';
import { parseTime, shiftDocument, type EcsDocument, type IncomingEvent } from '../events_in';
import { isDocument } from '../events_in/document_shape';
import { hostId } from '../events_in/windows/header';
import { seededRandom, shuffled } from './random';

/** Days that the demo data covers. */
export const DEMO_DAYS = 7;

const SEED = 1571;
const DAY_MS = 86_400_000;
/** The newest demo event is at least so old, so that the next run of every rule has seen it. */
const QUIET_END_MS = 10 * 60_000;

/** How often a benign shape shows: those that alert are rare, the others are the everyday background. */
const QUIET_OCCURRENCES = 9;
const ALERTING_OCCURRENCES = 2;

/** The one workstation of the recordings becomes several. Each reports through one data source, or alerts would double. */
const RECORDED_WORKSTATION = 'ws-fin-042';
const FLEETS = [
  ['ws-fin-042', 'ws-fin-017', 'ws-fin-023'],
  ['ws-hr-008', 'ws-hr-011'],
  ['ws-dev-113', 'ws-dev-120', 'ws-dev-131'],
  ['ws-ops-021', 'ws-ops-034'],
  ['ws-lab-005', 'ws-lab-009'],
  ['ws-law-003', 'ws-law-014'],
];

/** Something that happened once: a recording or a benign shape, on one host. */
interface Occurrence {
  key: string;
  events: readonly RecordedEvent[];
  workstation: string;
}

/**
 * The demo events with times relative to the anchor.
 * @param anchor the moment that the week ends with, in milliseconds
 */
export function planDemo(packs: readonly Pack[], anchor: number): IncomingEvent[] {
  const random = seededRandom(SEED);
  const occurrences = latestOfEachIndexLast(shuffled(occurrencesOf(packs, random), random));
  const slotMs = (DEMO_DAYS * DAY_MS - QUIET_END_MS) / Math.max(1, occurrences.length);
  const start = anchor - DEMO_DAYS * DAY_MS;
  return occurrences.flatMap((occurrence, slot) => {
    const span = spanOf(occurrence.events);
    const room = Math.max(0, slotMs - (span.to - span.from));
    const at = Math.round(start + slot * slotMs + random() * room);
    return placed(occurrence, at - span.from);
  });
}

function occurrencesOf(packs: readonly Pack[], random: () => number): Occurrence[] {
  const sources = packs.flatMap(({ manifest }) => manifest.data_sources);
  const names = [...new Set(sources.map(({ id }) => id))];
  const once = (key: string, events: readonly RecordedEvent[]): Occurrence => {
    const source = sources.find(({ index }) => readsIndex(index, indexOf(events)))?.id ?? '';
    const fleet = FLEETS[names.indexOf(source) % FLEETS.length] ?? FLEETS[0]!;
    return { key, events, workstation: fleet[Math.floor(random() * fleet.length)]! };
  };
  const attacks = packs.flatMap(({ id, recordings }) =>
    recordings.map(({ path, events }) => once(`${id}/${path}`, events)),
  );
  const background = packs.flatMap(({ id, benign }) =>
    benign.flatMap((shape) => {
      const times = shape.fires.length > 0 ? ALERTING_OCCURRENCES : QUIET_OCCURRENCES;
      return Array.from({ length: times }, (_, at) => once(`${id}/${shape.id}/${at}`, shape.events));
    }),
  );
  return [...attacks, ...background];
}

/** Every index has had something lately, so that readiness has no silence to report. */
function latestOfEachIndexLast(occurrences: readonly Occurrence[]): Occurrence[] {
  const latest = new Set(new Map(occurrences.map((occurrence) => [indexOf(occurrence.events), occurrence])).values());
  return [...occurrences.filter((occurrence) => !latest.has(occurrence)), ...latest];
}

const indexOf = (events: readonly RecordedEvent[]): string => events[0]?._index ?? '';

function spanOf(events: readonly RecordedEvent[]): { from: number; to: number } {
  const times = events.map(timeOf);
  return { from: Math.min(...times), to: Math.max(...times) };
}

function timeOf(event: RecordedEvent): number {
  return parseTime(event._source['@timestamp']) ?? 0;
}

function placed({ key, events, workstation }: Occurrence, shiftMs: number): IncomingEvent[] {
  return events.map((event, at) => {
    const document = structuredClone(event._source) as EcsDocument;
    shiftDocument(document, shiftMs);
    document['labels'] = { ...(isDocument(document['labels']) ? document['labels'] : {}), demo: 'true' };
    moveToWorkstation(document, workstation);
    return {
      id: createHash('sha256').update(`demo:${key}:${at}`).digest().toString('base64url', 0, 16),
      index: event._index,
      time: timeOf(event) + shiftMs,
      document,
      json: JSON.stringify(document),
    };
  });
}

function moveToWorkstation(document: EcsDocument, workstation: string): void {
  const host = document['host'];
  if (!isDocument(host) || String(host['name']).toLowerCase() !== RECORDED_WORKSTATION) return;
  if (workstation === RECORDED_WORKSTATION) return;
  host['name'] = workstation;
  host['hostname'] = workstation;
  host['id'] = hostId(workstation);
}
