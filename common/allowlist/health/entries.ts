/** What is wrong with single conditions. Facts: security-api 1.13, 2.4; content.md 4. */
import { wildcardTest } from '../conditions';
import { describeEntry } from '../describe';
import { allowsWildcard, knowledgeOf, nestedParent } from '../fields';
import { placeholdersIn } from '../placeholders';
import type { ExceptionItem, FieldInfo, ItemEntry, ListEntry, NestedEntry, WildcardEntry } from '../types';
import { listUse, MAX_DASH_RANGES } from '../value_lists';
import { hasUnescapedBackslash } from '../wildcard';
import { neverMatches, replaced, type EntryFinding } from './finding';
import { nestedAsPlain, plainAsNested, withDoubledBackslashes } from './repairs';
import type { HealthContext } from './types';
import { caseFindings, habitFindings, spellingFindings, typeFindings } from './values';

/** Fields that hold paths, where a backslash before a star is a separator. */
const pathField = /(executable|path|directory)$/;

function wildcardFindings(
  item: ExceptionItem,
  at: number,
  entry: WildcardEntry,
  info: FieldInfo | undefined,
  context: HealthContext,
): EntryFinding[] {
  if (info !== undefined && wildcardTest(info, entry.field, entry.value).problem !== undefined) {
    const address = entry.value.match(/^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\*$/);
    const network =
      info.type === 'ip' && address !== null ? `${address[1]}.${address[2]}.${address[3]}.0/24` : undefined;
    const by: ItemEntry | undefined =
      network === undefined
        ? undefined
        : { type: 'match', field: entry.field, operator: entry.operator, value: network };
    return [
      {
        code: 'wildcard_on_wrong_type',
        severity: 'refuse',
        effect: 'rule_fails',
        sentence: 'Every run of the rule fails, so it raises no alert at all.',
        evidence: `${entry.field} is of type ${info.type}; "matches" works on text only`,
        entry: at,
        ...replaced(item, at, 'Use the network instead', by),
      },
    ];
  }
  if (hasUnescapedBackslash(entry.value, pathField.test(entry.field))) {
    return [
      {
        ...neverMatches(
          'unescaped_backslash',
          at,
          `in "${entry.value}" each backslash takes the next character; a literal one must be doubled`,
        ),
        ...replaced(item, at, 'Double the backslashes', { ...entry, value: withDoubledBackslashes(entry.value) }),
      },
    ];
  }
  return info === undefined || allowsWildcard(info.type) ? caseFindings(item, at, entry, info, context) : [];
}

function nestedFindings(item: ExceptionItem, at: number, entry: NestedEntry, context: HealthContext): EntryFinding[] {
  const known = knowledgeOf(context.schema, entry.field);
  if (known.state === 'unknown' || (known.state === 'mapped' && known.info.type === 'nested')) {
    return entry.entries.flatMap((inner) => {
      const field = `${entry.field}.${inner.field}`;
      const info = knowledgeOf(context.schema, field);
      return inner.type === 'exists' || info.state !== 'mapped'
        ? []
        : typeFindings(item, at, inner, field, info.info, context.now);
    });
  }
  return [
    {
      code: 'nested_on_plain_field',
      severity: 'refuse',
      effect: 'rule_fails',
      sentence: 'Every run of the rule fails, so it raises no alert at all.',
      evidence: `${entry.field} is not mapped as nested`,
      entry: at,
      ...replaced(item, at, 'Use plain conditions', nestedAsPlain(entry)),
    },
  ];
}

function listFindings(itemId: string, at: number, entry: ListEntry, context: HealthContext): EntryFinding[] {
  const list = context.valueLists?.get(entry.list.id);
  const use = listUse(list, entry, context);
  const everything = {
    severity: 'refuse',
    effect: 'hides_everything',
    sentence: 'The rule finds nothing at all: the filter that Kibana makes of it holds for every event.',
    entry: at,
  } as const;
  if (use.use === 'always') return [{ code: 'empty_ip_range_list', evidence: use.reason, ...everything }];
  if (use.use === 'dropped') {
    const alone = (context.others ?? []).every((other) => other.item_id === itemId);
    const evidence = `${use.reason} (limit ${MAX_DASH_RANGES})`;
    return alone
      ? [{ code: 'too_many_dash_ranges', evidence, ...everything }]
      : [
          {
            ...neverMatches('too_many_dash_ranges', at, evidence),
            sentence: 'Kibana leaves the item out; as the only item it would hide everything.',
          },
        ];
  }
  if (use.use !== 'ignored') return [];
  const code = list === undefined ? 'value_list_missing' : 'value_list_not_applied';
  return [
    {
      ...neverMatches(code, at, use.reason),
      sentence: 'Kibana leaves the item out of every run, so it hides nothing.',
    },
  ];
}

