import { columnValues, INSERT_ALERT } from './alert_columns';
import type { NewAlert } from './alert_document';
import type { Database } from './database';

/** Stores alerts in one transaction. @returns how many were new; the others had been raised before */
export function insertAlerts(database: Database, alerts: readonly NewAlert[]): number {
  return database.transaction(() => {
    let stored = 0;
    for (const alert of alerts) {
      const row = database.get<{ seq: number }>(INSERT_ALERT, columnValues(alert));
      if (!row) continue;
      database.run('INSERT INTO alert_documents (seq, document) VALUES (?, ?)', [
        row.seq,
        JSON.stringify(alert.source),
      ]);
      stored += 1;
    }
    return stored;
  });
}
