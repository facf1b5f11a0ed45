/**
 * What a change would have meant over history: both versions of a rule on the same window, match by match.
 *
 * Numbers always reconcile (`before = lost + same`, `after = gained + same`), also when one side is partial: then only
 * what both sides cover completely is compared, and the answer says how far that is.
 */
import type {
  ComparedMatch,
  Disposition,
  ExistingAlert,
  HistoryMatch,
  HistoryResult,
  Impact,
  ImpactBucket,
  ImpactWindow,
  RuleImpact,
} from './types';

const DAY = 86_400_000;

/** Both versions of one rule. A rule that exists on one side only has an empty result on the other. */
export interface ComparedRule {
  rule: string;
  before: HistoryResult;
  after: HistoryResult;
}

export interface CompareInput {
  window: ImpactWindow;
  rules: readonly ComparedRule[];
  /** Alerts of the window, for the disposition of lost matches. */
  alerts?: readonly ExistingAlert[];
  /** Alerts closed with one of these reasons or tags count as false positives. */
  falsePositiveMarks?: readonly string[];
}

const defaultMarks = ['false_positive', 'false positive', 'benign_positive'];

/** The same events in another order are another sequence; the same ids are the same match. */
function keyOf(match: HistoryMatch): string {
  return JSON.stringify(match.eventIds);
}

function earliest(times: readonly string[]): string {
  return new Date(Math.min(...times.map((time) => Date.parse(time)))).toISOString();
}

function dayOf(time: number): string {
  return new Date(Math.floor(time / DAY) * DAY).toISOString();
}

/** Every day of the window, empty ones too, so that a chart has no holes. */
function emptyBuckets(window: ImpactWindow): Map<string, ImpactBucket> {
  const buckets = new Map<string, ImpactBucket>();
  for (let day = Math.floor(Date.parse(window.from) / DAY) * DAY; day <= Date.parse(window.to); day += DAY) {
    buckets.set(dayOf(day), { day: dayOf(day), before: 0, after: 0, lost: 0, gained: 0, same: 0 });
  }
  return buckets;
}

/** Matches within the part that is complete, each once. */
function covered(result: HistoryResult, isCovered: (at: number) => boolean): Map<string, HistoryMatch> {
  const matches = result.matches.filter((match) => isCovered(Date.parse(match.at)));
  return new Map(matches.map((match) => [keyOf(match), match]));
}

interface AlertIndex {
  find(rule: string, match: HistoryMatch): ExistingAlert | undefined;
}

/** The alert that holds most of the match's events; a match of a sequence counts when one alert has all of them. */
function indexAlerts(alerts: readonly ExistingAlert[]): AlertIndex {
  const byEvent = new Map<string, ExistingAlert[]>();
  for (const alert of alerts) {
    for (const id of alert.eventIds) {
      const key = `${alert.ruleId}\n${id}`;
      const known = byEvent.get(key);
      if (known === undefined) byEvent.set(key, [alert]);
      else known.push(alert);
    }
  }
  return {
    find(rule, match) {
      const [first] = match.eventIds;
      const candidates = first === undefined ? [] : (byEvent.get(`${rule}\n${first}`) ?? []);
      return candidates.find((alert) => match.eventIds.every((id) => alert.eventIds.includes(id)));
    },
  };
}

function isFalsePositive(alert: ExistingAlert, marks: readonly string[]): boolean {
  const words = [alert.closeReason, ...(alert.tags ?? [])]
    .filter((word) => word !== undefined)
    .map((word) => word.toLowerCase());
  return words.some((word) => marks.includes(word));
}

function dispositionOf(
  lost: readonly ComparedMatch[],
  found: ReadonlyMap<ComparedMatch, ExistingAlert>,
  marks: readonly string[],
): Disposition {
  const counts: Disposition = { open: 0, acknowledged: 0, closed: 0, falsePositive: 0, noAlert: 0 };
  for (const match of lost) {
    const alert = found.get(match);
    if (alert === undefined) counts.noAlert += 1;
    else counts[alert.status] += 1;
    if (alert?.status === 'closed' && isFalsePositive(alert, marks)) counts.falsePositive += 1;
  }
  return counts;
}

interface RuleComparison {
  impact: RuleImpact;
  lost: HistoryMatch[];
  gained: HistoryMatch[];
  same: HistoryMatch[];
}

