/** Checks knob values against their type and range, with a reason code for each refusal. */
import type { Knob, KnobValue, KnobValues, ListKnob, RuleTemplate } from '../packs/schema';
import { seconds, parseDuration } from './duration';
import { parseNetwork } from './network';
import { knobsOf, SEVERITIES } from './standard_knobs';
import type { KnobProblem, KnobProblemCode } from './types';

const PROCESS_NAME = /^[\w .()+-]{1,64}$/;
const FORBIDDEN_TEXT = /["'\\\u0000-\u001f\u007f]|\/\/|\/\*|\*\/|\$\{/;

type Report = (code: KnobProblemCode, message: string, value?: string) => void;

const isList = (knob: Knob): knob is ListKnob => Array.isArray(knob.default);

/** A name or text without its trailing `*`, where that is allowed. */
function stem(knob: Knob, text: string): string {
  return 'wildcards' in knob && knob.wildcards && text.endsWith('*') ? text.slice(0, -1) : text;
}

function checkText(knob: Knob, text: string, report: Report): void {
  const body = stem(knob, text);
  if (FORBIDDEN_TEXT.test(text)) {
    report('forbidden_character', 'quotation marks, backslashes, line breaks and comment marks are not allowed', text);
  } else if (body.length === 0 || body.length > 100 || body.trim() !== body || /[*?]/.test(body)) {
    report('bad_name', `expected 1 to 100 characters, no blanks at either end, ${wildcardRule(knob)}`, text);
  }
}

function wildcardRule(knob: Knob): string {
  return 'wildcards' in knob && knob.wildcards ? 'a * only at the end' : 'no * or ?';
}

function checkItem(knob: ListKnob, item: string | number, report: Report): void {
  const text = String(item);
  switch (knob.type) {
    case 'port_list':
      if (typeof item !== 'number') report('wrong_type', 'a port is a whole number', text);
      else if (!Number.isInteger(item) || item < 1 || item > 65_535)
        report('out_of_range', 'a port lies between 1 and 65535', text);
      return;
    case 'process_list':
      if (FORBIDDEN_TEXT.test(text))
        report('forbidden_character', 'a program name has no quotation marks, backslashes or line breaks', text);
      else if (!PROCESS_NAME.test(stem(knob, text))) {
        report(
          'bad_name',
          `a program name has letters, digits, blanks and . ( ) + - _ only, ${wildcardRule(knob)}`,
          text,
        );
      }
      return;
    case 'network_list': {
      const network = parseNetwork(text);
      const shortest = network && knob.shortest_prefix?.[network.family];
      if (!network) report('bad_network', 'expected a network such as 10.0.0.0/8 or fc00::/7', text);
      else if (shortest !== undefined && network.prefix < shortest && !knob.default.includes(text)) {
        report(
          'network_too_wide',
          `the shortest prefix allowed here is /${shortest}: a wider network would hide too much`,
          text,
        );
      }
      return;
    }
    case 'text_list':
      return checkText(knob, text, report);
    case 'choice_list':
      if (!knob.options.some((option) => option.value === text)) {
        report('not_an_option', `expected one of ${knob.options.map((option) => option.value).join(', ')}`, text);
      }
      return;
    case 'source_list':
      if (!knob.options.includes(text)) report('not_an_option', `expected one of ${knob.options.join(', ')}`, text);
  }
}

function checkList(knob: ListKnob, value: KnobValue, report: Report): void {
  if (!Array.isArray(value)) return report('wrong_type', 'expected a list');
  if (value.length === 0 && knob.min_items > 0) {
    report('empties_arm', 'an empty list would take a whole arm of the rule away: keep at least one value');
  } else if (value.length < knob.min_items) {
    report('too_few', `expected at least ${knob.min_items} values`);
  }
  if (value.length > knob.max_items) report('too_many', `expected at most ${knob.max_items} values`);
  const seen = new Set<string>();
  for (const item of value) {
    if (knob.type !== 'port_list' && typeof item !== 'string') report('wrong_type', 'expected text', String(item));
    else checkItem(knob, item, report);
    const key = knob.type === 'process_list' ? String(item).toLowerCase() : String(item);
    if (seen.has(key) && !(knob.default as readonly unknown[]).includes(item))
      report('duplicate_value', 'the value is in the list already', String(item));
    seen.add(key);
  }
}

function checkScalar(knob: Exclude<Knob, ListKnob>, value: KnobValue, report: Report): void {
  switch (knob.type) {
    case 'boolean':
      if (typeof value !== 'boolean') report('wrong_type', 'expected true or false');
      return;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) report('wrong_type', 'expected a whole number');
      else if (value < knob.min || value > knob.max)
        report('out_of_range', `expected ${knob.min} to ${knob.max}`, String(value));
      return;
    case 'duration': {
      if (knob.can_be_off && value === 'off') return;
      const length = typeof value === 'string' ? parseDuration(value) : undefined;
      if (length === undefined)
        report(
          'bad_duration',
          `expected a duration such as ${knob.min}${knob.can_be_off ? ', or off' : ''}`,
          String(value),
        );
      else if (length < seconds(knob.min) || length > seconds(knob.max))
        report('out_of_range', `expected ${knob.min} to ${knob.max}`, String(value));
      return;
    }
    case 'choice':
      if (!knob.options.some((option) => option.value === value)) {
        report(
          'not_an_option',
          `expected one of ${knob.options.map((option) => option.value).join(', ')}`,
          String(value),
        );
      }
      return;
    case 'severity':
      if (!SEVERITIES.some((name) => name === value))
        report('not_an_option', `expected one of ${SEVERITIES.join(', ')}`, String(value));
  }
}

function severityWarning(knob: Knob, value: KnobValue): KnobProblem[] {
  if (knob.type !== 'severity') return [];
  const from = SEVERITIES.indexOf(knob.default);
  const to = SEVERITIES.findIndex((name) => name === value);
  if (to < 0 || Math.abs(to - from) < 2) return [];
  return [
    {
      code: 'needs_reason',
      knob: knob.id,
      level: 'warning',
      message: `${String(value)} is more than one step from ${knob.default}: say why`,
    },
  ];
}

/** Problems of one value; empty when it may be used. */
export function checkKnob(knob: Knob, value: KnobValue): KnobProblem[] {
  const problems: KnobProblem[] = [];
  const report: Report = (code, message, item) =>
    problems.push({
      code,
      knob: knob.id,
      level: 'error',
      message: `${knob.label}: ${message}`,
      ...(item === undefined ? {} : { value: item }),
    });
  if (isList(knob)) checkList(knob, value, report);
  else checkScalar(knob, value, report);
  return [...problems, ...severityWarning(knob, value)];
}

/** Problems of a rule's knob values, unknown knobs included. Warnings do not keep the rule from being rendered. */
export function checkKnobs(rule: RuleTemplate, values: KnobValues): KnobProblem[] {
  const knobs = new Map(knobsOf(rule).map((knob) => [knob.id, knob]));
  return Object.entries(values).flatMap(([id, value]) => {
    const knob = knobs.get(id);
    return knob
      ? checkKnob(knob, value)
      : [
          {
            code: 'unknown_knob',
            knob: id,
            level: 'error',
            message: `${rule.id} has no knob ${id}`,
          } satisfies KnobProblem,
        ];
  });
}
