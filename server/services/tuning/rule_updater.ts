/** Brings an installed rule in line with new knob values, without touching what others edited in it. */
import type { KnobValues } from '../../../common/packs';
import type { ExceptionListRef } from '../../stack/rules';
import { differenceOf } from '../content/content_writer';
import { listFor, refOf } from '../content/lists';
import { keptFields, planRule } from '../content/plan_rule';
import type { ServiceDependencies } from '../dependencies';
import { Refusal } from '../refusal';
import { bodyToWrite, desiredRule } from '../rules/desired';
import type { InstallRecord } from '../state/records';

export interface PreparedUpdate {
  /** @throws Refusal `half_written` */
  carryOut(): Promise<void>;
}

export class RuleUpdater {
  constructor(private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'state'>) {}

  /**
   * Looks whether the installed rule can take the values; writes nothing yet. A rule that is not installed needs nothing.
   * @throws Refusal `rule_edited` when a field that would change was edited elsewhere, `downgrade`
   */
  async prepare(key: string, values: KnobValues, overwriteEdits: boolean): Promise<PreparedUpdate> {
    const { catalog, stack, state } = this.deps;
    const [installed, installs, saved] = await Promise.all([state.installed(), state.installs(), state.desired(key)]);
    const rule = installed.get(key);
    if (!rule) return { carryOut: () => Promise.resolve() };

    const desired = desiredRule(catalog.rule(key), values, stack.features);
    const plan = planRule(desired, rule, installs.get(key)?.data, overwriteEdits);
    if (plan.action === 'blocked') throw new Refusal('downgrade', plan.reason ?? `${key} cannot be changed`);
    const conflicts = plan.userEdits.filter(
      ({ field }) => JSON.stringify(fieldOf(desired, field)) !== JSON.stringify(fieldOf(saved, field)),
    );
    if (conflicts.length > 0) {
      throw new Refusal(
        'rule_edited',
        `${key} was edited elsewhere in ${conflicts.map(({ field }) => field).join(', ')}. ` +
          'Restore the rule first, or save again and choose to overwrite these edits.',
        { fields: conflicts },
      );
    }

    const carryOut = async () => {
      const list = await this.listRef(key);
      const body = bodyToWrite(desired, list, rule, keptFields(plan));
      const [result] = await stack.rules.upsert([body]);
      state.forget();
      const problem = result?.ok === false ? result.message : differenceOf(body, (await state.installed()).get(key));
      if (problem) {
        throw new Refusal(
          'half_written',
          `The tuning is saved, but the installed rule could not be updated: ${problem}. Install the content again to complete it.`,
          { ruleKey: key },
        );
      }
      const record = installs.get(key);
      const data: InstallRecord = {
        ruleKey: key,
        packId: desired.packId,
        packVersion: catalog.rule(key).pack.manifest.version,
        contentVersion: desired.contentVersion,
        hash: desired.hash,
        fields: desired.fields,
        values,
        settled: record?.data.settled ?? true,
      };
      const keys = { ruleKey: key, packId: desired.packId };
      if (record) await stack.documents.update('install', key, record.version, data, keys);
      else await stack.documents.create('install', key, data, keys);
      state.forget();
    };
    return { carryOut };
  }

  /** Asked for at each write: the list that the rule links may have been deleted behind our back. */
  private async listRef(key: string): Promise<ExceptionListRef> {
    return refOf(await this.deps.stack.exceptions.ensureList(listFor(this.deps.catalog.rule(key))));
  }
}

function fieldOf({ fields }: { fields: object }, field: string): unknown {
  return (fields as Record<string, unknown>)[field];
}
