import { closeSync, openSync } from 'node:fs';
import LibSql from 'libsql';
import { MIGRATIONS } from './migrations';
import { asStackError } from './storage_errors';
import { StackError } from '../../server/stack/stack';

export type SqlValue = string | number | null | Buffer;

interface Statement {
  run(params: readonly SqlValue[]): { changes: number; lastInsertRowid: number | bigint };
  all(params: readonly SqlValue[]): unknown[];
}

/**
 * The data file: one SQLite connection, synchronous, statements kept prepared. Statements are fixed texts with bound
 * values. Every error comes out as a StackError with words for people.
 *
 * Write-ahead logging with `synchronous = NORMAL`: what was committed survives the end of this process in any manner.
 * The file is locked for this process, so that two hosts never run rules on one file.
 */
export class Database {
  private readonly statements = new Map<string, Statement>();
  private inTransaction = false;

  private constructor(
    private readonly connection: LibSqlConnection,
    readonly path: string,
  ) {}

  /**
   * Opens or makes the file and brings it to the current schema.
   * @param path `:memory:` for a database that is gone when closed
   * @throws StackError `unavailable` when the file is in use, damaged, or made by a newer version; `storage_full`
   */
  static open(path: string): Database {
    let database: Database | undefined;
    try {
      if (path !== ':memory:') makeForThisUser(path);
      database = new Database(new LibSql(path, { timeout: 2_000 }) as unknown as LibSqlConnection, path);
      database.configure();
      database.migrate();
      return database;
    } catch (error) {
      database?.close();
      throw asStackError(error, path);
    }
  }

  private configure(): void {
    const memory = this.path === ':memory:';
    // Events are a few kilobytes each: with this size most lie in their page, not on an overflow chain.
    this.connection.exec('PRAGMA page_size = 16384');
    // Freed pages go back to the file system in small steps (see `releaseSpace`); the mode must be set on an empty file.
    this.connection.exec('PRAGMA auto_vacuum = INCREMENTAL');
    if (!memory) this.connection.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.all(memory ? 'PRAGMA journal_mode = MEMORY' : 'PRAGMA journal_mode = WAL', []);
    this.connection.exec('PRAGMA synchronous = NORMAL');
    this.connection.exec('PRAGMA wal_autocheckpoint = 4000');
    this.connection.exec('PRAGMA foreign_keys = ON');
    this.connection.exec('PRAGMA temp_store = FILE');
    this.connection.exec('PRAGMA cache_size = -65536');
  }

  private migrate(): void {
    const current = Number(this.get<{ user_version: number }>('PRAGMA user_version', [])?.user_version ?? 0);
    if (current > MIGRATIONS.length) {
      throw new StackError(
        'unavailable',
        `${this.path} was written by a newer version of the workbench. Use that version, or another data directory.`,
      );
    }
    for (let version = current; version < MIGRATIONS.length; version += 1) {
      this.transaction(() => {
        this.connection.exec(MIGRATIONS[version] as string);
        this.connection.exec(`PRAGMA user_version = ${version + 1}`);
      });
    }
  }

  /** @returns the number of rows that changed */
  run(sql: string, params: readonly SqlValue[]): number {
    return this.guarded(() => this.prepare(sql).run(params).changes);
  }

  all<Row>(sql: string, params: readonly SqlValue[]): Row[] {
    return this.guarded(() => this.prepare(sql).all(params) as Row[]);
  }

  get<Row>(sql: string, params: readonly SqlValue[]): Row | undefined {
    return this.all<Row>(sql, params)[0];
  }

  /** Runs `work` as one transaction: all of it is kept, or, when it throws, nothing. Nested calls join the outer one. */
  transaction<Result>(work: () => Result): Result {
    if (this.inTransaction) return work();
    return this.guarded(() => {
      this.connection.exec('BEGIN IMMEDIATE');
      this.inTransaction = true;
      try {
        const result = work();
        this.connection.exec('COMMIT');
        return result;
      } catch (error) {
        this.rollBack();
        throw error;
      } finally {
        this.inTransaction = false;
      }
    });
  }

  /** Gives up to `pages` free pages back to the file system. */
  releaseSpace(pages: number): void {
    this.guarded(() => this.connection.exec(`PRAGMA incremental_vacuum(${Math.trunc(pages)})`));
  }

  /** Writes the log back into the file, so that one file is left, and lets go of it. */
  close(): void {
    if (this.path !== ':memory:') this.unlock();
    this.statements.clear();
    this.connection.close();
  }

  /** The library frees the file only when its statements are collected; the lock must not wait for that. */
  private unlock(): void {
    try {
      this.all('PRAGMA journal_mode = DELETE', []);
      this.connection.exec('PRAGMA locking_mode = NORMAL');
      this.all('SELECT count(*) FROM sqlite_schema', []);
    } catch {
      // On a full disk the log stays beside the file; the next start reads it.
    }
  }

  private rollBack(): void {
    try {
      this.connection.exec('ROLLBACK');
    } catch {
      // SQLite ends the transaction by itself on a full disk; then there is nothing to roll back.
    }
  }

  private prepare(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.connection.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  private guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw asStackError(error, this.path);
    }
  }
}

/**
 * Makes a new file for this user alone, wherever it lies; its log takes after it. One that is there is not touched: opening
 * and closing it here would give up the lock that this process may have on it.
 */
function makeForThisUser(path: string): void {
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch {
    // It is there, or cannot be made: then the database says so, with words for people.
  }
}

/** What of libsql is used. Its own types describe another library's and answer `unknown`. */
interface LibSqlConnection {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}
