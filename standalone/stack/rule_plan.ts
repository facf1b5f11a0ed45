/** What one run of a rule has to do: which events to read, and how to ask them. */
import type { ExceptionItem } from '../../common/allowlist';
import { parseDuration } from '../../common/rules';
import type { InstalledRule } from '../../server/stack/rules';
import { StackError } from '../../server/stack/stack';
import type { Database } from './database';
import type { EventTable } from './event_table';
import { EmbeddedExceptionStore, listsOf } from './exception_store';
import { startExecution, type Execution } from './rule_execution';
import { compileExceptions, compileRule, type RuleMatcher } from './rule_matcher';
import { fingerprint, toRule, type RuleRow } from './rule_store';

/** Elastic's defaults. */
const DEFAULT_MAX_SIGNALS = 100;
const DEFAULT_INTERVAL_MS = 300_000;
const DEFAULT_LOOK_BACK_MS = 360_000;

export interface RulePlan {
  row: RuleRow;
  rule: InstalledRule;
  intervalMs: number;
  fingerprint: string;
  /** Everything that has arrived when the run starts. */
  toSeq: number;
  /** Events to look at: those that arrived from here on ... */
  fromSeq: number;
  /** ... and happened from here on (milliseconds). */
  fromTime: number;
  /** Numbers of the kinds of events to open. */
  kinds: ReadonlySet<number>;
  /** Equal for two runs that would look at the same events in the same way. */
  sameAs: string;
  /** Makes what the events are fed to. */
  start(): Execution;
  /** Things to be told with the outcome although the run goes on. */
  warnings: string[];
}

export interface PlanContext {
  database: Database;
  table: EventTable;
  now: number;
}

/**
 * Plans the run of a rule. The first run, and the first after the query changed, looks at everything that is stored:
 * outside Elastic there is no other way to judge a rule on events that were imported before. Every other run looks at
 * what arrived within the look-back, counted from the last run if that was longer ago.
 * @throws StackError `rejected` with the stack's words when the rule cannot run
 */
export async function planRun(row: RuleRow, context: PlanContext): Promise<RulePlan> {
  const { database, table, now } = context;
  const rule = toRule(row);
  const mapping = table.mapping();
  const matcher = compileRule(querySource(rule), mapping, now);
  const store = new EmbeddedExceptionStore(database, '', () => now);
  const items: ExceptionItem[] = await store.items(rule.exceptions_list.map(({ list_id }) => list_id));
  const valueLists = await listsOf(items, store);
  const exceptions = compileExceptions(items, valueLists, mapping, rule.type === 'eql' ? 'eql' : 'kuery', now);
  const maxSignals = rule.max_signals ?? DEFAULT_MAX_SIGNALS;
  const print = fingerprint(rule);
  const toSeq = table.endSeq();
  const ignored = exceptions.items.filter(({ state }) => state === 'ignored').map(({ item }) => item.name);
  return {
    row,
    rule,
    intervalMs: durationMs(rule.interval) ?? DEFAULT_INTERVAL_MS,
    fingerprint: print,
    toSeq,
    ...windowOf(row, rule, context),
    kinds: kindsOf(table, matcher),
    sameAs: JSON.stringify([print, toSeq, maxSignals, exceptions.items.map(({ state }) => state), items, valueLists]),
    start: () => startExecution(matcher, exceptions, { size: maxSignals, end: 'newest' }),
    warnings: [
      ...(table.kindsFor(matcher.index).length === 0 ? [noIndexMessage(matcher.index)] : []),
      ...(ignored.length > 0
        ? [`The following exceptions won't be applied to rule execution: ${ignored.join(', ')}`]
        : []),
    ],
  };
}

function windowOf(
  row: RuleRow,
  rule: InstalledRule,
  { table, now }: PlanContext,
): { fromSeq: number; fromTime: number } {
  const everything = { fromSeq: 0, fromTime: -Infinity };
  if (row.examined_to_seq === null || row.examined_fingerprint !== fingerprint(rule)) return everything;
  const lastRun = row.last_run_at === null ? now : Math.min(now, Date.parse(row.last_run_at));
  const since = lastRun - (lookBackMs(rule.from) ?? DEFAULT_LOOK_BACK_MS);
  // Without the override the range is one of event times, with it one of arrival.
  if (rule.timestamp_override === undefined) return { fromSeq: 0, fromTime: since };
  return { fromSeq: Math.min(table.firstSeqSince(since), row.examined_to_seq), fromTime: -Infinity };
}

function querySource(rule: InstalledRule): Parameters<typeof compileRule>[0] {
  if (rule.type !== 'eql' && rule.type !== 'query') {
    throw new StackError('rejected', `Rules of type ${rule.type} do not run outside Elastic.`);
  }
  if (rule.type === 'query' && rule.language !== 'kuery') {
    throw new StackError('rejected', `Queries in ${rule.language ?? 'this language'} do not run outside Elastic.`);
  }
  return {
    index: rule.index ?? [],
    language: rule.type === 'eql' ? 'eql' : 'kuery',
    query: rule.query ?? '',
    filters: rule.filters ?? [],
    ...(rule.timestamp_field === undefined ? {} : { timestampField: rule.timestamp_field }),
    ...(rule.event_category_override === undefined ? {} : { eventCategoryField: rule.event_category_override }),
    ...(rule.tiebreaker_field === undefined ? {} : { tiebreakerField: rule.tiebreaker_field }),
  };
}

function kindsOf(table: EventTable, matcher: RuleMatcher): ReadonlySet<number> {
  return new Set(table.kindsFor(matcher.index, matcher.categories).map(({ id }) => id));
}

function noIndexMessage(index: readonly string[]): string {
  return (
    'This rule is attempting to query data from Elasticsearch indices listed in the "Index patterns" section of the ' +
    `rule definition, however no index matching: ${JSON.stringify(index)} was found. This warning will continue to ` +
    'appear until a matching index is created or this rule is disabled.'
  );
}

function durationMs(text: string): number | undefined {
  const seconds = parseDuration(text);
  return seconds === undefined ? undefined : seconds * 1_000;
}

/** `now-9m` in milliseconds. */
function lookBackMs(from: string): number | undefined {
  return from.startsWith('now-') ? durationMs(from.slice('now-'.length)) : undefined;
}
