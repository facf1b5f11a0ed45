/**
 * Tunings and allowlist of another space, brought in through the same services that save what is made here: guard,
 * health check, versions, history and log are theirs.
 */
import type { HealthFinding } from '../../../common/allowlist';
import type { ApplyEvent } from '../../../common/api/content';
import type { GuardReport } from '../../../common/api/guard';
import type { TransferItem, TransferPlan } from '../../../common/api/transfer';
import {
  overrideOfMoved,
  planTransfer,
  reasonOfMoved,
  type PlannedEntry,
  type PlannedTransfer,
  type PlannedTuning,
  type SpaceDocument,
} from '../../../common/transfer';
import { StackError, type StackErrorCode } from '../../stack/stack';
import type { ActivityLog } from '../activity/activity_log';
import { AllowlistService } from '../allowlist/allowlist_service';
import type { EntryStore } from '../allowlist/entry_store';
import type { EntryFindings } from '../allowlist/findings';
import { Progress } from '../content/progress';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import { Refusal } from '../refusal';
import type { RuleUpdater } from '../tuning/rule_updater';
import { TuningService, type TuningChange } from '../tuning/tuning_service';
import { readCurrentSpace } from './current_space';

type Planned = PlannedTuning | PlannedEntry;

/** With these the next object would fail too: the run stops, and is run again later. */
const STOPS: ReadonlySet<StackErrorCode> = new Set([
  'unavailable',
  'timeout',
  'unauthorized',
  'cancelled',
  'storage_full',
]);

export interface SpaceImportParts {
  guard: GuardService;
  updater: RuleUpdater;
  entries: EntryStore;
  findings: EntryFindings;
  activity: ActivityLog;
}

export class SpaceImport {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly parts: SpaceImportParts,
  ) {}

  /** Each object is asked what its save would be asked, against the space as it is. Writes nothing. */
  async plan(document: SpaceDocument): Promise<TransferPlan> {
    const planned = await this.compare(document);
    const writer = this.writer(document);
    const items: TransferItem[] = [];
    for (const item of itemsOf(planned)) items.push(itemOf(item, await writer.refusal(item)));
    const count = (action: TransferItem['action']) => items.filter((item) => item.action === action).length;
    return {
      from: document.exported,
      items,
      counts: {
        create: count('create'),
        update: count('update'),
        unchanged: count('unchanged'),
        blocked: count('blocked'),
      },
      warnings: planned.warnings,
    };
  }

  /** Tunings first: an entry is judged on the rules as they will be. What is refused is left out, and says why. */
  async *apply(document: SpaceDocument, reason: string): AsyncGenerator<ApplyEvent> {
    const items = itemsOf(await this.compare(document));
    const writer = this.writer(document);
    const progress = new Progress();
    yield { type: 'start', total: items.length };
    for (const item of items) {
      const { kind, id, name, action } = item;
      if (action === 'unchanged') yield progress.item(kind, id, name, 'unchanged');
      else if (action === 'blocked') yield progress.item(kind, id, name, 'skipped', item.reason);
      else {
        const problem = await problemOf(() => writer.write(item, reason));
        if (problem) yield progress.item(kind, id, name, problem.outcome, problem.message);
        else yield progress.item(kind, id, name, action === 'create' ? 'created' : 'updated');
      }
    }
    yield progress.end();
  }

  private async compare(document: SpaceDocument): Promise<PlannedTransfer> {
    return planTransfer(document, await readCurrentSpace(this.deps, this.parts.entries));
  }

  private writer({ exported }: SpaceDocument): Writer {
    const { guard, updater, entries, findings, activity } = this.parts;
    const log = activity.from(exported);
    return new Writer(
      this.deps,
      entries,
      new TuningService(this.deps, guard, updater, log),
      new AllowlistService(this.deps, entries, guard, findings, log),
    );
  }
}

/** One object at a time, through services that log where it came from. */
class Writer {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'state'>,
    private readonly entries: EntryStore,
    private readonly tuning: TuningService,
    private readonly allowlist: AllowlistService,
  ) {}

  /** Why the object would not be saved, when it would not. */
  async refusal(item: Planned): Promise<string | undefined> {
    if (item.action !== 'create' && item.action !== 'update') return undefined;
    try {
      if (item.kind === 'tuning') await this.tuning.check(item.id, await this.change(item, ''));
      else await this.allowlist.check(item.entry, await this.entries.find(item.id), overrideOfMoved(item.moved));
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return wordsOf(error);
      throw error;
    }
  }

  /** @throws Refusal, StackError */
  async write(item: Planned, reason: string): Promise<void> {
    if (item.kind === 'tuning') {
      await this.tuning.save(item.id, await this.change(item, reason));
      return;
    }
    const before = await this.entries.find(item.id);
    await this.allowlist.save(
      before ? 'allowlist.update' : 'allowlist.create',
      item.entry,
      before,
      reasonOfMoved(reason, item.moved),
      overrideOfMoved(item.moved),
    );
  }

  private async change({ id, moved, values }: PlannedTuning, reason: string): Promise<TuningChange> {
    const version = (await this.deps.state.tunings()).get(id)?.version;
    const override = overrideOfMoved(moved);
    return {
      values,
      reason: reasonOfMoved(reason, moved),
      ...(version === undefined ? {} : { version }),
      ...(override ? { override } : {}),
    };
  }
}

const itemsOf = ({ tunings, entries }: PlannedTransfer): Planned[] => [...tunings, ...entries];

function itemOf({ kind, id, name, action, reason, diff }: Planned, refusal: string | undefined): TransferItem {
  const why = refusal ?? reason;
  return {
    kind,
    id,
    name,
    action: refusal === undefined ? action : 'blocked',
    ...(why === undefined ? {} : { reason: why }),
    diff,
  };
}

/** One line for an object among many: the attacks by name, and findings with the evidence that an editor would show. */
function wordsOf({ code, message, details }: Refusal): string {
  if (code === 'blinding') {
    const { losses } = details.guard as GuardReport;
    const attacks = new Set(losses.map(({ testId, testName }) => `${testId} ${testName}`));
    return `An expected attack would go unseen: ${[...attacks].join('; ')}`;
  }
  if (code !== 'unhealthy') return message;
  const findings = details.findings as readonly HealthFinding[];
  return findings.map(({ sentence, evidence }) => `${sentence} (${evidence})`).join(' ');
}

/** A refusal writes nothing and is an answer; half of a change, or a stack that fails, is a failure to come back to. */
async function problemOf(
  write: () => Promise<void>,
): Promise<{ outcome: 'skipped' | 'failed'; message: string } | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof StackError && !STOPS.has(error.code)) return { outcome: 'failed', message: error.message };
    if (!(error instanceof Refusal)) throw error;
    const isHalf = error.code === 'half_written' || error.code === 'conflict';
    return { outcome: isHalf ? 'failed' : 'skipped', message: wordsOf(error) };
  }
}
