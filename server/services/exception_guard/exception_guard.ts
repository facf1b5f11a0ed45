/** The policy of a space for exceptions written elsewhere, and what the guard at Kibana's doors has done. */
import type { ExceptionGuard, ExceptionWatch } from '../../../common/api/exception_guard';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import { Refusal } from '../refusal';
import { policyDocument, POLICY_ID, type ExceptionPolicy, type PolicyRecord } from './policy';

/** The extension points of Kibana's `lists` plugin, as far as this service knows them. */
export interface ExceptionDoors {
  isOpen(): boolean;
  readonly budgetMs: number;
  counts(): ExceptionGuard['counts'];
  setPolicy(space: string, policy: ExceptionPolicy): void;
}

const NOTHING_YET: ExceptionGuard['counts']['outcomes'] = {
  passed: 0,
  recorded: 0,
  refused: 0,
  own: 0,
  unknown: 0,
  over_budget: 0,
  failed: 0,
};

/** Outside Kibana there is one way to write exceptions, which is guarded already. */
export const NO_DOORS: ExceptionDoors = {
  isOpen: () => false,
  budgetMs: 0,
  counts: () => ({ outcomes: NOTHING_YET, cold: 0, slowestMs: 0 }),
  setPolicy: () => undefined,
};

export class ExceptionGuardService {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack'>,
    private readonly parts: { doors: ExceptionDoors; activity: ActivityLog },
  ) {}

  async get(): Promise<ExceptionGuard> {
    const document = await policyDocument(this.deps.stack);
    const { doors } = this.parts;
    return {
      mode: document?.data.mode ?? 'record',
      ...(document ? { version: document.version } : {}),
      watch: this.watch(),
      budgetMs: doors.budgetMs,
      counts: doors.counts(),
    };
  }

  /**
   * @throws StackError `conflict` when someone else decided in the meantime
   * @throws Refusal `invalid` where there is no door that could hold to it
   */
  async set(mode: ExceptionPolicy, version: string | undefined, reason: string): Promise<ExceptionGuard> {
    const { documents, space } = this.deps.stack;
    const before = await this.get();
    if (before.watch !== 'door') {
      throw new Refusal('invalid', 'Exceptions written elsewhere pass no door here, so nothing could be refused');
    }
    if (version === undefined) await documents.create<PolicyRecord>('settings', POLICY_ID, { mode });
    else await documents.update<PolicyRecord>('settings', POLICY_ID, version, { mode });
    this.parts.doors.setPolicy(space, mode);
    await this.parts.activity.write({
      action: 'exceptions.policy',
      summary:
        mode === 'refuse'
          ? 'Exceptions from elsewhere that hide an expected attack or stop a rule are refused'
          : 'Exceptions from elsewhere that hide an expected attack or stop a rule are recorded',
      reason,
      before: before.mode,
      after: mode,
    });
    return this.get();
  }

  private watch(): ExceptionWatch {
    if (this.parts.doors.isOpen()) return 'door';
    return this.deps.stack.features.kind === 'kibana' ? 'next_look' : 'only_here';
  }
}
