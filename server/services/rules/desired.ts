/** What a rule should look like in the detection engine: template + tuning, rendered, with our identity. */
import {
  checkKnobs,
  render,
  toCreateBody,
  type EffectiveRule,
  type KnobProblem,
  type RenderTarget,
} from '../../../common/rules';
import type { KnobValues } from '../../../common/packs';
import type { ExceptionListRef, InstalledRule, RuleBody } from '../../stack/rules';
import type { StackFeatures } from '../../stack/stack';
import type { CatalogRule } from '../catalog';
import { authorFields, hashOf, type AuthorFields } from './fields';
import { identityTags, isIdentityTag } from './identity';

export interface DesiredRule {
  key: string;
  packId: string;
  contentVersion: number;
  effective: EffectiveRule;
  fields: AuthorFields;
  /** Tags that the content wants, without identity. */
  tags: string[];
  hash: string;
}

export function renderTarget(features: StackFeatures, kind: 'event' | 'sequence'): RenderTarget {
  return { kibanaVersion: features.version, suppression: features.suppression[kind] };
}

/** Saved values under the names that the knobs have today. A value under today's name wins over one under an old name. */
function renamed({ template }: CatalogRule, values: KnobValues): KnobValues {
  const moved: Record<string, KnobValues[string]> = { ...values };
  for (const { id, formerly = [] } of template.knobs) {
    for (const old of formerly) {
      const value = moved[old];
      if (value === undefined || template.knobs.some((knob) => knob.id === old)) continue;
      delete moved[old];
      moved[id] ??= value;
    }
  }
  return moved;
}

/**
 * Values of a saved tuning that the current template still accepts, under today's names, and what had to be left out: knobs
 * that an update removed, and values outside a range that became narrower.
 */
export function usableValues(rule: CatalogRule, saved: KnobValues): { usable: KnobValues; dropped: KnobProblem[] } {
  const values = renamed(rule, saved);
  const dropped = checkKnobs(rule.template, values).filter((problem) => problem.level === 'error');
  const bad = new Set(dropped.map((problem) => problem.knob));
  return { usable: Object.fromEntries(Object.entries(values).filter(([knob]) => !bad.has(knob))), dropped };
}

/** @throws KnobError for values that the template refuses */
export function desiredRule(rule: CatalogRule, values: KnobValues, features: StackFeatures): DesiredRule {
  const effective = render(rule.template, values, renderTarget(features, rule.template.kind));
  const body = toCreateBody(effective, renderTarget(features, rule.template.kind));
  const fields = authorFields({ ...body, exceptions_list: [] });
  return {
    key: rule.template.id,
    packId: rule.pack.id,
    contentVersion: rule.template.version,
    effective,
    fields,
    tags: body.tags,
    hash: hashOf(fields),
  };
}

/**
 * The body to write. What users own is carried over from the installed rule; `keep` are author-owned fields that a user
 * edited and that stay as they are.
 */
export function bodyToWrite(
  desired: DesiredRule,
  list: ExceptionListRef,
  installed: InstalledRule | undefined,
  keep: AuthorFields = {},
): RuleBody {
  const { ruleId, version } = desired.effective;
  const own = identityTags({ packId: desired.packId, contentVersion: desired.contentVersion, hash: desired.hash });
  const theirs = (installed?.tags ?? []).filter((tag) => !isIdentityTag(tag));
  const linked = (installed?.exceptions_list ?? []).filter((ref) => ref.list_id !== list.list_id);
  return {
    ...(desired.fields as RuleBody),
    ...keep,
    rule_id: ruleId,
    version,
    tags: [...new Set([...desired.tags, ...own, ...theirs])],
    enabled: installed?.enabled ?? false,
    exceptions_list: [...linked, list],
    actions: installed?.actions ?? [],
  };
}

/** An installed rule as a body that can be written back: without what only the stack sets. */
export function bodyOfInstalled(rule: InstalledRule): RuleBody {
  return {
    ...(authorFields(rule) as RuleBody),
    rule_id: rule.rule_id,
    tags: rule.tags,
    enabled: rule.enabled,
    exceptions_list: rule.exceptions_list,
    actions: rule.actions ?? [],
    ...(rule.version === undefined ? {} : { version: rule.version }),
  };
}
