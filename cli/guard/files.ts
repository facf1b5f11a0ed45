/** Exported rules and exceptions, as Kibana writes them: NDJSON whose lines are rules, lists, items and a summary. Pure. */
import * as z from 'zod';
import type { ExceptionItem, ListLink } from '../../common/allowlist';
import type { GuardRule } from '../../common/expectations';
import { readExceptionLine } from '../../server/services/health/exception_file';

export interface InputFile {
  /** As it was given on the command line. */
  name: string;
  text: string;
}

export interface Place {
  file: string;
  /** From 1. */
  line: number;
}

export interface FileRule {
  rule: GuardRule;
  links: readonly ListLink[];
  place: Place;
}

export interface Unreadable {
  place: Place;
  reason: string;
}

export interface Detections {
  /** By `rule_id`; a rule that stands in several lines is what the last one says. */
  rules: ReadonlyMap<string, FileRule>;
  lists: readonly ListLink[];
  items: readonly ExceptionItem[];
  /** By `item_id`. */
  itemPlaces: ReadonlyMap<string, Place>;
  unreadable: readonly Unreadable[];
}

const text = z.string().optional();

/** Only what decides what a rule matches; an export has many more fields. */
const ruleLine = z.object({
  rule_id: z.string().min(1),
  name: z.string(),
  type: z.string(),
  language: text,
  query: text,
  index: z.array(z.string()).optional(),
  filters: z.array(z.unknown()).optional(),
  building_block_type: text,
  timestamp_field: text,
  timestamp_override: text,
  event_category_override: text,
  tiebreaker_field: text,
  exceptions_list: z
    .array(z.object({ list_id: z.string(), namespace_type: z.enum(['single', 'agnostic']) }))
    .default([]),
});

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isRule = (value: unknown): boolean => typeof value === 'object' && value !== null && 'rule_id' in value;

/** An export of rules may bring the exceptions they use, so each kind of line may stand in each file. */
export function readDetections(files: readonly InputFile[]): Detections {
  const rules = new Map<string, FileRule>();
  const lists: ListLink[] = [];
  const items = new Map<string, ExceptionItem>();
  const itemPlaces = new Map<string, Place>();
  const unreadable: Unreadable[] = [];
  const readLine = (line: string, place: Place): void => {
    const value = parsed(line);
    if (isRule(value)) {
      const rule = ruleLine.safeParse(value);
      if (rule.success) rules.set(rule.data.rule_id, fileRule(rule.data, place));
      else unreadable.push({ place, reason: firstProblem(rule.error) });
      return;
    }
    const read = readExceptionLine(line, place.line);
    if (read?.kind === 'list') lists.push({ list_id: read.id, namespace_type: read.namespace });
    if (read?.kind === 'unreadable') unreadable.push({ place, reason: read.reason });
    if (read?.kind !== 'item') return;
    items.set(read.id, read.item);
    itemPlaces.set(read.id, place);
  };
  for (const file of files) {
    file.text.split('\n').forEach((line, at) => {
      if (line.trim() !== '') readLine(line.trim(), { file: file.name, line: at + 1 });
    });
  }
  return { rules, lists, items: [...items.values()], itemPlaces, unreadable };
}

function fileRule({ rule_id, exceptions_list, ...rest }: z.infer<typeof ruleLine>, place: Place): FileRule {
  return { rule: { ...rest, id: rule_id }, links: exceptions_list, place };
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'The line is not understood' : `${issue.path.join('.')}: ${issue.message}`;
}
