import { columnValues, INSERT_ALERT } from './alert_columns';
import type { NewAlert } from './alert_document';
import type { AlertSnapshots } from './alert_snapshots';
import type { Database } from './database';

/**
 * Stores alerts of one rule in one transaction.
 * @param snapshot what they have in common
 * @returns how many were new; the others had been raised before
 */
export function insertAlerts(
  database: Database,
  snapshots: AlertSnapshots,
  snapshot: Readonly<Record<string, unknown>>,
  alerts: readonly NewAlert[],
): number {
  if (alerts.length === 0) return 0;
  return database.transaction(() => {
    const snapshotId = snapshots.idOf(String(snapshot['kibana.alert.rule.rule_id']), snapshot);
    let stored = 0;
    for (const alert of alerts) {
      const row = database.get<{ seq: number }>(INSERT_ALERT, columnValues(alert, snapshotId, snapshot));
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
