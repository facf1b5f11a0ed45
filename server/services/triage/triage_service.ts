/** Working the alert queue: search, one alert with its explanation, status, tags, people, playbook, cases. */
import type { AlertFilterBody, AlertRow } from '../../../common/api/alerts';
import type { Alert, AlertSearch, AlertStatus, AlertUpdateReport } from '../../stack/alerts';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import { Refusal, found } from '../refusal';
import type { PlaybookRecord } from '../state/records';
import { alertField } from './alert_fields';
import { ruleKeysOf, toAlertFilter } from './alert_filter';
import { toAlertRow } from './alert_row';
import { caseVerdict } from './case_verdict';
import { explainedEvents, queryOf } from './explained_events';

/** Related alerts of each kind. */
const RELATED = 10;

export interface AlertQuery {
  filter: AlertFilterBody;
  size: number;
  sort: AlertSearch['sort'];
  after?: string;
  facets: readonly string[];
  histogramBuckets?: number;
}

const BUCKETS = 50;

export class TriageService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly activity: ActivityLog,
  ) {}

  async search({ filter, size, sort, after, facets, histogramBuckets }: AlertQuery) {
    const { stack, catalog } = this.deps;
    const page = await stack.alerts.search({
      ...toAlertFilter(filter, catalog),
      size,
      sort,
      ...(after ? { after } : {}),
      ...(facets.length > 0 ? { facets: Object.fromEntries(facets.map((field) => [field, BUCKETS])) } : {}),
      ...(histogramBuckets ? { histogramBuckets } : {}),
    });
    return {
      alerts: page.alerts.map((alert) => toAlertRow(alert, catalog)),
      total: page.total,
      ...(page.next ? { next: page.next } : {}),
      facets: page.facets,
      histogram: page.histogram,
    };
  }

  async get(alertId: string) {
    const { stack, catalog, state } = this.deps;
    const alert = found(await stack.alerts.get(alertId), `Alert ${alertId}`);
    const row = toAlertRow(alert, catalog);
    const installed = (await state.installed()).get(row.ruleKey);
    const query = queryOf(alert) ?? installed?.query ?? '';
    const [events, related, playbook] = await Promise.all([
      explainedEvents(this.deps, alert, query),
      this.related(alert),
      stack.documents.get<PlaybookRecord>('playbook', alertId),
    ]);
    const suppressed = Number(alertField(alert, 'kibana.alert.suppression.docs_count') ?? 0);
    return {
      row,
      source: alert._source,
      query,
      queryIsCurrent: installed?.query === query,
      events,
      related,
      playbook: { done: playbook?.data.done ?? {}, ...(playbook ? { version: playbook.version } : {}) },
      ...(suppressed > 0 ? { suppressed } : {}),
    };
  }

  private async related(alert: Alert): Promise<Record<'sameHost' | 'sameProcess' | 'sameDestination', AlertRow[]>> {
    const [sameHost, sameProcess, sameDestination] = await Promise.all(
      ['host.name', 'process.name', 'destination.ip'].map((field) => this.sameValue(alert, field)),
    );
    return { sameHost: sameHost ?? [], sameProcess: sameProcess ?? [], sameDestination: sameDestination ?? [] };
  }

  private async sameValue(alert: Alert, field: string): Promise<AlertRow[]> {
    const { stack, catalog } = this.deps;
    const value = alertField(alert, field);
    if (value === undefined) return [];
    const { alerts } = await stack.alerts.search({
      ruleIds: catalog.keys().map((key) => catalog.ruleId(key)),
      terms: { [field]: [value] },
      buildingBlocks: 'exclude',
      size: RELATED + 1,
      sort: { field: '@timestamp', order: 'desc' },
    });
    return alerts
      .filter(({ _id }) => _id !== alert._id)
      .slice(0, RELATED)
      .map((other) => toAlertRow(other, catalog));
  }

  async setStatus(
    filter: AlertFilterBody,
    status: AlertStatus,
    reason: string | undefined,
    comment: string | undefined,
  ): Promise<AlertUpdateReport> {
    if (status === 'closed' && reason === undefined) throw new Refusal('invalid', 'Closing alerts needs a reason');
    const { stack, catalog } = this.deps;
    const report = await stack.alerts.setStatus(toAlertFilter(filter, catalog), status, reason);
    await this.log(
      `alerts.${status}`,
      `Set ${report.updated} alerts to ${status}${reason ? ` (${reason})` : ''}`,
      filter,
      report,
      comment,
    );
    return report;
  }

  async changeTags(filter: AlertFilterBody, change: { add: string[]; remove: string[] }): Promise<AlertUpdateReport> {
    const { stack, catalog } = this.deps;
    checkChange(change);
    const report = await stack.alerts.changeTags(toAlertFilter(filter, catalog), change);
    await this.log('alerts.tags', `Changed tags of ${report.updated} alerts: ${words(change)}`, filter, report);
    return report;
  }

  async changeAssignees(
    filter: AlertFilterBody,
    change: { add: string[]; remove: string[] },
  ): Promise<AlertUpdateReport> {
    const { stack, catalog } = this.deps;
    if (!stack.features.assignees) throw new Refusal('not_supported', 'This stack cannot assign alerts');
    checkChange(change);
    const report = await stack.alerts.changeAssignees(toAlertFilter(filter, catalog), change);
    await this.log(
      'alerts.assignees',
      `Changed assignees of ${report.updated} alerts: ${words(change)}`,
      filter,
      report,
    );
    return report;
  }

  async suggestAssignees(text: string): Promise<Array<{ uid: string; name: string }>> {
    return this.deps.stack.features.assignees ? this.deps.stack.alerts.suggestAssignees(text) : [];
  }

  async tick(alertId: string, step: { stepId: string; done: boolean; note?: string; version?: string }) {
    const { stack, clock } = this.deps;
    found(await stack.alerts.get(alertId), `Alert ${alertId}`);
    const stored = await stack.documents.get<PlaybookRecord>('playbook', alertId);
    if (step.version !== undefined && step.version !== stored?.version) {
      throw new Refusal('conflict', 'Someone else ticked a step in the meantime', { currentVersion: stored?.version });
    }
    const { [step.stepId]: old, ...others } = stored?.data.done ?? {};
    const mark = {
      by: stack.user.name,
      at: new Date(clock()).toISOString(),
      ...(step.note ? { note: step.note } : {}),
    };
    const data: PlaybookRecord = { done: step.done ? { ...others, [step.stepId]: mark } : others };
    const written = stored
      ? await stack.documents.update('playbook', alertId, stored.version, data)
      : await stack.documents.create('playbook', alertId, data);
    await this.activity.write({
      action: 'playbook.tick',
      summary: `${step.done ? 'Ticked' : 'Took back'} the step ${step.stepId} of a playbook`,
      ...(step.note ? { reason: step.note } : {}),
      ...(old ? { before: { alertId, [step.stepId]: old } } : {}),
      after: { alertId, ...(step.done ? { [step.stepId]: mark } : {}) },
    });
    return { done: written.data.done, version: written.version };
  }

  async addToCase(
    alertIds: string[],
    target: { caseId?: string; title?: string; description?: string },
  ): Promise<{ caseId: string }> {
    const { alerts } = this.deps.stack;
    if (!alerts.attachToCase) throw new Refusal('not_supported', 'This stack has no cases');
    if (!target.caseId && !target.title)
      throw new Refusal('invalid', 'Name an existing case or give the title of a new one');
    const { caseId, added } = await alerts.attachToCase(
      alertIds,
      target.caseId
        ? { caseId: target.caseId }
        : { title: target.title ?? '', description: target.description ?? target.title ?? '' },
    );
    await this.attachVerdict(caseId, added);
    if (added.length > 0) {
      const summary = `Added ${added.length} ${added.length === 1 ? 'alert' : 'alerts'} to a case`;
      await this.activity.write({ action: 'alerts.case', summary, after: { caseId, added: added.length } });
    }
    return { caseId };
  }

  /** The alerts are in the case by now: that the reasons cannot be added to them is no failure of what was asked. */
  private async attachVerdict(caseId: string, added: readonly string[]): Promise<void> {
    const { stack, logger } = this.deps;
    if (!stack.alerts.attachVerdict || added.length === 0) return;
    try {
      const verdict = await caseVerdict(this.deps, added);
      if (verdict.alerts.length > 0) await stack.alerts.attachVerdict(caseId, verdict);
    } catch (error) {
      logger.warn(`Case ${caseId} has its alerts, but not why they fired: ${String(error)}`);
    }
  }

  private async log(
    action: string,
    summary: string,
    filter: AlertFilterBody,
    report: AlertUpdateReport,
    reason?: string,
  ): Promise<void> {
    if (report.updated === 0) return;
    const narrow = filter.techniqueId !== undefined || filter.ruleKeys !== undefined;
    await this.activity.write({
      action,
      summary,
      ...(narrow ? { ruleKeys: ruleKeysOf(filter, this.deps.catalog) } : { techniqueIds: [] }),
      ...(reason ? { reason } : {}),
      after: { filter, updated: report.updated, conflicts: report.conflicts, failures: report.failures.length },
    });
  }
}

function checkChange({ add, remove }: { add: string[]; remove: string[] }): void {
  const both = add.filter((value) => remove.includes(value));
  if (both.length > 0) throw new Refusal('invalid', `Both added and removed: ${both.join(', ')}`);
  if (add.length + remove.length === 0) throw new Refusal('invalid', 'Nothing to add and nothing to remove');
}

function words({ add, remove }: { add: string[]; remove: string[] }): string {
  return [...add.map((value) => `+${value}`), ...remove.map((value) => `-${value}`)].join(', ');
}
