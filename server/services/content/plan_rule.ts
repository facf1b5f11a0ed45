/** What an apply would do to one rule: a three-way comparison of what was written, what is installed and what is wanted. */
import { listIdOf } from '../../../common/allowlist';
import type { PlanItem } from '../../../common/api/content';
import { driftOf, isUserEdit, type FieldDrift } from '../../../common/rules/drift';
import type { InstalledRule } from '../../stack/rules';
import { AUTHOR_FIELDS, authorFields, hashOf, type AuthorFields } from '../rules/fields';
import { readIdentity } from '../rules/identity';
import type { DesiredRule } from '../rules/desired';
import type { InstallRecord } from '../state/records';

export type RuleAction = 'create' | 'update' | 'unchanged' | 'blocked';

export interface RulePlan {
  desired: DesiredRule;
  installed: InstalledRule | undefined;
  action: RuleAction;
  reason?: string;
  /** Ours to change without asking. */
  diff: FieldDrift[];
  /** Changed elsewhere: taken back only when asked. */
  userEdits: FieldDrift[];
  /** The rule does not point at its own exception list, or at one that is gone. */
  unlinked: boolean;
}

/**
 * @param overwrite take back what was edited elsewhere
 * @param lists ids of the exception lists that exist, by `list_id`; without them every link counts as good
 */
export function planRule(
  desired: DesiredRule,
  installed: InstalledRule | undefined,
  record: InstallRecord | undefined,
  overwrite = false,
  lists?: ReadonlyMap<string, string>,
): RulePlan {
  const plan = { desired, installed, diff: [], userEdits: [], unlinked: false };
  if (!installed) return { ...plan, action: 'create' };

  const identity = readIdentity(installed.tags);
  if (identity.contentVersion !== undefined && identity.contentVersion > desired.contentVersion) {
    return {
      ...plan,
      action: 'blocked',
      reason:
        `Version ${identity.contentVersion} is installed and this workbench brings version ${desired.contentVersion}. ` +
        'An older version is never written over a newer one: update the workbench, or uninstall the rule first.',
    };
  }

  const written = baseOf(installed, record);
  const differences = driftOf({
    fields: AUTHOR_FIELDS,
    wanted: desired.fields,
    installed: authorFields(installed),
    ...(written === undefined ? {} : { written }),
    ourMove: record?.contentVersion === desired.contentVersion ? 'tuning' : 'pack_update',
  });
  const edited = differences.filter(isUserEdit);
  const ours = differences.filter((difference) => !isUserEdit(difference));
  const diff = overwrite ? differences : ours;
  const own = listIdOf(desired.key);
  // A list that was deleted and made again has another id: the old link would leave the rule without its allowlist.
  const unlinked = !installed.exceptions_list.some(
    ({ list_id, id }) => list_id === own && (lists === undefined || lists.get(own) === id),
  );
  const marked = identity.hash === desired.hash && identity.contentVersion === desired.contentVersion;
  const missingTags = desired.tags.some((tag) => !installed.tags.includes(tag)) || identity.packId !== desired.packId;
  const changes = diff.length > 0 || unlinked || !marked || missingTags;
  return { ...plan, action: changes ? 'update' : 'unchanged', diff, userEdits: overwrite ? [] : edited, unlinked };
}

/** The author-owned fields as the workbench wrote them last, as far as that is known. */
function baseOf(installed: InstalledRule, record: InstallRecord | undefined): AuthorFields | undefined {
  if (record) return record.fields;
  const fields = authorFields(installed);
  return readIdentity(installed.tags).hash === hashOf(fields) ? fields : undefined;
}

/** Author-owned fields that stay as the user edited them. A field that the user emptied is kept empty. */
export function keptFields(plan: RulePlan): AuthorFields {
  if (!plan.installed) return {};
  const kept: Record<string, unknown> = {};
  for (const { field } of plan.userEdits) kept[field] = plan.installed[field as keyof InstalledRule];
  return kept as AuthorFields;
}

export function toPlanItem(plan: RulePlan): PlanItem {
  const { desired, installed } = plan;
  const edited = plan.userEdits.map(({ field }) => field);
  const kept = edited.length > 0 && plan.action === 'unchanged';
  const link = plan.unlinked
    ? [
        {
          field: 'exceptions_list',
          before: installed?.exceptions_list ?? [],
          after: listIdOf(desired.key),
          cause: 'unlinked',
        },
      ]
    : [];
  return {
    kind: 'rule',
    id: desired.key,
    name: desired.effective.name,
    packId: desired.packId,
    action: kept ? 'keep' : plan.action,
    ...(plan.reason ? { reason: plan.reason } : {}),
    ...(edited.length > 0 && !plan.reason
      ? { reason: `Edited elsewhere and left as it is: ${edited.join(', ')}` }
      : {}),
    userEdits: plan.userEdits,
    diff: [...plan.diff, ...link],
    enabledByDefault: true,
  };
}
