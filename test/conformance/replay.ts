/**
 * Replay telemetry with the answers of a live stack (format: ../shared/data/replay). Rules and field types of the folder
 * are used when they are there; otherwise the shipped ones.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExceptionItem, ItemEntry } from '../../common/allowlist';
import type { EqlSchema } from '../../common/eql';
import type { RecordedEvent } from '../../common/expectations';
import { indexOfDocument } from '../../common/packs';
import { render } from '../../common/rules';
import { answerOf, compiled, itemOf, type Answer, type RunnableRule } from '../support/answers';
import { FIELD_TYPES } from '../support/fields';
import { bundledPacks } from '../support/packs';
import { listOf, readJson, readJsonIfThere, readLines } from './folder';
import { attempt, type CaseOutcome, type Suite } from './suite';

/** "Expired" and "later" in the exception items are relative to the day of the recording, which a folder may name. */
const RECORDED = '2026-11-23';

type Source = Readonly<Record<string, unknown>>;

interface LiveAnswer {
  events?: number[];
  sequences?: number[][];
  alerts?: number;
  error?: string;
}

interface Answered {
  answers?: Record<string, LiveAnswer>;
  stable?: boolean;
  rejected?: Array<{ document: number }>;
}

interface LiveTest extends Answered {
  test: string;
  source: string;
  file: string;
}

interface LiveCase extends Answered {
  case: string;
}

interface Expectations {
  verified?: { date?: string };
  rules?: Record<string, { file?: string }>;
  tests?: LiveTest[];
  benign?: LiveCase[];
  cases?: LiveCase[];
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
  expectations: Expectations;
  rules: ReadonlyMap<string, RunnableRule>;
  schema: EqlSchema;
}

function shippedRules(): Map<string, RunnableRule> {
  return new Map(bundledPacks().packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, render(rule)])));
}

/** The rules that the answers are about: as the folder names them, else its `rules/*.json`, else the shipped ones. */
function rulesOf(path: string, named: Expectations['rules']): Map<string, RunnableRule> {
  const shipped = shippedRules();
  const rules = new Map<string, RunnableRule>();
  if (named) {
    for (const [id, { file = `rules/${id}.json` }] of Object.entries(named)) {
      const rule = readJsonIfThere<RunnableRule>(path, file) ?? shipped.get(id);
      if (rule) rules.set(id, rule);
    }
    return rules;
  }
  const directory = join(path, 'rules');
  if (!existsSync(directory)) return shipped;
  for (const name of readdirSync(directory)) {
    // The published queries are kept as rules, too; no answer is about them.
    if (!name.endsWith('.json') || name.startsWith('published-')) continue;
    rules.set(name.slice(0, -'.json'.length), readJson<RunnableRule>(directory, name));
  }
  return rules;
}

function open(path: string): Folder {
  const expectations = readJson<Expectations>(path, 'expectations.json');
  const schema = readJsonIfThere<{ fields: EqlSchema }>(path, 'schema.json')?.fields ?? FIELD_TYPES;
  return { path, expectations, rules: rulesOf(path, expectations.rules), schema };
}

function readCases(path: string, file: string): Map<string, RecordedEvent[]> {
  const cases = new Map<string, RecordedEvent[]>();
  for (const line of readLines<{ case: string; index: string; doc: Source }>(path, file)) {
    const events = cases.get(line.case) ?? [];
    events.push({ _id: String(events.length), _index: line.index, _source: line.doc });
    cases.set(line.case, events);
  }
  return cases;
}

const sorted = (matches: readonly number[][]) => matches.map((match) => match.join(',')).sort();

/** One rule's answer as text: matching positions, and the number of alerts. */
function text(matches: readonly number[][], alerts: number): string {
  return `[${sorted(matches).join(' ')}] ${alerts} alerts`;
}

/** What was recorded, as text; the number of alerts is asked only where it was counted. */
function recordedText(answer: LiveAnswer, actual: Answer): string {
  const matches = answer.sequences ?? (answer.events ?? []).map((position) => [position]);
  return text(matches, answer.alerts ?? (matches.length === 0 ? 0 : actual.alerts));
}

