/** Everything that can be wrong with one item on one rule. */
import { EqlError } from '../../eql';
import { isExpired } from '../compile';
import { isDisabled } from '../convert';
import { describeEntries, describeEntry } from '../describe';
import type { ExceptionItem, ItemEntry } from '../types';
import { contradictionOf } from './contradiction';
import { entryFindings } from './entries';
import type { EntryFinding } from './finding';
import { neighboursOf } from './neighbours';
import { isSequence, stagesOf, type Stage } from './stages';
import type { HealthContext, HealthFinding } from './types';

function shapeFindings(item: ExceptionItem): EntryFinding[] {
  const notSaved = { severity: 'refuse', effect: 'not_saved' } as const;
  if (item.entries.length === 0) {
    return [
      {
        code: 'no_conditions',
        sentence: 'Kibana refuses an item without conditions.',
        evidence: 'no conditions',
        ...notSaved,
      },
    ];
  }
  const lists = item.entries.filter((entry) => entry.type === 'list').length;
  if (lists > 0 && lists < item.entries.length) {
    return [
      {
        code: 'list_with_other_entries',
        sentence: 'Kibana refuses a value list beside other conditions; use "is one of" with the values instead.',
        evidence: describeEntries(item.entries),
        ...notSaved,
      },
    ];
  }
  return [];
}

function isExcluded(entry: ItemEntry): boolean {
  return entry.type !== 'nested' && entry.operator === 'excluded';
}

/** Items that only say what something is not. Unmapped fields have a finding of their own. */
function exclusionFindings(item: ExceptionItem, context: HealthContext): EntryFinding[] {
  if (!item.entries.every(isExcluded)) return [];
  const mapped = item.entries.filter(
    (entry) => context.schema?.complete !== true || context.schema.field(entry.field) !== undefined,
  );
  if (mapped.length === 0) return [];
  const absent = mapped.every((entry) => context.seen?.(entry.field)?.length === 0);
  return [
    {
      code: 'excluded_on_missing_field',
      severity: absent ? 'refuse' : 'warn',
      effect: absent ? 'hides_everything' : 'hides_more',
      sentence: absent
        ? 'The item hides every event: none has the field, and what is missing is also not equal.'
        : 'The item hides everything but what it names, also every event without the field.',
      evidence: describeEntries(mapped),
    },
  ];
}

function contradiction(item: ExceptionItem, context: HealthContext): EntryFinding[] {
  const [at, other] = contradictionOf(item.entries, context) ?? [];
  if (at === undefined || other === undefined) return [];
  return [
    {
      code: 'conditions_contradict',
      severity: 'warn',
      effect: 'does_nothing',
      sentence: 'No event meets both conditions, unless the field has several values.',
      evidence: [at, other].map((place) => describeEntry(item.entries[place] as ItemEntry)).join(' and '),
      entry: at,
    },
  ];
}

function osFindings(item: ExceptionItem, context: HealthContext): EntryFinding[] {
  const { schema } = context;
  if (item.os_types.length === 0 || schema?.complete !== true) return [];
  if (['host.os.type', 'host.os.name.caseless'].some((field) => schema.field(field) !== undefined)) return [];
  return [
    {
      code: 'os_never_known',
      severity: 'refuse',
      effect: 'does_nothing',
      sentence: 'The item can never match: it is limited to an operating system that the data does not name.',
      evidence: 'no index of the rule maps host.os.type',
      repair: { kind: 'replace_item', label: 'Remove the limit', item: { ...item, os_types: [] } },
    },
  ];
}

function stages(item: ExceptionItem, context: HealthContext): Stage[] {
  if (context.rule?.kind !== 'eql' || context.rule.query === undefined) return [];
  try {
    return isSequence(context.rule.query) ? stagesOf(context.rule.query, item.entries, context) : [];
  } catch (error) {
    // A query that Elasticsearch refuses is a finding about the rule, not about the item.
    if (error instanceof EqlError) return [];
    throw error;
  }
}

/** Every stage lacks a condition that another stage asks for: the conditions were taken from different events. */
function comesFromDifferentStages(all: readonly Stage[]): boolean {
  return all.every((stage) => all.some((other) => other.asks.some((at) => !stage.looksAt.includes(at))));
}

