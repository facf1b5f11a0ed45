/**
 * Exceptions that were written outside the workbench and do harm: who wrote them, with the evidence of that moment. Each
 * stands at the head of the work queue until it is repaired, or accepted with a reason and an expiry.
 */
import { canonical, isExpired, WORKBENCH_TAG, type ExceptionItem } from '../../../common/allowlist';
import type { Override } from '../../../common/api/fields';
import type { RecordedException } from '../../../common/api/exception_guard';
import type { SpaceFinding } from '../../../common/api/health';
import type { DocumentStore, StoredDocument } from '../../stack/documents';
import { StackError } from '../../stack/stack';
import type { ActivityLog } from '../activity/activity_log';
import type { ServiceDependencies } from '../dependencies';
import { overrideInForce } from '../guard/override';
import { found } from '../refusal';
import type { HealthService, SpaceHealth } from '../health/health_service';
import type { ItemGuard } from '../health/item_guard';
import { contentHash } from '../rules/identity';

/** What the door saw. */
export interface HarmfulWrite {
  item: ExceptionItem;
  /** Kibana gives the item an id only after the door. */
  hasNoIdYet: boolean;
  verdict: RecordedException['verdict'];
  /** One sentence each. */
  evidence: readonly string[];
  rules: readonly string[];
  techniqueIds: readonly string[];
  user: string;
  /** ISO 8601 UTC. */
  at: string;
}

/** Type `exception`, one for each place and set of conditions: writing the same again is the same case. */
interface RecordedWrite extends Omit<HarmfulWrite, 'item' | 'hasNoIdYet'> {
  itemName: string;
  accepted?: Override & { by: string };
}

/** The newest are looked at; older ones still show as findings and blinded tests. */
const LOOKED_AT = 100;
/** Sentences that are kept of one write. */
const KEPT_EVIDENCE = 20;

/** An item is the same case as long as it is on the same list and says the same. */
function caseOf(item: ExceptionItem, itemId: string | undefined): string {
  const { list_id, namespace_type, entries, os_types } = item;
  return contentHash([list_id, namespace_type, canonical(entries), [...os_types].sort(), itemId ?? '']);
}

/** The cases that a stored item may be. What the workbench wrote had an id, and was judged before it was written. */
function casesOf(item: ExceptionItem): string[] {
  const known = caseOf(item, item.item_id);
  return item.tags.includes(WORKBENCH_TAG) ? [known] : [known, caseOf(item, undefined)];
}

/** Keeps a write. An acceptance that is in force stays. */
export async function keepHarmfulWrite(documents: DocumentStore, harm: HarmfulWrite): Promise<void> {
  const { item, hasNoIdYet, ...seen } = harm;
  const id = caseOf(item, hasNoIdYet ? undefined : item.item_id);
  const known = await documents.get<RecordedWrite>('exception', id);
  const accepted = known?.data.accepted;
  const record: RecordedWrite = {
    ...seen,
    evidence: seen.evidence.slice(0, KEPT_EVIDENCE),
    itemName: item.name,
    ...(accepted ? { accepted } : {}),
  };
  if (known) await documents.update('exception', id, known.version, record);
  else await documents.create('exception', id, record);
}

type Recorded = StoredDocument<RecordedWrite>;

/** Items that are there, with what was recorded of each, newest first. */
function casesByItem(documents: readonly Recorded[], items: readonly ExceptionItem[]): Map<ExceptionItem, Recorded[]> {
  const itemOf = new Map(items.flatMap((item) => casesOf(item).map((id) => [id, item])));
  const known = documents.flatMap((document) => {
    const item = itemOf.get(document.id);
    return item === undefined ? [] : [{ item, document }];
  });
  return new Map(
    known.map(({ item }) => [item, known.filter((one) => one.item === item).map(({ document }) => document)]),
  );
}

export class RecordedExceptions {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack' | 'clock' | 'tier'>,
    private readonly parts: { health: HealthService; guard: ItemGuard; activity: ActivityLog },
  ) {}

  /** Newest first: those whose item is still there, says the same, and still does harm. Accepted ones are left out. */
  async open(): Promise<RecordedException[]> {
    const { documents } = await this.deps.stack.documents.list<RecordedWrite>('exception', { size: LOOKED_AT });
    if (documents.length === 0) return [];
    const health = await this.parts.health.check();
    const now = this.deps.clock();
    const isAccepted = ({ data }: Recorded) => data.accepted && Date.parse(data.accepted.expiresAt) > now;
    const open: RecordedException[] = [];
    for (const [item, cases] of casesByItem(documents, health.space.items)) {
      const [newest] = cases;
      if (newest === undefined || isExpired(item, now) || cases.some(isAccepted)) continue;
      const finding = findingOf(item, health);
      if (finding !== undefined || (await this.stillBlinds(item, health))) open.push(viewOf(newest, item, finding));
    }
    return open;
  }

  /**
   * Leaves a record out of the queue until a day.
   * @throws Refusal `not_found`, `override_refused`; StackError `conflict`
   */
  async accept(id: string, version: string, override: Override): Promise<void> {
    const { stack, clock, tier } = this.deps;
    const document = found(await stack.documents.get<RecordedWrite>('exception', id), 'The recorded exception');
    if (document.version !== version) {
      throw new StackError('conflict', 'Someone else looked after it in the meantime', {
        currentVersion: document.version,
      });
    }
    overrideInForce(override, { tier, now: clock() });
    const accepted = { ...override, by: stack.user.name };
    await stack.documents.update<RecordedWrite>('exception', id, version, { ...document.data, accepted });
    const { itemName, user, techniqueIds, evidence } = document.data;
    await this.parts.activity.write({
      action: 'exceptions.accept',
      summary: `Accepted "${itemName}", which ${user} wrote outside the workbench, until ${override.expiresAt}`,
      techniqueIds,
      reason: override.reason,
      before: evidence,
      override,
    });
  }

  /** Beside an item that stops the whole rule, nothing else seems to hide anything: such items are thought away. */
  private async stillBlinds(item: ExceptionItem, { space, findings }: SpaceHealth): Promise<boolean> {
    const stops = findings.filter(
      ({ finding: { effect } }) => effect === 'rule_fails' || effect === 'hides_everything',
    );
    const stopping = new Set(stops.map(({ finding }) => finding.itemId));
    const items = space.items.filter(({ item_id }) => !stopping.has(item_id));
    return (await this.parts.guard.judge([item], { ...space, items })).blinding;
  }
}

/** What the workbench would have refused to save. */
function findingOf({ item_id, list_id }: ExceptionItem, { findings }: SpaceHealth): SpaceFinding | undefined {
  return findings.find(
    ({ finding }) => finding.severity === 'refuse' && finding.itemId === item_id && finding.listId === list_id,
  );
}

function viewOf(
  { id, version, data }: StoredDocument<RecordedWrite>,
  item: ExceptionItem,
  finding: SpaceFinding | undefined,
): RecordedException {
  const { verdict, evidence, user, at, rules, techniqueIds } = data;
  return {
    id,
    version,
    itemId: item.item_id,
    itemName: item.name,
    verdict,
    evidence: [...evidence],
    user,
    at,
    rules: [...rules],
    techniqueIds: [...techniqueIds],
    ...(finding ? { findingId: finding.id } : {}),
  };
}
