/** The guard on a proposed change, in the browser: the same code and the same input that the server uses on save. */
import { i18n } from '@kbn/i18n';
import { entryIdOfItem, itemsOf, type AllowlistEntry, type ExceptionItem } from '../../common/allowlist';
import type { EntryDraft } from '../../common/api/allowlist';
import type { GuardMaterial, GuardReport } from '../../common/api/guard';
import { judge, type GuardState } from '../../common/expectations';
import { guardRuleOfEffective, itemsAfter, running, withRules } from '../../common/expectations/change';
import { guardReport } from '../../common/expectations/report';
import type { RuleTemplate } from '../../common/packs';
import { render, type KnobValues } from '../../common/rules';

/** A draft before it has a name and a reason. */
export type DraftInProgress = Omit<EntryDraft, 'name' | 'reason'> & { name?: string; reason?: string };

const itemsOfMaterial = ({ items }: GuardMaterial): Map<string, ExceptionItem[]> => new Map(Object.entries(items));

function judgeStates(material: GuardMaterial, after: GuardState, before: GuardState, now: number) {
  return judge({
    after,
    before,
    expectations: material.expectations,
    recordings: material.recordings,
    regressions: material.regressions,
    valueLists: new Map(material.valueLists.map((list) => [list.id, list])),
    now,
  });
}

/**
 * New knob values of a rule against the rule as shipped, so that two small steps cannot do what one large step is refused.
 * @throws KnobError for values that cannot be rendered
 */
export function judgeTuning(
  material: GuardMaterial,
  template: RuleTemplate,
  values: KnobValues,
  now: number,
): GuardReport {
  const items = itemsOfMaterial(material);
  const state = (changed: KnobValues): GuardState => ({
    rules: withRules(material.rules, [guardRuleOfEffective(render(template, changed))]),
    items,
  });
  return guardReport(judgeStates(material, state(values), state({}), now), [template.id]);
}

/** Stands in reasons for the entry that is being written. */
const NAMELESS = i18n.translate('detectionWorkbench.guard.thisEntry', { defaultMessage: 'this entry' });

function entryOfDraft(id: string, draft: DraftInProgress): AllowlistEntry {
  return {
    id,
    name: draft.name ?? NAMELESS,
    rules: draft.ruleKeys,
    conditions: draft.conditions,
    osTypes: draft.osTypes ?? [],
    reason: draft.reason ?? '',
    owner: draft.owner ?? '',
    ...(draft.expiresAt ? { expires: draft.expiresAt } : {}),
    enabled: true,
  };
}

/** An entry against the detections without it; one that it replaces is left out on both sides. */
export function judgeEntry(
  material: GuardMaterial,
  draft: DraftInProgress,
  replacesEntryId: string | undefined,
  now: number,
): GuardReport {
  const id = replacesEntryId ?? 'draft';
  const items = itemsOfMaterial(material);
  const added = new Map<string, ExceptionItem[]>();
  itemsOf(entryOfDraft(id, draft)).forEach((item, index) => {
    const key = draft.ruleKeys[index];
    if (key !== undefined) added.set(key, [item]);
  });
  const replaced = [...items.values()].flat().filter((item) => entryIdOfItem(item) === replacesEntryId);
  const removedIds = new Set(replaced.map(({ item_id }) => item_id));
  const rules = running(material.rules, draft.ruleKeys);
  const after = { rules, items: itemsAfter(items, removedIds, added) };
  const before = { rules, items: itemsAfter(items, removedIds, new Map()) };
  return guardReport(judgeStates(material, after, before, now), draft.ruleKeys);
}
