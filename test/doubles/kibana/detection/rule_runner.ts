/**
 * Runs EQL and KQL rules once, as Kibana's detection engine does (security-api 1.13): finds, alerts, and writes down how
 * it went. Rules of other kinds, and suppression, are not run.
 */
import { alertBackingIndex, alertIndex, putAlert } from '../alerts/alert_index';
import type { RuleRecord } from '../rules/rule_table';
import type { KibanaState } from '../state';
import { alertsOf, type NewAlert } from './alert_documents';
import { applicableItems } from './rule_exceptions';
import { findMatches, RunFailure } from './rule_search';

export interface RunContext {
  state: KibanaState;
  space: string;
  version: string;
}

/** One run of one rule. */
export interface Run extends RunContext {
  rule: RuleRecord;
  executionId: string;
}

type Outcome = { status: 'succeeded' | 'partial failure' | 'failed'; message: string };

const STATUS_ORDER = { succeeded: 0, 'partial failure': 20, failed: 30 } as const;
const LIMIT_REACHED = 'This rule reached the maximum alert limit for the rule execution. Some alerts were not created.';

export function runEnabledRules(context: RunContext): void {
  for (const rule of context.state.rules.all(context.space)) if (rule.enabled) runRule(rule, context);
}

export function runRule(rule: RuleRecord, context: RunContext): void {
  const { state, space } = context;
  const at = state.now();
  const outcome = tryRun(rule, context, at);
  const last_execution = {
    date: new Date(at).toISOString(),
    status: outcome.status,
    status_order: STATUS_ORDER[outcome.status],
    message: outcome.message,
    metrics: {},
  };
  state.rules.put(space, { ...rule, execution_summary: { last_execution } });
}

function tryRun(rule: RuleRecord, context: RunContext, at: number): Outcome {
  try {
    return run(rule, context, at);
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    return { status: 'failed', message: error.message };
  }
}

function run(rule: RuleRecord, context: RunContext, at: number): Outcome {
  const { state, space } = context;
  const { elasticsearch } = state;
  const index = indexOf(rule, context);
  const names = elasticsearch.store.resolve(index.join());
  if (names.length === 0) return { status: 'partial failure', message: noIndex(index) };
  const exceptions = applicableItems(rule, names, context, at);
  const matches = findMatches(rule, names, exceptions.clause, elasticsearch, at);
  const own: Run = { ...context, rule, executionId: state.newId() };
  const created = matches.flatMap((events) => alertsOf(events, own)).filter(isNew(context));
  const end = new Date(state.now()).toISOString();
  for (const { id, source } of created) {
    putAlert(elasticsearch, space, id, { ...source, 'kibana.alert.start': end, 'kibana.alert.last_detected': end });
  }
  const most = Number(rule['max_signals'] ?? 100);
  const warnings = [
    ...(exceptions.ignored.length > 0
      ? [`The following exceptions won't be applied to rule execution: ${exceptions.ignored.join(', ')}`]
      : []),
    ...(matches.length >= most ? [LIMIT_REACHED] : []),
  ];
  if (warnings.length > 0) return { status: 'partial failure', message: warnings.join('; ') };
  return { status: 'succeeded', message: 'Rule execution completed successfully' };
}

function indexOf(rule: RuleRecord, { state, space }: RunContext): string[] {
  const view = rule['data_view_id'];
  if (view === undefined) return (rule['index'] ?? []) as string[];
  const found = state.savedObjects.get(space, 'index-pattern', String(view));
  if (found) return String(found.attributes['title']).split(',');
  throw new RunFailure(`Data View not found Error: Saved object [index-pattern/${String(view)}] not found`);
}

/** The same events never alert twice: the id of an alert is made of them. */
function isNew({ state, space }: RunContext): (alert: NewAlert) => boolean {
  const { store } = state.elasticsearch;
  return ({ id }) =>
    store.get(alertBackingIndex(space), id) === undefined && store.get(alertIndex(space), id) === undefined;
}

function noIndex(index: readonly string[]): string {
  return (
    'This rule is attempting to query data from Elasticsearch indices listed in the "Index patterns" section of the ' +
    `rule definition, however no index matching: ${JSON.stringify(index)} was found. This warning will continue to ` +
    'appear until a matching index is created or this rule is disabled.'
  );
}
