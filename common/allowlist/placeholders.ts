/** `{{name}}` in templates: what must be filled in before an entry may be saved. */
import type { ItemEntry } from './types';
import { escapeWildcard } from './wildcard';

/** A condition of a template, without operator: templates only include. */
export type TemplateCondition =
  | { field: string; type: 'match'; value: string }
  | { field: string; type: 'match_any'; value: readonly string[] }
  | { field: string; type: 'wildcard'; value: string };

export type PlaceholderValues = Readonly<Record<string, string | readonly string[]>>;

const placeholder = /\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}/g;

function namesIn(text: string): string[] {
  return Array.from(text.matchAll(placeholder), (match) => match[1] as string);
}

function textsOf(entry: ItemEntry | TemplateCondition): readonly string[] {
  switch (entry.type) {
    case 'match':
    case 'wildcard':
      return [entry.value];
    case 'match_any':
      return entry.value;
    case 'nested':
      return entry.entries.flatMap(textsOf);
    default:
      return [];
  }
}

/** Names of the placeholders that are still in the conditions, each once. */
export function placeholdersIn(entries: ReadonlyArray<ItemEntry | TemplateCondition>): string[] {
  return [...new Set(entries.flatMap(textsOf).flatMap(namesIn))];
}

function given(values: PlaceholderValues, name: string): string[] {
  const value = Object.prototype.hasOwnProperty.call(values, name) ? values[name] : undefined;
  const list = value === undefined ? [] : typeof value === 'string' ? [value] : [...value];
  return list.filter((text) => text.trim() !== '');
}

/** Every text that the placeholders allow; a placeholder without a value stays as it is. */
function expand(text: string, values: PlaceholderValues, escape: (text: string) => string): string[] {
  const open = namesIn(text).find((name) => given(values, name).length > 0);
  if (open === undefined) return [text];
  return given(values, open).flatMap((value) => {
    const filled = text.replace(placeholder, (whole: string, name: string) => (name === open ? escape(value) : whole));
    // Values are literals: what looks like a placeholder inside one is not filled again.
    return namesIn(value).length > 0 ? [filled] : expand(filled, values, escape);
  });
}

/**
 * The conditions of a template with the given values. Lists go into `match_any`; inside a `wildcard` a value is taken
 * literally (backslashes and stars are escaped).
 * @throws Error when a list is given where one text is meant, since two conditions would be and-ed and never hold
 */
export function fillTemplate(conditions: readonly TemplateCondition[], values: PlaceholderValues): ItemEntry[] {
  return conditions.map((condition): ItemEntry => {
    const base = { field: condition.field, operator: 'included' as const };
    if (condition.type === 'match_any') {
      return {
        ...base,
        type: 'match_any',
        value: [...new Set(condition.value.flatMap((text) => expand(text, values, (value) => value)))],
      };
    }
    const filled = expand(condition.value, values, condition.type === 'wildcard' ? escapeWildcard : (value) => value);
    if (filled.length !== 1) {
      if (condition.type === 'match') return { ...base, type: 'match_any', value: filled };
      throw new Error(`${condition.field} takes one value, ${filled.length} were given`);
    }
    return { ...base, type: condition.type, value: filled[0] as string };
  });
}
