import type { Database } from './database';

/** A value that the adapter keeps for itself between starts. */
export function readSetting(database: Database, name: string): string | undefined {
  return database.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', [name])?.value;
}

export function writeSetting(database: Database, name: string, value: string): void {
  database.run(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  );
}