function compareRule({ rule, before, after }: ComparedRule, window: ImpactWindow): RuleComparison {
  const partial = before.partial || after.partial;
  const ends = [window.to, ...[before, after].filter((side) => side.partial).map((side) => side.coveredTo)];
  const coveredTo = earliest(ends);
  const end = Date.parse(coveredTo);
  // Where an answer was cut, more matches of the same moment may have been left out.
  const isCovered = (at: number): boolean => (end < Date.parse(window.to) ? at < end : at <= end);
  const old = covered(before, isCovered);
  const now = covered(after, isCovered);
  const lost = [...old].filter(([key]) => !now.has(key)).map(([, match]) => match);
  const gained = [...now].filter(([key]) => !old.has(key)).map(([, match]) => match);
  const same = [...old].filter(([key]) => now.has(key)).map(([, match]) => match);
  const reason = [before.reason, after.reason].find((text) => text !== undefined);
  const impact: RuleImpact = {
    rule,
    before: old.size,
    after: now.size,
    lost: lost.length,
    gained: gained.length,
    same: same.length,
    partial,
    coveredTo,
    ...(reason === undefined ? {} : { reason }),
  };
  return { impact, lost, gained, same };
}

function count(
  buckets: Map<string, ImpactBucket>,
  matches: readonly HistoryMatch[],
  add: (bucket: ImpactBucket) => void,
): void {
  for (const match of matches) {
    const day = dayOf(Date.parse(match.at));
    const bucket = buckets.get(day) ?? { day, before: 0, after: 0, lost: 0, gained: 0, same: 0 };
    add(bucket);
    buckets.set(day, bucket);
  }
}

function sum(buckets: readonly ImpactBucket[]): Impact['totals'] {
  const totals = { before: 0, after: 0, lost: 0, gained: 0, same: 0 };
  for (const bucket of buckets)
    for (const key of Object.keys(totals) as Array<keyof typeof totals>) totals[key] += bucket[key];
  return totals;
}

const byTime = (a: ComparedMatch, b: ComparedMatch): number => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0);

/** Compares both versions of every rule of a change. Newest lost and gained matches first. */
export function compareImpact(input: CompareInput): Impact {
  const { window } = input;
  const marks = (input.falsePositiveMarks ?? defaultMarks).map((mark) => mark.toLowerCase());
  const alerts = indexAlerts(input.alerts ?? []);
  const buckets = emptyBuckets(window);
  const found = new Map<ComparedMatch, ExistingAlert>();
  const lost: ComparedMatch[] = [];
  const gained: ComparedMatch[] = [];
  const compared = input.rules.map((rule) => compareRule(rule, window));

  for (const one of compared) {
    const { rule } = one.impact;
    count(buckets, one.lost, (bucket) => void ((bucket.lost += 1), (bucket.before += 1)));
    count(buckets, one.gained, (bucket) => void ((bucket.gained += 1), (bucket.after += 1)));
    count(buckets, one.same, (bucket) => void ((bucket.same += 1), (bucket.before += 1), (bucket.after += 1)));
    for (const match of one.lost) {
      const alert = alerts.find(rule, match);
      const entry: ComparedMatch = {
        rule,
        eventIds: [...match.eventIds],
        at: match.at,
        ...(alert === undefined ? {} : { alert: { id: alert.id, status: alert.status } }),
      };
      if (alert !== undefined) found.set(entry, alert);
      lost.push(entry);
    }
    gained.push(...one.gained.map((match) => ({ rule, eventIds: [...match.eventIds], at: match.at })));
  }

  const ordered = [...buckets.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  const coveredTo = earliest([window.to, ...compared.map((one) => one.impact.coveredTo)]);
  const length = Date.parse(window.to) - Date.parse(window.from);
  const share = length <= 0 ? 1 : (Date.parse(coveredTo) - Date.parse(window.from)) / length;
  return {
    window,
    coverage: Math.min(1, Math.max(0, share)),
    coveredTo,
    partial: compared.some((one) => one.impact.partial),
    reasons: [...new Set(compared.flatMap((one) => one.impact.reason ?? []))],
    totals: sum(ordered),
    rules: compared.map((one) => one.impact),
    buckets: ordered,
    lost: lost.sort(byTime),
    gained: gained.sort(byTime),
    disposition: dispositionOf(lost, found, marks),
  };
}
