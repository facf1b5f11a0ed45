/** Which events the demo is made of, and when each happens: the same every time, counted back from an anchor. */
import type { Pack } from '../../common/packs';
import type { RecordedEvent } from '../../common/expectations';
import { parseTime } from '../events_in';

/** Events that happened together, shown at one moment. */
export interface DemoCase {
  /** Stable id; event ids are made from it. */
  id: string;
  /** Decides the host: sequences must not join across data sources that recorded the same test. */
  source: string;
  events: readonly RecordedEvent[];
  /** Milliseconds before the anchor at which its last event happens. */
  ago: number;
}

const DAY_MS = 86_400_000;
const DEMO_DAYS = 7;
/** The newest events are a few minutes old, as if just arrived. */
const NEWEST_MS = 4 * 60_000;
/** How often each benign shape happens: enough for charts and counts, few enough to read. */
const BENIGN_REPEATS = 5;
const SEED = 1571;

/** A small linear congruential generator: the same numbers on every machine. */
const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Attacks once each, spread over the days; benign shapes several times, mostly in working hours. */
export const demoSchedule = (packs: readonly Pack[]): DemoCase[] => {
  const next = random(SEED);
  const attacks = packs.flatMap((pack) =>
    pack.recordings.map(({ path, source, events }) => ({ id: `${pack.id}/${path}`, source, events })),
  );
  const step = (DEMO_DAYS * DAY_MS - DAY_MS) / Math.max(1, attacks.length);
  const cases: DemoCase[] = attacks.map((attack, index) => ({
    ...attack,
    ago: NEWEST_MS + index * step + next() * step * 0.8,
  }));
  for (const pack of packs) {
    for (const { id, events } of pack.benign) {
      for (let repeat = 0; repeat < BENIGN_REPEATS; repeat += 1) {
        const ago = NEWEST_MS + (repeat + next()) * ((DEMO_DAYS * DAY_MS - DAY_MS) / BENIGN_REPEATS);
        cases.push({ id: `${pack.id}/benign/${id}/${repeat}`, source: 'benign', events, ago });
      }
    }
  }
  return cases;
};

/** Milliseconds between the last event of a recording and each event, so that distances stay as they were. */
export const lastTimeOf = (events: readonly RecordedEvent[]): number =>
  Math.max(...events.map(({ _source }) => parseTime(_source['@timestamp']) ?? 0));
