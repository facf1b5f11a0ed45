import type { Database } from './database';

type Snapshot = Readonly<Record<string, unknown>>;

/** What alerts of one revision of a rule have in common, stored once. Few, so they are kept in memory. */
export class AlertSnapshots {
  private readonly byId = new Map<number, { ruleId: string; snapshot: Snapshot }>();

  constructor(private readonly database: Database) {
    const rows = database.all<SnapshotRow>('SELECT id, rule_id, document FROM alert_snapshots', []);
    for (const row of rows) this.remember(row);
  }

  /** Number of the snapshot, which is stored if it is new. Call it inside the transaction that stores the alerts. */
  idOf(ruleId: string, snapshot: Snapshot): number {
    const document = JSON.stringify(snapshot);
    const row = this.database.get<{ id: number }>(
      `INSERT INTO alert_snapshots (rule_id, document) VALUES (?, ?)
       ON CONFLICT (document) DO UPDATE SET rule_id = excluded.rule_id RETURNING id`,
      [ruleId, document],
    );
    const id = Number(row?.id);
    this.remember({ id, rule_id: ruleId, document });
    return id;
  }

  get(id: number): Snapshot {
    return this.byId.get(id)?.snapshot ?? {};
  }

  /** Numbers of all snapshots of some rules; `all` when that is every one there is. */
  ofRules(ruleIds: readonly string[]): number[] | 'all' {
    const wanted = new Set(ruleIds);
    const found = [...this.byId].filter(([, { ruleId }]) => wanted.has(ruleId)).map(([id]) => id);
    return found.length === this.byId.size && found.length > 0 ? 'all' : found;
  }

  private remember({ id, rule_id, document }: SnapshotRow): void {
    this.byId.set(id, { ruleId: rule_id, snapshot: JSON.parse(document) as Snapshot });
  }
}

interface SnapshotRow {
  id: number;
  rule_id: string;
  document: string;
}
