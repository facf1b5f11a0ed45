/** What may be typed next in the filter bar: a field, an operator, a value, or a word that joins conditions. */
import type { TextRange } from './ast';
import type { KqlField, KqlView } from './fields';

export type KqlSuggestion =
  | { kind: 'field'; text: string; replaces: TextRange; field: KqlField }
  | { kind: 'operator'; text: string; replaces: TextRange; label: KqlOperator }
  /** Ask the stack for values of `field` that start with `prefix`. */
  | { kind: 'value'; field: string; prefix: string; replaces: TextRange; quoted: boolean }
  | { kind: 'conjunction'; text: string; replaces: TextRange };

export type KqlOperator = 'equals' | 'exists' | 'less' | 'less_or_equal' | 'greater' | 'greater_or_equal';

/** More would not be read. */
const MAX_FIELDS = 20;
/** What stands further before the cursor decides nothing, and reading it at each keystroke would be slow. */
const MAX_LOOK_BACK = 2_000;
const RANGE_TYPES = new Set(['number', 'date', 'ip']);
/** `field:`, `field <=` ... right before the cursor, with what is typed of the value. */
const BEFORE_VALUE = /([\w.@*-]+)\s*(:|<=|>=|<|>)\s*(?:\((?:[^()]*?\s(?:or|and)\s+)?)?(?:not\s+)?("?)([^"():<>]*)$/i;
/** A closed quotation or group: only a word that joins can follow. */
const FINISHED_GROUP = /[")}]\s+$/;
const FINISHED_VALUE = /(?:"|[^\s(:<>"])\s+$/;
const WORD = /[\w.@*-]*$/;

const operators = (field: KqlField): Array<{ text: string; label: KqlOperator }> => [
  { text: ': ', label: 'equals' },
  { text: ': *', label: 'exists' },
  ...(RANGE_TYPES.has(field.type)
    ? ([
        { text: ' < ', label: 'less' },
        { text: ' <= ', label: 'less_or_equal' },
        { text: ' > ', label: 'greater' },
        { text: ' >= ', label: 'greater_or_equal' },
      ] as const)
    : []),
];

/** Names that start with the text first, then names that contain it; both in the order of the view. */
const rankFields = (fields: readonly KqlField[], typed: string): KqlField[] => {
  const needle = typed.toLowerCase();
  const starting = fields.filter(({ name }) => name.toLowerCase().startsWith(needle));
  const containing = fields.filter(
    ({ name }) => !name.toLowerCase().startsWith(needle) && name.toLowerCase().includes(needle),
  );
  return [...starting, ...containing].slice(0, MAX_FIELDS);
};

const conjunctions = (replaces: TextRange): KqlSuggestion[] =>
  ['and ', 'or '].map((text) => ({ kind: 'conjunction', text, replaces }));

/** @param cursor offset in the text */
export const suggest = (query: string, cursor: number, view: KqlView): KqlSuggestion[] => {
  const before = query.slice(Math.max(0, cursor - MAX_LOOK_BACK), cursor);
  const value = BEFORE_VALUE.exec(before);
  if (value !== null && !FINISHED_VALUE.test(before.slice(before.length - (value[4] ?? '').length))) {
    const prefix = value[4] ?? '';
    const quoted = value[3] === '"';
    const start = cursor - prefix.length - (quoted ? 1 : 0);
    return [{ kind: 'value', field: value[1] as string, prefix, replaces: { start, end: cursor }, quoted }];
  }
  if (FINISHED_GROUP.test(before)) return conjunctions({ start: cursor, end: cursor });
  const typed = WORD.exec(before)?.[0] ?? '';
  const replaces = { start: cursor - typed.length, end: cursor };
  const exact = view.fields.find(({ name }) => name === typed);
  const suggestions: KqlSuggestion[] = [];
  if (exact !== undefined) {
    const here = { start: cursor, end: cursor };
    suggestions.push(
      ...operators(exact).map(({ text, label }): KqlSuggestion => ({ kind: 'operator', text, label, replaces: here })),
    );
  }
  if (value !== null && typed === '') {
    return [...suggestions, ...conjunctions(replaces)];
  }
  suggestions.push(
    ...rankFields(view.fields, typed)
      .filter((field) => field !== exact)
      .map((field): KqlSuggestion => ({ kind: 'field', text: field.name, replaces, field })),
  );
  return suggestions;
};
