/**
 * The schema of the data file, one step per version. A step that was released is never changed: a change is a new step.
 * Each runs in one transaction, so a file is always at one version or the next.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- A kind is an index name with a set of event categories: few of them, so that rules skip what they do not read
  -- without opening a single document.
  CREATE TABLE event_kinds (
    id INTEGER PRIMARY KEY,
    index_name TEXT NOT NULL,
    categories TEXT NOT NULL,
    UNIQUE (index_name, categories)
  );
  -- seq is given out once and never again, so it also says in which order events arrived.
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL REFERENCES event_kinds (id),
    time INTEGER NOT NULL,
    host TEXT,
    demo INTEGER NOT NULL,
    document TEXT NOT NULL
  );
  CREATE INDEX events_by_time ON events (time, seq, kind);
  CREATE INDEX events_of_demo ON events (seq) WHERE demo = 1;
  -- When which events arrived, and when they happened (bounds): one row a batch.
  CREATE TABLE arrivals (
    first_seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    oldest INTEGER NOT NULL,
    newest INTEGER NOT NULL
  );
  CREATE TABLE event_fields (
    index_name TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (index_name, name)
  ) WITHOUT ROWID;

  CREATE TABLE rules (
    rule_id TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    enabled INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    -- What the last run examined: a different rule has to look at everything again.
    examined_fingerprint TEXT,
    examined_to_seq INTEGER,
    next_run_at INTEGER NOT NULL DEFAULT 0,
    last_run_at TEXT,
    last_run_status TEXT,
    last_run_message TEXT
  );

  CREATE TABLE exception_lists (list_id TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
  CREATE TABLE exception_items (
    item_id TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    list_id TEXT NOT NULL REFERENCES exception_lists (list_id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL
  );
  CREATE INDEX exception_items_by_list ON exception_items (list_id);
  CREATE TABLE value_lists (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL);
  CREATE TABLE value_list_items (
    list_id TEXT NOT NULL REFERENCES value_lists (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    PRIMARY KEY (list_id, value)
  ) WITHOUT ROWID;

  -- What all alerts of one revision of a rule have in common.
  CREATE TABLE alert_snapshots (
    id INTEGER PRIMARY KEY,
    rule_id TEXT NOT NULL,
    document TEXT NOT NULL UNIQUE
  );
  -- What alerts are found, sorted and counted by stands in narrow rows; the rest of each lies beside them.
  CREATE TABLE alerts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    time INTEGER NOT NULL,
    snapshot INTEGER NOT NULL REFERENCES alert_snapshots (id),
    rule_id TEXT NOT NULL,
    rule_name TEXT NOT NULL,
    severity TEXT NOT NULL,
    severity_rank INTEGER NOT NULL,
    risk_score REAL NOT NULL,
    status TEXT NOT NULL,
    building_block INTEGER NOT NULL,
    group_id TEXT,
    demo INTEGER NOT NULL,
    host_name TEXT,
    user_name TEXT,
    process_name TEXT,
    process_executable TEXT,
    parent_name TEXT,
    destination_ip TEXT,
    destination_port TEXT,
    several_values INTEGER NOT NULL
  );
  CREATE INDEX alerts_by_time ON alerts (time, seq);
  CREATE INDEX alerts_by_group ON alerts (group_id) WHERE group_id IS NOT NULL;
  CREATE TABLE alert_documents (
    seq INTEGER PRIMARY KEY REFERENCES alerts (seq) ON DELETE CASCADE,
    document TEXT NOT NULL
  );
  CREATE TABLE alert_labels (
    seq INTEGER NOT NULL REFERENCES alerts (seq) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'assignee')),
    value TEXT NOT NULL,
    PRIMARY KEY (seq, kind, value)
  ) WITHOUT ROWID;
  CREATE INDEX alert_labels_by_value ON alert_labels (kind, value);

  CREATE TABLE searches (key TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);

  CREATE TABLE documents (
    seq INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    data TEXT NOT NULL,
    UNIQUE (type, id)
  );
  CREATE INDEX documents_by_age ON documents (type, updated_at, seq);
  CREATE TABLE document_keys (
    seq INTEGER NOT NULL REFERENCES documents (seq) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (seq, key, value)
  ) WITHOUT ROWID;
  CREATE INDEX document_keys_by_value ON document_keys (key, value);

  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  `,
];
