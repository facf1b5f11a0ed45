/** Values of `is` and `is one of`: do they fit the type, are they spelled like the data, will they come again? */
import { equalsTest } from '../conditions';
import { familyOf } from '../fields';
import { isDocumentationAddress } from '../ip';
import type { ExceptionItem, FieldInfo, MatchAnyEntry, MatchEntry, WildcardEntry } from '../types';
import { wildcardPattern } from '../wildcard';
import { neverMatches, replaced, type EntryFinding } from './finding';
import { fittingValue, likeSeen, withSingleBackslashes } from './repairs';
import type { HealthContext } from './types';

export type ValueEntry = MatchEntry | MatchAnyEntry;

/** Ports that the operating system hands out for one connection: Linux starts at 32768. */
const FIRST_EPHEMERAL_PORT = 32_768;

function valuesOf(entry: ValueEntry): readonly string[] {
  return entry.type === 'match' ? [entry.value] : entry.value;
}

function mapValues(
  entry: ValueEntry,
  change: (value: string) => readonly string[] | undefined,
): ValueEntry | undefined {
  const changed: string[] = [];
  for (const value of valuesOf(entry)) {
    const by = change(value);
    if (by === undefined) return undefined;
    changed.push(...by);
  }
  if (entry.type === 'match' && changed.length === 1) return { ...entry, value: changed[0] as string };
  return { type: 'match_any', field: entry.field, operator: entry.operator, value: [...new Set(changed)] };
}

export function typeFindings(
  item: ExceptionItem,
  at: number,
  entry: ValueEntry,
  field: string,
  info: FieldInfo,
  now: number,
): EntryFinding[] {
  const wrong = valuesOf(entry).filter((value) => equalsTest(info, value, now).problem !== undefined);
  if (wrong.length === 0) return [];
  const top = item.entries[at];
  const repaired =
    top === entry
      ? mapValues(entry, (value) => (wrong.includes(value) ? fittingValue(info, value, now) : [value]))
      : undefined;
  return [
    {
      code: 'value_does_not_fit_type',
      severity: 'refuse',
      effect: 'rule_fails',
      sentence: 'Every run of the rule fails, so it raises no alert at all.',
      evidence: `${field} is of type ${info.type}; "${wrong[0]}" is none`,
      entry: at,
      ...replaced(item, at, 'Correct the value', repaired),
    },
  ];
}

/** Fields whose values hold `*` and `?` in real life. */
const freeText = /(command_line|args|url|query|script_block_text|message)/;

export function spellingFindings(
  item: ExceptionItem,
  at: number,
  entry: ValueEntry,
  info: FieldInfo | undefined,
): EntryFinding[] {
  const family = info === undefined ? 'keyword' : familyOf(info.type);
  if (family !== 'keyword' && family !== 'text') return [];
  const findings: EntryFinding[] = [];
  const stars = valuesOf(entry).filter((value) => value.includes('*'));
  if (stars.length > 0) {
    const severity = freeText.test(entry.field) ? 'warn' : 'refuse';
    const pattern =
      entry.type === 'match'
        ? ({ ...entry, type: 'wildcard', value: entry.value.split('\\').join('\\\\') } as const)
        : undefined;
    findings.push({
      ...neverMatches(
        'wildcard_in_match',
        at,
        `"${stars[0]}" is taken literally by "is"; only "matches" knows * and ?`,
      ),
      severity,
      ...replaced(item, at, 'Use "matches" instead', pattern),
    });
  }
  const doubled = valuesOf(entry).filter((value) => withSingleBackslashes(value) !== value);
  if (doubled.length > 0) {
    findings.push({
      ...neverMatches(
        'doubled_backslash',
        at,
        `"${doubled[0]}" is compared as it is; only "matches" needs doubled backslashes`,
      ),
      severity: 'warn',
      ...replaced(
        item,
        at,
        'Use single backslashes',
        mapValues(entry, (value) => [withSingleBackslashes(value)]),
      ),
    });
  }
  return findings;
}

/** The data has the value in another spelling, and in no spelling that matches. */
export function caseFindings(
  item: ExceptionItem,
  at: number,
  entry: ValueEntry | WildcardEntry,
  info: FieldInfo | undefined,
  context: HealthContext,
): EntryFinding[] {
  if (info?.lowercase === true || entry.operator === 'excluded') return [];
  if (info !== undefined && familyOf(info.type) !== 'keyword') return [];
  const seen = context.seen?.(entry.field);
  if (seen === undefined || seen.length === 0) return [];
  // Some values prove nothing about a rare spelling, so they only warn.
  const isProven = context.seenIsComplete?.(entry.field) === true;
  if (entry.type === 'wildcard') {
    const exact = wildcardPattern(entry.value);
    const folded = wildcardPattern(entry.value.toLowerCase());
    const other = seen.find((value) => folded.matches(value.toLowerCase()));
    if (other === undefined || seen.some((value) => exact.matches(value))) return [];
    return [
      {
        ...neverMatches('wrong_case', at, `the data has "${other}"; case counts`),
        severity: isProven ? 'refuse' : 'warn',
        ...replaced(item, at, 'Use the spelling of the data', likeSeen(entry, other)),
      },
    ];
  }
  const spelling = new Map(seen.map((value) => [value.toLowerCase(), value]));
  const exact = new Set(seen);
  const wrong = valuesOf(entry).filter((value) => !exact.has(value) && spelling.has(value.toLowerCase()));
  if (wrong.length === 0) return [];
  const first = wrong[0] as string;
  const all = wrong.length === valuesOf(entry).length;
  return [
    {
      ...neverMatches(
        'wrong_case',
        at,
        `"${first}" is "${spelling.get(first.toLowerCase())}" in the data; case counts`,
      ),
      severity: isProven && all ? 'refuse' : 'warn',
      ...replaced(
        item,
        at,
        'Use the spelling of the data',
        mapValues(entry, (value) => [wrong.includes(value) ? (spelling.get(value.toLowerCase()) as string) : value]),
      ),
    },
  ];
}

export function habitFindings(at: number, entry: ValueEntry, context: HealthContext): EntryFinding[] {
  if (entry.operator === 'excluded') return [];
  const findings: EntryFinding[] = [];
  const values = valuesOf(entry);
  const ephemeral = values.find((value) => Number(value) >= FIRST_EPHEMERAL_PORT);
  if (entry.field === 'source.port' && ephemeral !== undefined) {
    findings.push({
      ...neverMatches('ephemeral_port', at, `source.port ${ephemeral} is handed out anew for every connection`),
      severity: 'warn',
      sentence: 'The item will hardly ever match again: the port belonged to one connection.',
    });
  }
  const documentation = values.filter(isDocumentationAddress);
  if (context.demoData !== true && documentation.length === values.length && values.length > 0) {
    findings.push({
      ...neverMatches('documentation_address', at, `${documentation[0]} is reserved for documentation`),
      severity: 'warn',
      sentence: 'The item will not match real traffic: no host has such an address.',
    });
  }
  return findings;
}
