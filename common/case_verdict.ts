/**
 * The workbench's verdict on alerts, as it is attached to a case: what each rule asked for and what the events had, as
 * it was at that time. Written by the server, read by whoever opens the case; an older version may have written it.
 */
import type { ExplainNode } from './eql';

/** Type of the attachment, the same on both sides of Kibana. */
export const CASE_VERDICT_TYPE = 'detectionWorkbenchVerdict';

/** More is not read in a case; the alerts themselves are attached beside it. */
const MOST_CONDITIONS = 12;
const MOST_VALUES = 5;
const MOST_CHARACTERS = 300;

export interface VerdictCondition {
  /** The condition as the rule has it. */
  text: string;
  /** What the event had. */
  values: string[];
}

export interface AlertVerdict {
  alertId: string;
  /** Key of the rule, e.g. `NP-1`. */
  ruleKey: string;
  ruleName: string;
  techniqueId: string;
  /** ISO 8601. */
  at: string;
  host?: string;
  user?: string;
  /** The rule has been changed since it made the alert. */
  ruleChanged: boolean;
  /** One for each event: a sequence has several. */
  events: VerdictCondition[][];
}

export interface CaseVerdict {
  alerts: AlertVerdict[];
  /** Alerts that were attached at the same time and are not among `alerts`. */
  more: number;
}

const short = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;

/** The conditions that made a rule take an event, without those that did not matter. */
export function decidingConditions(root: ExplainNode): VerdictCondition[] {
  const conditions: VerdictCondition[] = [];
  const visit = (node: ExplainNode): void => {
    if (node.verdict !== true || conditions.length === MOST_CONDITIONS) return;
    if (node.label === 'and' || node.label === 'or') node.children.forEach(visit);
    else conditions.push({ text: short(node.text), values: (node.actual ?? []).slice(0, MOST_VALUES).map(shown) });
  };
  visit(root);
  return conditions;
}

const shown = (value: unknown): string => short(typeof value === 'string' ? value : JSON.stringify(value));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((member) => typeof member === 'string');

function isCondition(value: unknown): value is VerdictCondition {
  return isObject(value) && typeof value['text'] === 'string' && isTexts(value['values']);
}

function isAlertVerdict(value: unknown): value is AlertVerdict {
  if (!isObject(value)) return false;
  const { host, user, events, ruleChanged } = value;
  const texts = ['alertId', 'ruleKey', 'ruleName', 'techniqueId', 'at'].map((name) => value[name]);
  return (
    isTexts(texts) &&
    [host, user].every((text) => text === undefined || typeof text === 'string') &&
    typeof ruleChanged === 'boolean' &&
    Array.isArray(events) &&
    events.every((conditions) => Array.isArray(conditions) && conditions.every(isCondition))
  );
}

/** @param metadata of the attachment; undefined when it is not one of ours */
export function readCaseVerdict(metadata: unknown): CaseVerdict | undefined {
  if (!isObject(metadata)) return undefined;
  const { alerts, more } = metadata;
  if (!Array.isArray(alerts) || !alerts.every(isAlertVerdict) || typeof more !== 'number') return undefined;
  return { alerts, more };
}
