/** Knob values of a rule: preview, save with reason, history, revert. */
import type { Override } from '../../../common/api/fields';
import type { GuardReport } from '../../../common/api/guard';
import type { Tuning, TuningRevision } from '../../../common/api/tuning';
import type { KnobValues } from '../../../common/packs';
import { checkKnobs, render, type EffectiveRule } from '../../../common/rules';
import type { StoredDocument } from '../../stack/documents';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import { allowOrRefuse } from '../guard/override';
import { Refusal, found } from '../refusal';
import { renderTarget, usableValues } from '../rules/desired';
import { listAll } from '../state/documents';
import type { TuningRecord } from '../state/records';
import type { PreparedUpdate, RuleUpdater } from './rule_updater';

export interface TuningChange {
  values: KnobValues;
  /** Absent for the first tuning of a rule. */
  version?: string;
  reason: string;
  override?: Override;
  /** Take back what was edited elsewhere in the fields that this change writes. */
  overwriteEdits?: boolean;
}

export interface SavedTuning {
  tuning: Tuning;
  effective: EffectiveRule;
  guard: GuardReport;
}

interface CheckedTuning {
  effective: EffectiveRule;
  guard: GuardReport;
  /** The override that is in force, when one is needed. */
  override: Override | undefined;
  stored: StoredDocument<TuningRecord> | undefined;
  update: PreparedUpdate;
}

export class TuningService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly guard: GuardService,
    private readonly updater: RuleUpdater,
    private readonly activity: ActivityLog,
  ) {}

  async get(key: string): Promise<{ tuning: Tuning; effective: EffectiveRule }> {
    const rule = this.deps.catalog.rule(key);
    const saved = toTuning(key, (await this.deps.state.tunings()).get(key));
    // What a newer pack renamed or no longer takes would stop every save; the history keeps it as it was.
    const { usable, dropped } = usableValues(rule, saved.values);
    const left = dropped.map(({ knob, message }) => ({ knob, message }));
    const tuning = { ...saved, values: usable as Tuning['values'], ...(left.length > 0 ? { dropped: left } : {}) };
    return { tuning, effective: await this.deps.state.effective(key) };
  }

  async preview(
    key: string,
    values: KnobValues,
  ): Promise<{ effective: EffectiveRule; default: EffectiveRule; saved: EffectiveRule; guard: GuardReport }> {
    const effective = this.render(key, values);
    return {
      effective,
      default: this.render(key, {}),
      saved: await this.deps.state.effective(key),
      guard: await this.guard.judgeRules([effective]),
    };
  }

  /**
   * Everything that a save asks before it writes.
   * @throws Refusal `knobs_refused`, `blinding`, `override_refused`, `conflict`, `rule_edited`
   */
  async check(key: string, change: TuningChange): Promise<CheckedTuning> {
    const { clock, tier, state } = this.deps;
    const effective = this.render(key, change.values);
    const guard = await this.guard.judgeRules([effective]);
    const override = allowOrRefuse(guard, change.override, { tier, now: clock() });
    const stored = (await state.tunings()).get(key);
    checkVersion(key, stored, change.version);
    const update = await this.updater.prepare(key, change.values, change.overwriteEdits ?? false);
    return { effective, guard, override, stored, update };
  }

  /**
   * The order is: judge, check that the installed rule can take it, write the tuning, update the rule, log. A stop after
   * the tuning is written leaves the rule behind, which the next save or apply completes.
   * @throws Refusal as `check` does, `half_written`
   */
  async save(key: string, change: TuningChange): Promise<SavedTuning> {
    const { clock, state } = this.deps;
    const { effective, guard, override, stored, update } = await this.check(key, change);
    const record: TuningRecord = {
      ruleKey: key,
      revision: (stored?.data.revision ?? 0) + 1,
      values: change.values,
      author: this.deps.stack.user.name,
      at: new Date(clock()).toISOString(),
      reason: change.reason,
      ...(override ? { override } : {}),
    };
    const written = await this.write(key, stored, record);
    state.forget();
    await update.carryOut();
    await this.activity.write({
      action: 'tuning.save',
      summary: `Tuned ${key}: ${changedKnobs(stored?.data.values ?? {}, change.values).join(', ') || 'no knob changed'}`,
      ruleKeys: [key],
      reason: change.reason,
      before: stored?.data.values ?? {},
      after: change.values,
      ...(override ? { override } : {}),
    });
    return { tuning: toTuning(key, written), effective, guard };
  }

  /** @param revision 0 = the defaults of the pack */
  async revert(key: string, revision: number, change: Omit<TuningChange, 'values'>): Promise<SavedTuning> {
    if (revision === 0) return this.save(key, { ...change, values: {} });
    const { values } = found(
      (await this.history(key)).find((candidate) => candidate.revision === revision),
      `Revision ${revision} of ${key}`,
    );
    // Knobs that a newer pack renamed or took away would make every older revision unreachable.
    return this.save(key, { ...change, values: usableValues(this.deps.catalog.rule(key), values).usable });
  }

  /** Newest first. */
  async history(key: string): Promise<TuningRevision[]> {
    this.deps.catalog.rule(key);
    const documents = await listAll<TuningRecord>(this.deps.stack.documents, 'tuning', { ruleKey: key });
    const revisions = new Map(documents.map(({ data }) => [data.revision, toRevision(data)]));
    return [...revisions.values()].sort((a, b) => b.revision - a.revision);
  }

  /** @throws Refusal `knobs_refused` with every problem */
  render(key: string, values: KnobValues): EffectiveRule {
    const { template } = this.deps.catalog.rule(key);
    const problems = checkKnobs(template, values).filter((problem) => problem.level === 'error');
    if (problems.length > 0) {
      throw new Refusal('knobs_refused', problems.map(({ message }) => message).join(' '), { problems });
    }
    return render(template, values, renderTarget(this.deps.stack.features, template.kind));
  }

  /** Keeps the replaced revision under its own id first, so that no revision is ever lost. */
  private async write(
    key: string,
    stored: StoredDocument<TuningRecord> | undefined,
    record: TuningRecord,
  ): Promise<StoredDocument<TuningRecord>> {
    const { documents } = this.deps.stack;
    const keys = { ruleKey: key, head: 'yes' };
    if (!stored) return documents.create('tuning', key, record, keys);
    const archiveId = `${key}@${stored.data.revision}`;
    if (!(await documents.get('tuning', archiveId))) {
      await documents.create('tuning', archiveId, stored.data, { ruleKey: key, head: 'no' });
    }
    return documents.update('tuning', key, stored.version, record, keys);
  }
}

function checkVersion(
  key: string,
  stored: StoredDocument<TuningRecord> | undefined,
  version: string | undefined,
): void {
  if (stored?.version === version) return;
  throw new Refusal('conflict', `${key} was tuned by ${stored?.updatedBy ?? 'someone else'} in the meantime`, {
    currentVersion: stored?.version,
    current: stored?.data,
  });
}

function toTuning(key: string, stored: StoredDocument<TuningRecord> | undefined): Tuning {
  if (!stored) return { ruleKey: key, values: {}, revision: 0 };
  return {
    ruleKey: key,
    values: stored.data.values as Tuning['values'],
    revision: stored.data.revision,
    version: stored.version,
  };
}

function toRevision({ revision, values, author, at, reason, override }: TuningRecord): TuningRevision {
  return { revision, values: values as Tuning['values'], author, at, reason, ...(override ? { override } : {}) };
}

function changedKnobs(before: KnobValues, after: KnobValues): string[] {
  const knobs = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...knobs].filter((knob) => JSON.stringify(before[knob]) !== JSON.stringify(after[knob]));
}