/** Only sequences with different stages: what a rule with one kind of event does not look at does no harm. */
function stageFindings(item: ExceptionItem, context: HealthContext): EntryFinding[] {
  const all = stages(item, context);
  if (all.length < 2) return [];
  const possible = all.filter((stage) => stage.possible);
  if (possible.length === 0 || comesFromDifferentStages(all)) {
    return [
      {
        code: 'stages_never_meet',
        severity: 'refuse',
        effect: 'does_nothing',
        sentence:
          'The item does nothing: it looks at one event at a time, and no stage of the sequence has an event that meets all its conditions.',
        evidence: describeEntries(item.entries),
      },
    ];
  }
  if (possible.length === 1) return [];
  return [
    {
      code: 'every_stage_of_sequence',
      severity: 'warn',
      effect: 'hides_more',
      sentence:
        'On this sequence rule the item removes events from several stages, and another event may take the place of a removed one.',
      evidence: possible.map((stage) => `stage ${stage.index + 1}`).join(', '),
    },
  ];
}

function identityFindings(item: ExceptionItem): EntryFinding[] {
  const isIdentity = (entry: ItemEntry): boolean => /^(user|host|agent)\./.test(entry.field);
  if (!item.entries.every(isIdentity) || item.entries.every(isExcluded)) return [];
  return [
    {
      code: 'identity_only',
      severity: 'warn',
      effect: 'hides_more',
      sentence: 'The item names only who or where, so it hides whatever happens there.',
      evidence: describeEntries(item.entries),
    },
  ];
}

function expiryFindings(item: ExceptionItem, context: HealthContext): EntryFinding[] {
  if (!isExpired(item, context.now) || isDisabled(item)) return [];
  return [
    {
      code: 'expired',
      severity: 'warn',
      effect: 'does_nothing',
      sentence: 'The item has expired and is left out of every run.',
      evidence: `expired at ${item.expire_time}`,
      repair: { kind: 'remove_item', label: 'Remove it' },
    },
  ];
}

function neighbourFindings(item: ExceptionItem, context: HealthContext): EntryFinding[] {
  if (context.others === undefined || isExpired(item, context.now)) return [];
  const neighbours = neighboursOf(context.others, context);
  const remove = { kind: 'remove_item', label: 'Remove it' } as const;
  const twin = neighbours.twinOf(item);
  if (twin !== undefined) {
    return [
      {
        code: 'same_conditions_twice',
        severity: 'warn',
        effect: 'doubled',
        sentence: 'Another item of the rule has the same conditions.',
        evidence: `"${twin.name}" (${twin.item_id})`,
        repair: remove,
      },
    ];
  }
  const broader = neighbours.broaderThan(item);
  if (broader === undefined) return [];
  return [
    {
      code: 'shadowed',
      severity: 'warn',
      effect: 'does_nothing',
      sentence: 'A broader item of the rule hides all of this already.',
      evidence: `"${broader.name}": ${describeEntries(broader.entries)}`,
      repair: remove,
    },
  ];
}

function placed(findings: readonly EntryFinding[], item: ExceptionItem, context: HealthContext): HealthFinding[] {
  const place = {
    itemId: item.item_id,
    listId: item.list_id,
    ...(context.rule === undefined ? {} : { ruleId: context.rule.id }),
  };
  return [...findings]
    .sort((a, b) => Number(a.severity === 'warn') - Number(b.severity === 'warn'))
    .map((finding) => ({ ...finding, ...place }));
}

/**
 * Findings of one item, worst first. The caller decides what a `refuse` stops: in the workbench a save, elsewhere it is a
 * finding like the others.
 */
export function itemHealth(item: ExceptionItem, context: HealthContext): HealthFinding[] {
  const shape = shapeFindings(item);
  const entries = item.entries.flatMap((_, at) => entryFindings(item, at, context));
  const unusable = shape.length > 0 || entries.some((finding) => finding.effect === 'not_saved');
  const whole = unusable
    ? []
    : [
        ...exclusionFindings(item, context),
        ...osFindings(item, context),
        ...stageFindings(item, context),
        ...contradiction(item, context),
        ...identityFindings(item),
        ...expiryFindings(item, context),
        ...neighbourFindings(item, context),
      ];
  return placed([...shape, ...entries, ...whole], item, context);
}

/**
 * The same for a rule of many that are alike but for their query: only the stages of a sequence ask that.
 * @param shared what `itemHealth` found without a rule
 */
export function itemHealthOnRule(
  item: ExceptionItem,
  context: HealthContext,
  shared: readonly HealthFinding[],
): HealthFinding[] {
  const unusable = shared.some(({ effect }) => effect === 'not_saved');
  return placed(unusable ? shared : [...shared, ...stageFindings(item, context)], item, context);
}
