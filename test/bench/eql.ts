/**
 * `npm run bench:eql`: what matching costs, as a ratio to Node's JSON.parse of the same NDJSON in the same run, one thread.
 * Events are parsed and matched in chunks, so a million of them need little memory; only the matching is counted.
 */
import { compile, explain, parse, runStream, type EqlHit, type EventMatcher } from '../../common/eql';
import { EventRuleSet } from '../../common/eql/rule_set';
import { eventAt, random } from './events';
import { packQueries, realQueries } from './rule_queries';
import { median, milliseconds, printTable, type Figure } from './table';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const CHUNK = 20_000;
const SEED = 7;

interface Load {
  name: string;
  goal?: number;
  match(doc: Record<string, unknown>): unknown;
  matches: number;
  ms: number;
}

/** Milliseconds of JSON.parse, and of each load, over the same events. */
const measure = (events: number, loads: Load[]): number => {
  const next = random(SEED);
  let parseMs = 0;
  for (let from = 0; from < events; from += CHUNK) {
    const lines: string[] = [];
    for (let n = from; n < Math.min(events, from + CHUNK); n += 1) lines.push(JSON.stringify(eventAt(n, next)));
    let docs: Array<Record<string, unknown>> = [];
    parseMs += milliseconds(() => {
      docs = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    });
    for (const load of loads) {
      load.ms += milliseconds(() => {
        for (const doc of docs) {
          const found = load.match(doc);
          if (Array.isArray(found)) load.matches += found.length;
          else if (found === true) load.matches += 1;
        }
      });
    }
  }
  return parseMs;
};

const eventMatchers = (queries: readonly string[]): EventMatcher[] =>
  queries.flatMap((query) => {
    const matcher = compile(query);
    return matcher.kind === 'event' ? [matcher] : [];
  });

const setOf = (matchers: readonly EventMatcher[]) => {
  const rules = new EventRuleSet(matchers.map((matcher, key) => ({ key, matcher })));
  return (doc: Record<string, unknown>) => rules.match(doc);
};

const load = (name: string, goal: number | undefined, match: Load['match']): Load => ({
  name,
  goal,
  match,
  matches: 0,
  ms: 0,
});

/** Event queries as they are; of a sequence every clause, since each must be asked about every event. */
const clausesOf = (query: string): string[] => {
  const statement = parse(query);
  const { query: tree, text } = statement;
  if (tree.kind === 'event') return [query];
  return tree.terms.map(({ event }) => text.slice(event.range.start, event.range.end));
};

