import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibSql from 'libsql';
import { Database } from './database';
import { DATA_FILE } from './embedded_stack';
import { MIGRATIONS } from './migrations';
import { openStack, sessionAt, sessionRule } from './stack_for_tests';

describe('the data file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'database-test-'));
    path = join(folder, DATA_FILE);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps everything from one start to the next', async () => {
    const first = openStack({ dataDirectory: folder });
    first.events.insert([sessionAt(Date.now())]);
    await first.stackOf('mia').rules.upsert([sessionRule()]);
    await first.runDueRules();
    await first.stackOf('mia').documents.create('tuning', 'a', { n: 1 });
    await first.stop();

    const second = openStack({ dataDirectory: folder });
    const { rules, alerts, documents } = second.stackOf('mia');
    expect((await rules.list())[0]).toMatchObject({ rule_id: 'rule-1', lastRun: { status: 'succeeded' } });
    expect(await alerts.count({ ruleIds: ['rule-1'] })).toBe(1);
    expect((await documents.get('tuning', 'a'))?.data).toEqual({ n: 1 });
    second.events.insert([sessionAt(Date.now())]);
    second.runSoon();
    await second.runDueRules();
    expect(await alerts.count({ ruleIds: ['rule-1'] })).toBe(2);
    await second.stop();
  });

  it('is for its user alone, also in a folder that others may look into', async () => {
    if (process.platform === 'win32') {
      console.warn('Skipped: Windows has no permission bits to look at');
      return;
    }
    await chmod(folder, 0o755);
    const stack = openStack({ dataDirectory: folder });
    stack.events.insert([sessionAt(Date.now())]);
    for (const file of [path, `${path}-wal`]) expect((await stat(file)).mode & 0o777).toBe(0o600);
    await stack.stop();
  });

  it('is for one process at a time', () => {
    const first = Database.open(path);
    expect(() => Database.open(path)).toThrow(expect.objectContaining({ code: 'unavailable' }));
    first.close();
    Database.open(path).close();
  });

  it('refuses a file of a newer version and a file that is none', async () => {
    const raw = new LibSql(path);
    raw.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    raw.close();
    expect(() => Database.open(path)).toThrow(/newer version/);
    const other = join(folder, 'other.db');
    await writeFile(other, 'this is a text file that is long enough to be looked at by a database'.repeat(100));
    expect(() => Database.open(other)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });

  it('keeps all of a transaction or nothing', () => {
    const database = Database.open(path);
    const write = (): void => {
      database.run("INSERT INTO settings (name, value) VALUES ('a', '1')", []);
      throw new Error('stop');
    };
    expect(() => database.transaction(write)).toThrow('stop');
    expect(database.all('SELECT * FROM settings', [])).toEqual([]);
    database.close();
  });

  it('says that the disk is full, writes nothing half, and works again with room', async () => {
    const stack = openStack({ dataDirectory: folder });
    const pages = stack.database.get<{ page_count: number }>('PRAGMA page_count', [])?.page_count ?? 0;
    stack.database.get(`PRAGMA max_page_count = ${pages + 5}`, []);
    const batch = Array.from({ length: 300 }, () => sessionAt(Date.now(), { message: 'x'.repeat(5_000) }));
    const kept = stack.counts().events;
    expect(() => stack.events.insert(batch)).toThrow(
      expect.objectContaining({ code: 'storage_full', message: expect.stringContaining('full') }),
    );
    expect(stack.counts().events).toBe(kept);
    expect(stack.events.kindsFor(['logs-*'])).toEqual([]);
    stack.database.get('PRAGMA max_page_count = 1000000', []);
    expect(stack.events.insert(batch)).toBe(300);
    expect((await stack.stackOf('mia').events.indexState('logs-*')).recentCount).toBe(300);
    await stack.stop();
  });

  it('loses no committed write when the process is killed', async () => {
    const script = `
      const LibSql = require('libsql');
      const database = new LibSql(${JSON.stringify(path)});
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      database.prepare('PRAGMA journal_mode = WAL').all([]);
      database.exec('PRAGMA synchronous = NORMAL');
      const insert = database.prepare("INSERT INTO settings (name, value) VALUES (?, 'x')");
      for (let at = 0; ; at += 1) {
        database.exec('BEGIN IMMEDIATE');
        insert.run(['k' + at]);
        insert.run(['l' + at]);
        database.exec('COMMIT');
        require('fs').writeSync(1, at + '\\n');
      }`;
    Database.open(path).close();
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let reported = '';
    for await (const chunk of child.stdout) {
      reported += String(chunk);
      if (reported.split('\n').length > 200) break;
    }
    child.kill('SIGKILL');
    await once(child, 'close');
    const last = Number(reported.trimEnd().split('\n').slice(0, -1).pop());
    const database = Database.open(path);
    const names = database.all<{ name: string }>('SELECT name FROM settings', []).map(({ name }) => name);
    expect(names).toContain(`l${last}`);
    expect(names.filter((name) => name.startsWith('k'))).toHaveLength(names.length / 2);
    database.close();
  });
});
