/** Entry candidates for alerts: built from their events, each with verdict, breadth and the number of alerts it hides. */
import { candidates, type AllowlistEntry, type Candidate } from '../../../common/allowlist';
import type { GuardReport } from '../../../common/api/guard';
import type { ServiceDependencies } from '../dependencies';
import { found } from '../refusal';
import { eventsOfAlert } from '../triage/alert_events';
import { alertField } from '../triage/alert_fields';
import type { AllowlistService } from './allowlist_service';

export interface Proposal {
  candidate: Candidate;
  /** Rules of the alerts: what the entry would cover. */
  ruleKeys: string[];
  guard: GuardReport;
  breadth: Candidate['breadth'];
  alertsHidden: number;
  alertsChecked: number;
}

export class Proposals {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly allowlist: AllowlistService,
  ) {}

  /** Several alerts give what they have in common. */
  async forAlerts(alertIds: readonly string[]): Promise<Proposal[]> {
    const { stack, catalog } = this.deps;
    const alerts = await Promise.all(alertIds.map(async (id) => found(await stack.alerts.get(id), `Alert ${id}`)));
    const ruleKeys = [
      ...new Set(
        alerts.flatMap((alert) => {
          const key = catalog.keyOf(alertField(alert, 'kibana.alert.rule.rule_id') ?? '');
          return key === undefined ? [] : [key];
        }),
      ),
    ];
    if (ruleKeys.length === 0) return [];
    // An item removes single events, so the last event of a sequence, the one that completes it, decides.
    const events = await Promise.all(
      alerts.map(async (alert) => (await eventsOfAlert(this.deps, alert)).at(-1)?._source),
    );
    const proposed = candidates(events.filter((event) => event !== undefined));
    return Promise.all(
      proposed.map(async (candidate) => {
        const entry: AllowlistEntry = {
          id: 'draft',
          name: candidate.title,
          rules: ruleKeys,
          conditions: candidate.conditions,
          osTypes: [],
          reason: candidate.title,
          owner: '',
          enabled: true,
        };
        const [guard, hidden] = await Promise.all([
          this.allowlist.judge(entry, undefined),
          this.allowlist.alertsHiddenBy(entry),
        ]);
        const { alertsHidden, alertsChecked } = hidden;
        return { candidate, ruleKeys, guard, breadth: candidate.breadth, alertsHidden, alertsChecked };
      }),
    );
  }
}
