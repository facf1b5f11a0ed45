/**
 * Replay telemetry with the answers of a live stack (format: ../shared/data/replay). `rules/*.json` and `schema.json`
 * of the folder are used when they are there; otherwise the shipped rules and field types.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExceptionItem, ItemEntry } from '../../common/allowlist';
import type { EqlSchema } from '../../common/eql';
import type { RecordedEvent } from '../../common/expectations';
import { indexOfDocument } from '../../common/packs';
import { render } from '../../common/rules';
import { answerOf, compiled, itemOf, type Answer, type RunnableRule } from '../support/answers';
import { FIELD_TYPES } from '../support/fields';
import { bundledPacks } from '../support/packs';
import type { CaseOutcome, Suite } from './suite';

/** "Expired" and "later" in the recorded exception items are relative to this day. */
const RECORDED = Date.parse('2026-11-23T00:00:00.000Z');

type Source = Readonly<Record<string, unknown>>;

interface LiveAnswer {
  events?: number[];
  sequences?: number[][];
  alerts?: number;
  error?: string;
}

interface LiveCase {
  case: string;
  answers: Record<string, LiveAnswer>;
  stable?: boolean;
  rejected?: Array<{ document: number }>;
}

interface Expectations {
  tests: Array<{ test: string; source: string; file: string; answers: Record<string, LiveAnswer> }>;
  benign: LiveCase[];
  cases: LiveCase[];
}

interface ExceptionCase {
  title: string;
  rule: string;
  item: Partial<ExceptionItem> & { entries: ItemEntry[] };
  refused?: string;
  documents: Array<{ what: string; docs: Source[]; alerts: boolean | null }>;
}

interface Folder {
  path: string;
  rules: ReadonlyMap<string, RunnableRule>;
  schema: EqlSchema;
}

const json = <T>(...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8')) as T;
const lines = <T>(...path: string[]) =>
  readFileSync(join(...path), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text) as T);

function shippedRules(): Array<[string, RunnableRule]> {
  return bundledPacks()
    .packs.flatMap((pack) => pack.rules)
    .map((rule) => [rule.id, render(rule)]);
}

function rulesOf(path: string): Map<string, RunnableRule> {
  const directory = join(path, 'rules');
  if (!existsSync(directory)) return new Map(shippedRules());
  const names = readdirSync(directory).filter((name) => name.endsWith('.json') && !name.startsWith('published-'));
  return new Map(names.map((name) => [name.replace('.json', ''), json<RunnableRule>(directory, name)]));
}

function open(path: string): Folder {
  const schema = existsSync(join(path, 'schema.json'))
    ? json<{ fields: EqlSchema }>(path, 'schema.json').fields
    : FIELD_TYPES;
  return { path, rules: rulesOf(path), schema };
}

function readCases(path: string): Map<string, RecordedEvent[]> {
  const cases = new Map<string, RecordedEvent[]>();
  for (const line of lines<{ case: string; index: string; doc: Source }>(path)) {
    const events = cases.get(line.case) ?? [];
    events.push({ _id: String(events.length), _index: line.index, _source: line.doc });
    cases.set(line.case, events);
  }
  return cases;
}

const sorted = (matches: readonly number[][]) => matches.map((match) => match.join(',')).sort();

/** One rule's answer as text: matching positions, and the number of alerts. */
function text(matches: readonly number[][], alerts: number | undefined): string {
  return `[${sorted(matches).join(' ')}] ${alerts} alerts`;
}

function expectedText(answer: LiveAnswer | undefined): string | undefined {
  if (!answer) return text([], 0);
  if (answer.error !== undefined) return undefined;
  return text(answer.sequences ?? (answer.events ?? []).map((position) => [position]), answer.alerts);
}

function compare(
  folder: Folder,
  id: string,
  events: readonly RecordedEvent[],
  answers: Record<string, LiveAnswer>,
): CaseOutcome {
  for (const [rule, runnable] of folder.rules) {
    const expected = expectedText(answers[rule]);
    const actual: Answer = answerOf(runnable, events, folder.schema);
    const found = actual.error ?? text(actual.matches, actual.alerts);
    if (expected !== undefined && found !== expected)
      return { id, failure: { expected: `${rule} ${expected}`, actual: `${rule} ${found}` } };
  }
  return { id };
}

function* liveCases(folder: Folder): Generator<CaseOutcome> {
  const { tests, benign, cases } = json<Expectations>(folder.path, 'expectations.json');
  for (const test of tests) {
    const events = lines<Source>(folder.path, test.file).map((document, position): RecordedEvent => {
      return { _id: String(position), _index: indexOfDocument(document) ?? '', _source: document };
    });
    yield compare(folder, `${test.test}.${test.source}`, events, test.answers);
  }
  for (const [file, entries] of [
    ['benign.ndjson', benign],
    ['cases.ndjson', cases],
  ] as const) {
    const documents = readCases(join(folder.path, file));
    for (const entry of entries.filter((candidate) => candidate.stable !== false)) {
      const rejected = new Set((entry.rejected ?? []).map(({ document }) => document));
      const events = (documents.get(entry.case) ?? []).map((event, position) =>
        rejected.has(position) ? { ...event, _index: '' } : event,
      );
      yield compare(folder, entry.case, events, entry.answers);
    }
  }
}

/** Whether the rule still alerts with the item attached; null when the run fails. */
function alertsWith(
  folder: Folder,
  rule: RunnableRule,
  entry: ExceptionCase,
  documents: readonly Source[],
): boolean | null {
  const events = documents.map((document, position): RecordedEvent => ({
    _id: String(position),
    _index: '',
    _source: document,
  }));
  const items = entry.refused === undefined ? [itemOf(entry.title, entry.item.entries, entry.item)] : [];
  const answer = answerOf({ query: rule.query }, events, folder.schema, compiled(items, folder.schema, RECORDED));
  return answer.error === undefined ? answer.matches.length > 0 : null;
}

function* exceptionCases(folder: Folder): Generator<CaseOutcome> {
  for (const entry of json<{ cases: ExceptionCase[] }>(folder.path, 'exceptions.json').cases) {
    const id = `${entry.title} on ${entry.rule}`;
    const rule = folder.rules.get(entry.rule);
    if (!rule) {
      yield { id, failure: { expected: `the rule ${entry.rule}`, actual: 'no such rule' } };
      continue;
    }
    const wrong = entry.documents.find(({ docs, alerts }) => alertsWith(folder, rule, entry, docs) !== alerts);
    if (!wrong) yield { id };
    else
      yield {
        id,
        failure: {
          expected: `${wrong.what}: ${wrong.alerts}`,
          actual: String(alertsWith(folder, rule, entry, wrong.docs)),
        },
      };
  }
}

export const replaySuite: Suite = {
  name: 'replay',
  folder:
    'expectations.json, tests/, benign.ndjson, cases.ndjson and, if there, exceptions.json, rules/*.json, schema.json',
  *run(path) {
    const folder = open(path);
    yield* liveCases(folder);
    if (existsSync(join(path, 'exceptions.json'))) yield* exceptionCases(folder);
  },
};
