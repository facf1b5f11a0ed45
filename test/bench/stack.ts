/** The embedded stack: import against the bare work underneath, growth. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Database } from '../../standalone/stack/database';
import { render, toCreateBody } from '../../common/rules';
import type { RuleBody } from '../../server/stack/rules';
import { EmbeddedStack } from '../../standalone/stack';
import { pathSources } from '../../standalone/events_in';
import { bundledPacks } from '../support/packs';
import { eventAt, random } from './events';
import { alertFigures } from './alerts';
import { median, processorTime, type Figure } from './table';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 50_000);
const ALERTS = 100_000;
const BATCH = 500;
const SEED = 7;
const ROUNDS = 3;

const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (text: string) => console.error(text),
  debug: () => undefined,
};

const seconds = async (work: () => Promise<void>): Promise<number> => (await processorTime(work)) / 1_000;

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

interface Loaded {
  stack: EmbeddedStack;
  /** Seconds of processor time. */
  importTime: number;
  runTime: number;
  impactTime: number;
  /** MiB of the process when the rules had run. */
  memory: number;
}

/** Import, then all rules of the packs over what came, then one rule over the whole history, as an impact asks it. */
const load = async (folder: string, file: string): Promise<Loaded> => {
  const embedded = EmbeddedStack.open({ dataDirectory: folder, userName: () => 'bench', log });
  const importTime = await seconds(async () => {
    await embedded.importEvents(await pathSources(file));
  });
  const stack = embedded.stackOf('bench');
  const rules = bundledPacks().packs.flatMap((pack) => pack.rules.map((rule) => toCreateBody(render(rule))));
  await stack.rules.upsert(rules.map((rule) => ({ ...rule, enabled: true, exceptions_list: [] }) as RuleBody));
  const runTime = await seconds(() => embedded.runDueRules());
  const memory = process.memoryUsage().rss / 2 ** 20;
  const impactTime = await seconds(async () => {
    await stack.events.match({
      index: ['logs-*'],
      language: 'eql',
      query: 'network where destination.port > 1024 and process.name : "powershell.exe"',
      exceptions: [],
      range: { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' },
      size: 10_000,
      timeoutMs: 120_000,
    });
  });
  return { stack: embedded, importTime, runTime, impactTime, memory };
};

export const stackFigures = async (): Promise<Figure[]> => {
  const home = mkdtempSync(join(tmpdir(), 'workbench-bench-'));
  const folder = (name: string) => mkdtempSync(join(home, name));
  try {
    const small = join(home, 'small.ndjson');
    const large = join(home, 'large.ndjson');
    const many = join(home, 'many.ndjson');
    writeEvents(small, EVENTS / 10);
    writeEvents(large, EVENTS);
    writeEvents(many, ALERTS);
    // What is compiled while it runs must not count for the small one alone.
    await (await load(folder('warm-'), small)).stack.stop();
    const one = await load(folder('small-'), small);
    await one.stack.stop();
    // In turn, so that a machine that gets slower meanwhile slows both.
    const ratios: number[] = [];
    let ten = one;
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare = await floor(folder('floor-'), large);
      ten = await load(folder('large-'), large);
      await ten.stack.stop();
      ratios.push(ten.importTime / bare);
    }
    return [
      {
        what: `import of ${EVENTS.toLocaleString('en')} ECS events`,
        goal: 2,
        measured: median(ratios),
        unit: 'x floor',
        note: `${Math.round(EVENTS / ten.importTime).toLocaleString('en')} events in a second of processor time; floor: read, JSON.parse, bare inserts`,
      },
      { what: 'ten times the events: import', goal: 12, measured: ten.importTime / one.importTime, unit: 'x time' },
      { what: 'ten times the events: run of all rules', goal: 12, measured: ten.runTime / one.runTime, unit: 'x time' },
      { what: 'ten times the events: impact', goal: 12, measured: ten.impactTime / one.impactTime, unit: 'x time' },
      {
        what: 'ten times the events: memory of the process after import and run',
        goal: 1.5,
        measured: ten.memory / one.memory,
        unit: 'x',
        note: `${ten.memory.toFixed(0)} MiB`,
      },
      ...(await alertFigures(folder('alerts-'), many)),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
