/** The embedded stack: import against the bare work underneath, growth. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Database } from '../../standalone/stack/database';
import { EmbeddedStack } from '../../standalone/stack';
import { pathSources } from '../../standalone/events_in';
import { eventAt, random } from './events';
import type { Figure } from './table';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 50_000);
const BATCH = 500;
const SEED = 7;

const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (text: string) => console.error(text),
  debug: () => undefined,
};

const seconds = async (work: () => Promise<void>): Promise<number> => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

const writeEvents = (file: string, count: number): void => {
  const next = random(SEED);
  writeFileSync(file, Array.from({ length: count }, (_, n) => `${JSON.stringify(eventAt(n, next))}\n`).join(''));
};

/** Reading, JSON.parse and bare inserts of the same lines: nothing that imports can do less. */
const floor = (folder: string, file: string): Promise<number> =>
  seconds(async () => {
    const database = Database.open(join(folder, 'floor.db'));
    database.run('CREATE TABLE IF NOT EXISTS bare (seq INTEGER PRIMARY KEY, time TEXT, document TEXT)', []);
    let batch: Array<[string, string]> = [];
    const flush = () => {
      database.transaction(() => {
        for (const row of batch) database.run('INSERT INTO bare (time, document) VALUES (?, ?)', row);
      });
      batch = [];
    };
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const document = JSON.parse(line) as { '@timestamp': string };
      batch.push([document['@timestamp'], line]);
      if (batch.length === BATCH) flush();
    }
    flush();
    database.close();
  });

const importInto = async (folder: string, file: string): Promise<{ stack: EmbeddedStack; time: number }> => {
  const stack = EmbeddedStack.open({ dataDirectory: folder, userName: () => 'bench', log });
  const time = await seconds(async () => {
    await stack.importEvents(await pathSources(file));
  });
  return { stack, time };
};

export const stackFigures = async (): Promise<Figure[]> => {
  const home = mkdtempSync(join(tmpdir(), 'workbench-bench-'));
  const folder = (name: string) => mkdtempSync(join(home, name));
  try {
    const small = join(home, 'small.ndjson');
    const large = join(home, 'large.ndjson');
    writeEvents(small, EVENTS / 10);
    writeEvents(large, EVENTS);
    const bare = await floor(folder('floor-'), large);
    const one = await importInto(folder('small-'), small);
    await one.stack.stop();
    const ten = await importInto(folder('large-'), large);
    await ten.stack.stop();
    return [
      {
        what: `import of ${EVENTS.toLocaleString('en')} ECS events`,
        goal: 2,
        measured: ten.time / bare,
        unit: 'x floor',
        note: `${Math.round(EVENTS / ten.time).toLocaleString('en')} events/s; floor: read, JSON.parse, bare inserts`,
      },
      { what: 'import, ten times the events', goal: 12, measured: ten.time / one.time, unit: 'x time' },
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
