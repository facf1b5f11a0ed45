/** Statements about the scores of every pack. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { score, scoringTables, type ScoringContext, type ScoringFact } from '../../common/scoring';
import { portSuspicion, processRisk } from '../../common/scoring/tables';
import { packs, ruleIds, type ContentPack } from './read_packs';

const tablesOf = (pack: ContentPack) => {
  const tables = scoringTables(pack, packs);
  if (tables === undefined) throw new Error(`${pack.id} has no scoring tables`);
  return tables;
};

/** What an event and its surroundings look like when a fact holds. */
const facts: Record<ScoringFact, { event?: Record<string, unknown>; context?: ScoringContext }> = {
  repeated_sessions: { context: { sessionsInTenMinutes: 10 } },
  even_rhythm: { context: { spread: 100 } },
  untrusted_program: { event: { 'process.executable': 'C:\\Users\\mira\\AppData\\Roaming\\unknown.exe' } },
  rare_destination: { context: { destinationHosts: 1 } },
  no_dns_answer: { context: { dnsAnswer: false } },
  risky_parent: { event: { 'process.parent.name': 'WINWORD.EXE' } },
  internal_destination: { event: { 'destination.ip': '10.20.0.12' } },
  port_owner: {
    event: { 'process.code_signature.subject_name': 'Contoso Ltd', 'process.code_signature.trusted': true },
    context: { portOwners: ['Contoso Ltd'] },
  },
};

function scoreExample(pack: ContentPack, example: ContentPack['scoring']['examples'][number]) {
  const event: Record<string, unknown> = {
    'process.name': example.process,
    'destination.ip': '203.0.113.90',
    'destination.port': example.port,
  };
  const context: ScoringContext = {};
  for (const fact of example.facts) {
    Object.assign(event, facts[fact].event);
    Object.assign(context, facts[fact].context);
  }
  return score(event, tablesOf(pack), context);
}

describe.each(packs)('in $id', (pack) => {
  it.each(pack.scoring.examples)('"$title" scores as written', (example) => {
    const result = scoreExample(pack, example);
    expect({
      process_risk: result?.terms[0]?.value,
      port_suspicion: result?.terms[1]?.value,
      facts: result?.terms.flatMap(({ fact }) => fact ?? []),
      score: result?.score,
      band: result?.band,
    }).toEqual({
      process_risk: example.process_risk,
      port_suspicion: example.port_suspicion,
      facts: example.facts,
      score: example.score,
      band: example.band,
    });
  });

  it('examples name rules that exist', () => {
    expect(pack.scoring.examples.flatMap(({ rules }) => rules).filter((id) => !ruleIds.has(id))).toEqual([]);
  });

  it('every row of the tables can be the first that applies', () => {
    const { process_risk, port_suspicion } = tablesOf(pack);
    const programs = process_risk.rows.flatMap((row) => row.programs.map((name) => name.toLowerCase()));
    expect(new Set(programs).size).toBe(programs.length);
    const seen = new Set<string>();
    for (const row of port_suspicion.rows) {
      const keys = (row.ports ?? ['any']).map((port) => `${port}@${row.min_process_risk ?? 1}`);
      expect(keys.filter((key) => seen.has(key))).toEqual([]);
      keys.forEach((key) => seen.add(key));
    }
  });
});

it('the scored hunt of T1571 gives programs and ports the values of the tables', () => {
  const hunt = packs.flatMap((pack) => pack.hunts).find(({ id }) => id === 'T1571-E1');
  const pack = packs.find(({ id }) => id === 't1571_non_standard_port');
  if (hunt === undefined || pack === undefined) throw new Error('T1571-E1 is gone');
  const tables = tablesOf(pack);
  const listed = (name: string) =>
    new RegExp(`\\b${name} = \\S+ IN \\(([^)]*)\\)`).exec(hunt.query)?.[1]?.split(/, */) ?? [];
  for (const value of [10, 9, 6, 5, 2, 1]) {
    const programs = listed(`r${value}`).map((name) => JSON.parse(name) as string);
    expect(programs.length).toBeGreaterThan(0);
    for (const program of programs)
      expect([program, processRisk(tables, program, '', false).value]).toEqual([program, value]);
  }
  for (const value of [10, 8, 6]) {
    for (const port of listed(`s${value}`))
      expect([port, portSuspicion(tables, Number(port), 4).value]).toEqual([port, value]);
  }
});

it('every simulated attack scores above every benign session', () => {
  const all = packs.flatMap((pack) =>
    pack.scoring.examples.map((example) => ({ title: example.title, score: scoreExample(pack, example)?.score ?? 0 })),
  );
  const attacks = all.filter(({ title }) => /\(T\d{4}-\d\)/.test(title));
  const benign = all.filter(({ title }) => /\(B\d\d\)/.test(title));
  expect(attacks.length).toBe(5);
  expect(benign.length).toBe(5);
  expect(Math.min(...attacks.map(({ score: points }) => points))).toBeGreaterThan(
    Math.max(...benign.map(({ score: points }) => points)),
  );
});

describe('on the recordings', () => {
  const replay = join(__dirname, '../../../shared/data/replay');
  const recorded = existsSync(replay);
  if (!recorded) console.warn('skipped: ../shared/data/replay is not here, so no recording is scored');
  const whenRecorded = recorded ? it : it.skip;

  type Event = Record<string, unknown>;
  type Answers = Record<string, { events?: number[] }>;
  const lines = <T>(name: string) =>
    readFileSync(join(replay, name), 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as T);
  const expected = () =>
    JSON.parse(readFileSync(join(replay, 'expectations.json'), 'utf8')) as {
      tests: Array<{ file: string; answers: Answers }>;
      benign: Array<{ case: string; answers: Answers }>;
    };
  const tables = packs[0] && tablesOf(packs[0]);
  const points = (event: Event) => (tables ? score(event, tables)?.score : undefined);

  whenRecorded('every session of an attack that a network rule alerts on is medium or higher', () => {
    const scores = expected().tests.flatMap(({ file, answers }) => {
      const events = lines<Event>(file);
      const positions = ['CP-1', 'NP-1', 'NP-6'].flatMap((rule) => answers[rule]?.events ?? []);
      return positions.map((position) => [file, points(events[position] ?? {}) ?? 0] as const);
    });
    expect(scores.length).toBeGreaterThan(30);
    expect(scores.filter(([, value]) => value < 40)).toEqual([]);
  });

  whenRecorded('every benign session that no rule alerts on is below the lowest band', () => {
    const quiet = new Set(
      expected().benign.flatMap(({ case: id, answers }) => (Object.keys(answers).length === 0 ? id : [])),
    );
    const scores = lines<{ case: string; doc: Event }>('benign.ndjson').flatMap(({ case: id, doc }) =>
      quiet.has(id) ? [[id, points(doc) ?? 0] as const] : [],
    );
    expect(scores.length).toBeGreaterThan(20);
    expect(scores.filter(([, value]) => value >= 20)).toEqual([]);
  });
});
