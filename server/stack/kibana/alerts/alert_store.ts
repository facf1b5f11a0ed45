import { closeReasonTag } from '../../../../common/api/alerts';
import type {
  Alert,
  AlertFilter,
  AlertPage,
  AlertSearch,
  AlertStatus,
  AlertStore,
  AlertUpdateReport,
} from '../../alerts';
import type { ElasticsearchApi, KibanaApi } from '../apis';
import type { Person, SuggestPeople } from '../people';
import { allOf, indexPath, LENIENT, type SearchAnswer } from '../search/types';
import { matchingAlerts, withSequences } from './alert_ids';
import { alertIndex, alertQuery, READ_ALERTS } from './alert_query';
import { countAlerts, searchAlerts, toAlert } from './alert_search';
import { changeAssignees, changeTags, setStatus } from './alert_updates';
import { attachToCase, attachVerdict, type CaseTarget } from './case_attachments';
import { otherReasonTags } from './close_reason_tags';

export interface AlertStoreParts {
  kibana: KibanaApi;
  elasticsearch: ElasticsearchApi;
  space: string;
  /** Alerts have a field for the reason of closing. */
  keepsReason: boolean;
  suggestPeople: SuggestPeople;
  /** Cases know our kind of attachment. */
  attachesVerdicts: boolean;
}

interface Change {
  add: readonly string[];
  remove: readonly string[];
}

/** The port's alerts: read from Elasticsearch, changed through Kibana, as the user of a request. */
export class KibanaAlertStore implements AlertStore {
  readonly attachVerdict: AlertStore['attachVerdict'];

  constructor(private readonly parts: AlertStoreParts) {
    const { attachesVerdicts, kibana } = parts;
    if (attachesVerdicts) this.attachVerdict = (caseId, verdict) => attachVerdict(kibana, caseId, verdict);
  }

  search(search: AlertSearch): Promise<AlertPage> {
    return searchAlerts(this.parts.elasticsearch, this.parts.space, search);
  }

  async get(id: string): Promise<Alert | undefined> {
    const path = indexPath(alertIndex(this.parts.space), '_search');
    const { hits } = await this.parts.elasticsearch.call<SearchAnswer>(READ_ALERTS, 'POST', path, {
      query: LENIENT,
      body: { size: 1, track_total_hits: false, query: { ids: { values: [id] } } },
    });
    const hit = hits.hits[0];
    return hit && toAlert(hit);
  }

  async count(filter: AlertFilter): Promise<number> {
    const { elasticsearch, space } = this.parts;
    return countAlerts(elasticsearch, space, await alertQuery(elasticsearch, space, filter));
  }

  async setStatus(filter: AlertFilter, status: AlertStatus, reason?: string): Promise<AlertUpdateReport> {
    const { kibana, elasticsearch, space, keepsReason } = this.parts;
    const ids = await withSequences(elasticsearch, space, await alertQuery(elasticsearch, space, filter));
    const kept = status === 'closed' ? reason : undefined;
    const report = await setStatus(kibana, ids, status, keepsReason ? kept : undefined);
    if (!keepsReason) await this.tagReason(report.conflicts > 0 ? await this.withStatus(ids, status) : ids, kept);
    return report;
  }

  async changeTags(filter: AlertFilter, { add, remove }: Change): Promise<AlertUpdateReport> {
    return changeTags(this.parts.kibana, await this.idsOf(filter), add, remove);
  }

  async changeAssignees(filter: AlertFilter, { add, remove }: Change): Promise<AlertUpdateReport> {
    return changeAssignees(this.parts.kibana, await this.idsOf(filter), add, remove);
  }

  suggestAssignees(text: string): Promise<Person[]> {
    return this.parts.suggestPeople(text);
  }

  attachToCase(ids: readonly string[], target: CaseTarget): Promise<{ caseId: string; added: string[] }> {
    return attachToCase(this.parts, this.parts.space, ids, target);
  }

  private async idsOf(filter: AlertFilter): Promise<string[]> {
    const { elasticsearch, space } = this.parts;
    return (await matchingAlerts(elasticsearch, space, await alertQuery(elasticsearch, space, filter))).ids;
  }

  /** Those that a change reached: one that someone else was quicker with has no reason to be given. */
  private async withStatus(ids: readonly string[], status: AlertStatus): Promise<string[]> {
    const { elasticsearch, space } = this.parts;
    const reached = allOf([{ ids: { values: ids } }, { term: { 'kibana.alert.workflow_status': status } }]);
    return (await matchingAlerts(elasticsearch, space, reached)).ids;
  }

  /** An alert has one reason, and an open one has none. */
  private async tagReason(ids: readonly string[], reason: string | undefined): Promise<void> {
    const { kibana, elasticsearch, space } = this.parts;
    const old = otherReasonTags(reason);
    if (reason !== undefined) {
      await changeTags(kibana, ids, [closeReasonTag(reason)], old);
      return;
    }
    const tagged = allOf([{ ids: { values: ids } }, { terms: { 'kibana.alert.workflow_tags': old } }]);
    const { ids: marked } = await matchingAlerts(elasticsearch, space, tagged);
    await changeTags(kibana, marked, [], old);
  }
}
