/** Allowlist templates filled with their examples, as exception items of the rules they cover. */
import { fillTemplate, type CompiledItems, type ExceptionItem } from '../../common/allowlist';
import type { AllowlistTemplate, Pack, TemplateEntry } from '../../common/packs';
import { compiled, itemOf } from './answers';
import { FIELD_TYPES } from './fields';

export interface TemplateItem {
  /** Id of the template or of the careless example. */
  template: string;
  rules: readonly string[];
  item: ExceptionItem;
}

const NOW = Date.parse('2026-11-25T00:00:00.000Z');

function fromEntries(
  template: string,
  rules: readonly string[],
  entries: readonly TemplateEntry[],
  values = {},
): TemplateItem {
  return { template, rules, item: itemOf(template, fillTemplate(entries, values)) };
}

function filled(template: AllowlistTemplate): TemplateItem {
  const values = Object.fromEntries(template.placeholders.map(({ name, example }) => [name, example]));
  return fromEntries(template.id, template.rules, template.entries, values);
}

/** Every template of the packs, filled with its examples. */
export function exampleItems(packs: readonly Pack[]): TemplateItem[] {
  return packs.flatMap((pack) => pack.allowlist.map(filled));
}

/** Every careless example of the packs. */
export function carelessItems(packs: readonly Pack[]): TemplateItem[] {
  return packs.flatMap((pack) =>
    pack.careless.map((example) => fromEntries(example.id, example.rules, example.entries)),
  );
}

/** The items attached to one rule, compiled; `undefined` when there are none. */
export function itemsFor(rule: string, items: readonly TemplateItem[]): CompiledItems | undefined {
  const attached = items.filter((entry) => entry.rules.includes(rule)).map((entry) => entry.item);
  return attached.length > 0 ? compiled(attached, FIELD_TYPES, NOW) : undefined;
}