/** The first rule that answers otherwise. A document that Elasticsearch would not index is in no index. */
function compare(
  { rules, schema }: Folder,
  { answers = {}, rejected = [] }: Answered,
  documents: readonly RecordedEvent[],
): CaseOutcome['failure'] {
  const unknown = Object.keys(answers).find((rule) => !rules.has(rule));
  if (unknown !== undefined) return { expected: `the rule ${unknown}`, actual: 'no such rule' };
  const refused = new Set(rejected.map(({ document }) => document));
  const events = documents.map((event, position) => (refused.has(position) ? { ...event, _index: '' } : event));
  for (const [rule, runnable] of rules) {
    const answer = answers[rule] ?? {};
    // A run that failed there need not fail here: later versions answer.
    if (answer.error !== undefined) continue;
    const actual = answerOf(runnable, events, schema);
    const expected = recordedText(answer, actual);
    const found = actual.error ?? text(actual.matches, actual.alerts);
    if (found !== expected) return { expected: `${rule} ${expected}`, actual: `${rule} ${found}` };
  }
  return undefined;
}

function* liveCases(folder: Folder): Generator<CaseOutcome> {
  const { tests = [], benign = [], cases = [] } = folder.expectations;
  for (const test of tests.filter(isStable)) {
    yield attempt(`${test.test}.${test.source}`, () => {
      const events = readLines<Source>(folder.path, test.file).map((document, position): RecordedEvent => {
        return { _id: String(position), _index: indexOfDocument(document) ?? '', _source: document };
      });
      return compare(folder, test, events);
    });
  }
  for (const [file, entries] of [
    ['benign.ndjson', benign],
    ['cases.ndjson', cases],
  ] as const) {
    let documents: ReadonlyMap<string, RecordedEvent[]> | undefined;
    for (const entry of entries.filter(isStable)) {
      yield attempt(entry.case, () => {
        documents ??= readCases(folder.path, file);
        const events = documents.get(entry.case);
        return events ? compare(folder, entry, events) : { expected: `its documents in ${file}`, actual: 'none' };
      });
    }
  }
}

function isStable({ stable }: Answered): boolean {
  return stable !== false;
}

/** Whether the rule still alerts with the item attached; null when the run fails. */
function alertsWith(
  schema: EqlSchema,
  rule: RunnableRule,
  entry: ExceptionCase,
  documents: readonly Source[],
  recorded: number,
): boolean | null {
  const events = documents.map((document, position): RecordedEvent => ({
    _id: String(position),
    _index: '',
    _source: document,
  }));
  const items = entry.refused === undefined ? [itemOf(entry.title, entry.item.entries, entry.item)] : [];
  const answer = answerOf({ query: rule.query }, events, schema, compiled(items, schema, recorded));
  return answer.error === undefined ? answer.matches.length > 0 : null;
}

function* exceptionCases({ path, rules, schema }: Folder): Generator<CaseOutcome> {
  const file = readJsonIfThere<{ verified?: { date?: string } }>(path, 'exceptions.json');
  if (!file) return;
  const recorded = Date.parse(file.verified?.date ?? RECORDED);
  for (const entry of listOf<ExceptionCase>(file, 'cases', 'exceptions.json')) {
    yield attempt(`${entry.title} on ${entry.rule}`, () => {
      const rule = rules.get(entry.rule);
      if (!rule) return { expected: `the rule ${entry.rule}`, actual: 'no such rule' };
      for (const { what, docs, alerts } of entry.documents) {
        const actual = alertsWith(schema, rule, entry, docs, recorded);
        if (actual !== alerts) return { expected: `${what}: ${alerts}`, actual: String(actual) };
      }
      return undefined;
    });
  }
}

export const replaySuite: Suite = {
  name: 'replay',
  folder:
    'expectations.json, tests/, benign.ndjson, cases.ndjson and, if there, exceptions.json, rules/*.json, schema.json',
  *run(path) {
    const folder = open(path);
    yield* liveCases(folder);
    yield* exceptionCases(folder);
  },
};