/** A three-stage sequence in which every key stays open: two of three stages are reached, the third never comes. */
const sequenceMemory = async (keys: number): Promise<{ bytes: number; msPerEvent: number }> => {
  const matcher = compile(
    'sequence by host.id with maxspan=1d [process where event.type == "start"] [network where true] [file where file.name == "never"]',
  );
  if (matcher.kind !== 'sequence') throw new Error('not a sequence');
  const collect = globalThis.gc;
  if (!collect) throw new Error('run with --expose-gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  let bytes = 0;
  const stream = async function* (): AsyncGenerator<EqlHit> {
    for (let stage = 0; stage < 2; stage += 1) {
      for (let key = 0; key < keys; key += 1) {
        yield {
          _id: `${stage}-${key}`,
          _source: {
            '@timestamp': new Date(1_780_000_000_000 + stage * keys + key).toISOString(),
            event: { category: [stage === 0 ? 'process' : 'network'], type: ['start'] },
            host: { id: `host-${key}` },
          },
        };
      }
    }
    collect();
    bytes = process.memoryUsage().heapUsed - before;
  };
  const start = process.hrtime.bigint();
  await runStream(matcher, stream(), { size: 10 });
  return { bytes, msPerEvent: Number(process.hrtime.bigint() - start) / 1e6 / (2 * keys) };
};

const main = async (): Promise<number> => {
  const figures: Figure[] = [];
  const packClauses = packQueries().flatMap(clausesOf);
  const packMatchers = eventMatchers(packClauses);
  const singles = eventMatchers(packQueries()).map((matcher, at) =>
    load(`event rule ${at + 1}`, undefined, (doc) => matcher.matches(doc)),
  );
  const loads: Load[] = [load('the rules of both packs together', 0.2, setOf(packMatchers))];
  const real = realQueries();
  if (real !== undefined) {
    const matchers = eventMatchers(real);
    const step = matchers.length / 100;
    loads.push(
      load(
        '100 event rules',
        1,
        setOf(Array.from({ length: 100 }, (_, at) => matchers[Math.floor(at * step)] as EventMatcher)),
      ),
    );
    loads.push(load(`all ${matchers.length} event rules`, 1.5, setOf(matchers)));
    const compiled = median(
      Array.from({ length: 5 }, () => milliseconds(() => real.forEach((query) => compile(query)))),
    );
    figures.push({ what: `compile ${real.length} queries`, goal: 300, measured: compiled, unit: 'ms' });
  }
  measure(
    2 * CHUNK,
    loads.map((it) => ({ ...it })),
  );
  measure(
    CHUNK,
    singles.map((it) => ({ ...it })),
  );
  const parseMs = measure(EVENTS, loads);
  const singleEvents = Math.min(EVENTS, 10 * CHUNK);
  const singleParseMs = measure(singleEvents, singles);
  const ratios = singles.map(({ ms }) => ms / singleParseMs);
  figures.push({
    what: 'one event rule, mean of those of the packs',
    goal: 0.05,
    measured: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
    unit: 'x parse',
    note: `from ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`,
  });
  for (const { name, goal, ms, matches } of loads) {
    const rate = Math.round(EVENTS / (ms / 1_000)).toLocaleString('en');
    figures.push({
      what: name,
      goal,
      measured: ms / parseMs,
      unit: 'x parse',
      note: `${rate} events/s, ${matches.toLocaleString('en')} matches`,
    });
  }

  const growthLoads = (): Load[] => [load('growth', undefined, setOf(packMatchers))];
  const small = growthLoads();
  const large = growthLoads();
  measure(EVENTS / 10, small);
  measure(EVENTS, large);
  figures.push({
    what: `growth from ${(EVENTS / 10).toLocaleString('en')} to ${EVENTS.toLocaleString('en')} events`,
    goal: 11,
    measured: (large[0]?.ms ?? 0) / (small[0]?.ms ?? 1),
    unit: 'x time',
  });

  const few = await sequenceMemory(10_000);
  const many = await sequenceMemory(100_000);
  figures.push({
    what: 'three-stage sequence, 100,000 live keys',
    goal: 200,
    measured: many.bytes / 2 ** 20,
    unit: 'MiB',
  });
  figures.push({
    what: 'its cost per event, 100,000 against 10,000 keys',
    goal: 1.5,
    measured: many.msPerEvent / few.msPerEvent,
    unit: 'x time',
  });

  const all = packQueries().map((query) => compile(query));
  const events = Array.from(
    { length: 200 },
    (
      (next) => (_: unknown, n: number) =>
        eventAt(n, next)
    )(random(SEED)),
  );
  for (const event of events) for (const matcher of all) explain(matcher, event);
  const explainMs = milliseconds(() => {
    for (const event of events) for (const matcher of all) explain(matcher, event);
  });
  figures.push({
    what: `explain one event against ${all.length} rules`,
    goal: 1,
    measured: explainMs / events.length,
    unit: 'ms',
  });

  const rate = Math.round(EVENTS / (parseMs / 1_000)).toLocaleString('en');
  const met = printTable(
    `EQL on ${EVENTS.toLocaleString('en')} generated ECS events (JSON.parse: ${rate} events/s)`,
    figures,
  );
  return met ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (cause) => {
    console.error(cause);
    process.exit(2);
  },
);
