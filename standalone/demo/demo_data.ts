import { createHash } from 'node:crypto';
import type { Pack } from '../../common/packs';
import { isoTime, shiftDocument, shiftTime, type EcsDocument } from '../events_in';
import type { EmbeddedStack } from '../stack';
import { readSetting, writeSetting } from '../stack/settings';
import { planDemo } from './plan';

/** What was removed. */
export interface ClearedDemo {
  events: number;
  alerts: number;
}

/** Settings of the data file. The anchor is the moment (milliseconds) that the demo week ends with. */
const ANCHOR = 'demo.anchor';
const CONTENT = 'demo.content';
const CLEARED = 'cleared';

const ALERT_TIME_FIELDS = [
  ...['@timestamp', 'kibana.alert.original_time', 'kibana.alert.start', 'kibana.alert.last_detected'],
  ...['event.created', 'event.ingested', 'event.start', 'event.end', 'kibana.alert.original_event.created'],
  ...['kibana.alert.original_event.ingested', 'kibana.alert.original_event.start', 'kibana.alert.original_event.end'],
];

/** Demo events in the data file, and the alerts that rules made of them. */
export class DemoData {
  constructor(
    private readonly stack: EmbeddedStack,
    private readonly clock: () => number = Date.now,
  ) {}

  /**
   * Brings the demo week up to now: loads it into an empty data file, or moves what is there, alerts and their triage
   * included. Leaves a file alone that holds somebody's own events, or whose demo data was cleared.
   * @returns what was done
   */
  load(packs: readonly Pack[]): 'loaded' | 'moved' | 'left_alone' {
    const { database } = this.stack;
    const anchor = readSetting(database, ANCHOR);
    if (anchor === CLEARED) return 'left_alone';
    const now = this.clock();
    const content = contentOf(packs);
    if (anchor !== undefined && readSetting(database, CONTENT) === content) {
      this.move(now - Number(anchor), now);
      return 'moved';
    }
    if (anchor === undefined && this.stack.counts().events > 0) return 'left_alone';
    this.insert(packs, now, content);
    return 'loaded';
  }

  /** Removes demo events and their alerts, and keeps them from coming back. */
  clear(): ClearedDemo {
    const { database } = this.stack;
    return database.transaction(() => {
      const removed = this.remove();
      writeSetting(database, ANCHOR, CLEARED);
      return removed;
    });
  }

  private insert(packs: readonly Pack[], now: number, content: string): void {
    const { database, events } = this.stack;
    database.transaction(() => {
      this.remove();
      events.insert(planDemo(packs, now));
      writeSetting(database, ANCHOR, String(now));
      writeSetting(database, CONTENT, content);
    });
    this.stack.runSoon();
  }

  private remove(): ClearedDemo {
    const { database } = this.stack;
    return {
      alerts: database.run('DELETE FROM alerts WHERE demo = 1', []),
      events: database.run('DELETE FROM events WHERE demo = 1', []),
    };
  }

  private move(byMs: number, now: number): void {
    const { database } = this.stack;
    database.transaction(() => {
      const events = database.all<StoredText>('SELECT seq, document FROM events WHERE demo = 1', []);
      for (const { seq, document } of events) {
        const moved = JSON.parse(document) as EcsDocument;
        shiftDocument(moved, byMs);
        database.run('UPDATE events SET time = time + ?, document = ? WHERE seq = ?', [
          byMs,
          JSON.stringify(moved),
          seq,
        ]);
      }
      this.stack.events.noteMovedTimes(byMs);
      const alerts = database.all<StoredText>(
        'SELECT seq, document FROM alerts JOIN alert_documents USING (seq) WHERE demo = 1',
        [],
      );
      for (const { seq, document } of alerts) {
        database.run('UPDATE alerts SET time = time + ? WHERE seq = ?', [byMs, seq]);
        database.run('UPDATE alert_documents SET document = ? WHERE seq = ?', [movedAlert(document, byMs), seq]);
      }
      writeSetting(database, ANCHOR, String(now));
    });
  }
}

interface StoredText {
  seq: number;
  document: string;
}

function movedAlert(document: string, byMs: number): string {
  const alert = JSON.parse(document) as EcsDocument;
  for (const field of ALERT_TIME_FIELDS) {
    if (alert[field] !== undefined) alert[field] = shiftTime(alert[field], byMs);
  }
  return JSON.stringify(alert);
}

/** Changes with the packs' recordings, so that a new version of the packs brings its own demo data. */
function contentOf(packs: readonly Pack[]): string {
  const hash = createHash('sha256');
  for (const { id, index, time, json } of planDemo(packs, 0)) hash.update(`${id} ${index} ${isoTime(time)} ${json}\n`);
  return hash.digest('hex');
}