function mappingFindings(
  item: ExceptionItem,
  at: number,
  entry: Exclude<ItemEntry, NestedEntry>,
  context: HealthContext,
): EntryFinding[] {
  const nested = nestedParent(context.schema, entry.field);
  if (nested !== undefined && entry.operator === 'included') {
    return [
      {
        ...neverMatches(
          'field_inside_nested',
          at,
          `${entry.field} lies in nested objects of ${nested}, which only a nested condition sees`,
        ),
        ...replaced(item, at, 'Make it a nested condition', plainAsNested(entry, nested)),
      },
    ];
  }
  const unmapped =
    knowledgeOf(context.schema, entry.field).state === 'unmapped' &&
    context.schema?.hasFieldsBelow?.(entry.field) !== true;
  if (!unmapped && nested === undefined) return [];
  if (entry.operator === 'included')
    return [neverMatches('field_not_mapped', at, `no index of the rule maps ${entry.field}`)];
  const alone = item.entries.every(
    (one) =>
      one.type !== 'nested' &&
      one.operator === 'excluded' &&
      (one === entry || knowledgeOf(context.schema, one.field).state === 'unmapped'),
  );
  return [
    {
      code: 'excluded_on_unmapped_field',
      severity: alone ? 'refuse' : 'warn',
      effect: alone ? 'hides_everything' : 'hides_more',
      sentence: alone
        ? 'The item hides every event: what is nowhere is also not equal.'
        : 'The condition holds for every event, so it narrows nothing.',
      evidence: `no index of the rule maps ${entry.field}; "${describeEntry(entry)}" is always true`,
      entry: at,
      ...(item.entries.length > 1 ? replaced(item, at, 'Remove the condition', []) : {}),
    },
  ];
}

function plainFindings(
  item: ExceptionItem,
  at: number,
  entry: Exclude<ItemEntry, NestedEntry>,
  context: HealthContext,
): EntryFinding[] {
  const mapping = mappingFindings(item, at, entry, context);
  if (mapping.length > 0) return mapping;
  const known = knowledgeOf(context.schema, entry.field);
  const info = known.state === 'mapped' ? known.info : undefined;
  switch (entry.type) {
    case 'exists':
      return [];
    case 'list':
      return listFindings(item.item_id, at, entry, context);
    case 'wildcard':
      return wildcardFindings(item, at, entry, info, context);
    default: {
      const types = info === undefined ? [] : typeFindings(item, at, entry, entry.field, info, context.now);
      if (types.length > 0) return types;
      return [
        ...spellingFindings(item, at, entry, info),
        ...caseFindings(item, at, entry, info, context),
        ...habitFindings(at, entry, context),
      ];
    }
  }
}

function texts(entry: ItemEntry): readonly string[] {
  if (entry.type === 'match' || entry.type === 'wildcard') return [entry.value];
  if (entry.type === 'match_any') return entry.value;
  return entry.type === 'nested' ? entry.entries.flatMap(texts) : [];
}

/** Findings of one condition. What cannot be saved at all is said alone. */
export function entryFindings(item: ExceptionItem, at: number, context: HealthContext): EntryFinding[] {
  const entry = item.entries[at] as ItemEntry;
  const notSaved = { severity: 'refuse', effect: 'not_saved', entry: at } as const;
  const open = placeholdersIn([entry]);
  if (open.length > 0) {
    return [
      {
        code: 'placeholder_not_filled',
        sentence: 'A placeholder of the template is not filled in.',
        evidence: open.map((name) => `{{${name}}}`).join(', '),
        ...notSaved,
      },
    ];
  }
  const noValues =
    (entry.type === 'match_any' && entry.value.length === 0) || (entry.type === 'nested' && entry.entries.length === 0);
  if (noValues || texts(entry).some((value) => value.trim() === '')) {
    return [
      {
        code: 'empty_value',
        sentence: 'Kibana refuses a condition without a value.',
        evidence: describeEntry(entry),
        ...notSaved,
      },
    ];
  }
  return entry.type === 'nested' ? nestedFindings(item, at, entry, context) : plainFindings(item, at, entry, context);
}
