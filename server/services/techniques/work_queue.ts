/** The work queue of the home page: what someone should look at this morning, worst first. Pure. */
import type { HealthEffect, LifecycleState } from '../../../common/allowlist';
import type { RuleDrift } from '../../../common/api/content';
import type { RecordedException } from '../../../common/api/exception_guard';
import type { SpaceFinding } from '../../../common/api/health';
import type { ExpectationRun } from '../../../common/api/expectations';
import type { WorkItem } from '../../../common/api/techniques';
import type { Judgement, RowVerdict } from '../../../common/expectations';
import type { PackReport } from '../../../common/packs';
import type { Readiness } from '../../../common/readiness';
import type { InstalledRule } from '../../stack/rules';
import type { Catalog } from '../catalog';
import type { TuningRecord } from '../state/records';
import { sourceLabels } from '../guard/guard_input';
import { blindedRows } from './coverage';

/** A proof older than this says little about today's detections. */
const PROOF_DAYS = 90;
const DAY_MS = 86_400_000;

export interface QueuedEntry {
  id: string;
  name: string;
  rules: readonly string[];
  state: LifecycleState;
  /** For people, e.g. `expires in 3 days`. */
  text: string;
  neverMatched: boolean;
  stale: boolean;
}

export interface WorkQueueInput {
  catalog: Catalog;
  judgement: Judgement;
  drift: readonly RuleDrift[];
  readiness: readonly Readiness[];
  installed: ReadonlyMap<string, InstalledRule>;
  entries: readonly QueuedEntry[];
  /** Of the exceptions of every rule of the space. */
  findings: readonly SpaceFinding[];
  /** Written elsewhere, let through, and still doing harm. */
  recorded: readonly RecordedException[];
  tunings: readonly TuningRecord[];
  lastRuns: Readonly<Record<string, ExpectationRun>>;
  reports: readonly PackReport[];
  now: number;
}

const RANK: Readonly<Record<WorkItem['severity'], number>> = { danger: 0, warning: 1, info: 2 };

export function workQueue(input: WorkQueueInput): WorkItem[] {
  const recorded = bySeverity(input.recorded.map((one) => recordedException(one, input)));
  const items = [
    ...blinding(input),
    ...restingRules(input),
    ...endedOverrides(input),
    ...brokenPacks(input),
    ...failedRules(input),
    ...exceptionFindings(input),
    ...blindRules(input),
    ...driftedRules(input),
    ...entriesToReview(input),
    ...unproven(input),
  ];
  return [...recorded, ...bySeverity(items)];
}

function bySeverity(items: readonly WorkItem[]): WorkItem[] {
  return [...items].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const HARM: Readonly<Record<RecordedException['verdict'], string>> = {
  blinding: 'hides an expected attack',
  breaks_rule: 'stops a rule',
  ineffective: 'does nothing',
};

/** Head of the queue: someone wrote it without knowing, and can still be asked. */
function recordedException(record: RecordedException, { catalog }: WorkQueueInput): WorkItem {
  const { id, itemName, verdict, user, at, evidence, rules, techniqueIds, findingId } = record;
  const key = rules.find((rule) => catalog.rules.has(rule));
  const other = rules.find((rule) => !catalog.rules.has(rule));
  return {
    kind: 'recorded_exception',
    severity: verdict === 'ineffective' ? 'warning' : 'danger',
    recordId: id,
    ...(findingId ? { findingId } : {}),
    ...(techniqueIds[0] ? { techniqueId: techniqueIds[0] } : {}),
    ...(key ? { ruleKey: key } : {}),
    ...(other && !key ? { otherRuleId: other } : {}),
    title: `"${itemName}" ${HARM[verdict]}`,
    detail: `${user} wrote it outside the workbench on ${at.slice(0, 10)}. ${evidence[0] ?? ''}`,
  };
}

function blinding({ judgement, catalog, entries, installed, tunings }: WorkQueueInput): WorkItem[] {
  const labels = sourceLabels(catalog.packs);
  const isResting = (key: string): boolean => installed.get(key)?.enabled === false;
  return blindedRows(judgement)
    .filter(({ lost }) => lost.length === 0 || !lost.every(isResting))
    .map((row) => {
      const cause = row.reasons.find(({ itemName }) => itemName !== undefined);
      const entry = entries.find(({ name }) => name === cause?.itemName);
      const test = catalog.expectations.get(row.expectation);
      return {
        kind: 'blinding_entry',
        severity: 'danger',
        testId: row.expectation,
        ...(test ? { techniqueId: test.pack.manifest.technique.id } : {}),
        ...(row.lost[0] ? { ruleKey: row.lost[0] } : {}),
        ...(entry ? { entryId: entry.id } : {}),
        title: `${row.expectation} goes unseen on ${labels[row.source] ?? row.source}`,
        detail:
          cause?.text ??
          tuningWords(row, tunings) ??
          `Nothing alerts on ${test?.expectation.title ?? 'the test'} any more.`,
      };
    });
}

/** Which tuning hides an attack, with the acceptance that it was saved with. */
function tuningWords({ lost, reasons }: RowVerdict, tunings: WorkQueueInput['tunings']): string | undefined {
  const tuning = tunings.find(({ ruleKey }) => lost.includes(ruleKey));
  if (!tuning) return undefined;
  const { ruleKey, override } = tuning;
  const accepted = override ? ` Accepted until ${override.expiresAt.slice(0, 10)}: ${override.reason}` : '';
  return `${ruleKey} is tuned past it: ${reasons[0]?.text ?? 'it does not match any more'}.${accepted}`;
}

/** Rules that somebody disabled, where nothing else alerts on an attack that they would catch. */
function restingRules({ judgement, catalog, installed }: WorkQueueInput): WorkItem[] {
  const disabled = [...installed].filter(([, { enabled }]) => !enabled);
  const rows = blindedRows(judgement).filter(({ buildingBlockOnly }) => !buildingBlockOnly);
  return disabled.flatMap(([key, { updated_by, updated_at }]): WorkItem[] => {
    const lost = rows.filter((row) => row.lost.includes(key)).map(({ expectation }) => expectation);
    if (lost.length === 0) return [];
    return [
      {
        kind: 'resting_rule',
        severity: 'warning',
        ruleKey: key,
        techniqueId: catalog.techniqueOf(key),
        title: `${key} is disabled`,
        detail: `Nothing else alerts on ${[...new Set(lost)].join(', ')}. ${lastChange({ by: updated_by, at: updated_at })}`,
      },
    ];
  });
}

function lastChange({ by, at }: { by: string; at: string }): string {
  return `Last changed by ${by} on ${at.slice(0, 10)}.`;
}

function endedOverrides({ tunings, now, catalog }: WorkQueueInput): WorkItem[] {
  return tunings
    .filter(({ override }) => override !== undefined && Date.parse(override.expiresAt) <= now)
    .filter(({ ruleKey }) => catalog.rules.has(ruleKey))
    .map(({ ruleKey, override }) => ({
      kind: 'ended_override',
      severity: 'danger',
      ruleKey,
      techniqueId: catalog.techniqueOf(ruleKey),
      title: `The override of ${ruleKey} has ended`,
      detail: `Its tuning hides an expected attack and was accepted until ${override?.expiresAt}. Revert it, or override it again.`,
    }));
}

function brokenPacks({ reports }: WorkQueueInput): WorkItem[] {
  return reports
    .filter(({ status }) => status === 'disabled')
    .map(({ id, technique, errors }) => ({
      kind: 'broken_pack',
      severity: 'danger',
      ...(technique ? { techniqueId: technique } : {}),
      title: `Pack ${id} is left out`,
      detail: errors[0] ? `${errors[0].file}: ${errors[0].message}` : 'It has errors.',
    }));
}

function failedRules({ installed, catalog }: WorkQueueInput): WorkItem[] {
  return [...installed]
    .filter(([, rule]) => rule.enabled && rule.lastRun?.status === 'failed')
    .map(([key, rule]) => ({
      kind: 'failed_rule',
      severity: 'danger',
      ruleKey: key,
      techniqueId: catalog.techniqueOf(key),
      title: `${key} failed at its last run`,
      detail: rule.lastRun?.message ?? '',
    }));
}

const FINDING_SEVERITY: Readonly<Record<HealthEffect, WorkItem['severity']>> = {
  rule_fails: 'danger',
  hides_everything: 'danger',
  runs_without: 'warning',
  does_nothing: 'warning',
  not_saved: 'warning',
  hides_more: 'info',
  doubled: 'info',
};

/** What stands at the head already, with who wrote it, is not said twice. */
function exceptionFindings({ findings, recorded }: WorkQueueInput): WorkItem[] {
  const known = new Set(recorded.map(({ findingId }) => findingId));
  const fresh = findings.filter(({ id }) => !known.has(id));
  return fresh.map(({ id, finding, itemName, entryId, worksElsewhere, rules }) => {
    const isSmall = finding.code === 'expired' || (finding.effect === 'does_nothing' && worksElsewhere);
    const ours = rules.find(({ ruleKey }) => ruleKey !== undefined);
    const others = rules.filter(({ ruleKey }) => ruleKey === undefined);
    const where = rules.map(({ ruleKey, name }) => ruleKey ?? name).join(', ');
    return {
      kind: 'exception_finding',
      severity: isSmall ? 'info' : FINDING_SEVERITY[finding.effect],
      findingId: id,
      ...(ours?.techniqueId ? { techniqueId: ours.techniqueId } : {}),
      ...(ours?.ruleKey ? { ruleKey: ours.ruleKey } : {}),
      ...(others[0] && !ours ? { otherRuleId: others[0].ruleId } : {}),
      ...(entryId ? { entryId } : {}),
      title: itemName === undefined ? where : `"${itemName}" on ${where}`,
      detail: `${finding.sentence} (${finding.evidence})`,
    };
  });
}

/** Enabled rules that see nothing on any data source. One that nobody switched on is no news. */
function blindRules({ readiness, installed, catalog }: WorkQueueInput): WorkItem[] {
  return [...installed]
    .filter(([, rule]) => rule.enabled)
    .flatMap(([key]): WorkItem[] => {
      const rows = readiness.filter((row) => row.rule === key);
      const worst = rows[0];
      if (!worst || rows.some(({ level }) => level !== 'blind')) return [];
      return [
        {
          kind: 'blind_rule',
          severity: 'warning',
          ruleKey: key,
          techniqueId: catalog.techniqueOf(key),
          title: `${key} cannot see anything`,
          detail: `${worst.reason.sentence} ${worst.reason.advice}`,
        },
      ];
    });
}

function driftedRules({ drift, catalog }: WorkQueueInput): WorkItem[] {
  return drift.flatMap((rule): WorkItem[] => {
    const words = driftWords(rule);
    if (words === undefined) return [];
    const { ruleKey } = rule;
    const techniqueId = catalog.techniqueOf(ruleKey);
    return [{ kind: 'drifted_rule', severity: 'warning', ruleKey, techniqueId, ...words }];
  });
}

function driftWords({ ruleKey, state, fields, changed }: RuleDrift): { title: string; detail: string } | undefined {
  switch (state) {
    case 'missing':
      return { title: `${ruleKey} is gone`, detail: 'It was installed and no longer exists.' };
    case 'not_installed':
      return {
        title: `${ruleKey} is not installed`,
        detail: 'The other rules of its pack are. Install the content to add it.',
      };
    case 'drifted': {
      const names = fields.map(({ field }) => field).join(', ');
      const who = changed ? ` ${lastChange(changed)}` : '';
      return { title: `${ruleKey} was edited elsewhere`, detail: `Different: ${names}.${who}` };
    }
    default:
      return undefined;
  }
}

function entriesToReview({ entries, catalog }: WorkQueueInput): WorkItem[] {
  return entries.flatMap((entry): WorkItem[] => {
    const key = entry.rules.find((rule) => catalog.rules.has(rule));
    const about = {
      entryId: entry.id,
      ...(key ? { ruleKey: key, techniqueId: catalog.techniqueOf(key) } : {}),
      detail: entry.text,
    };
    const items: WorkItem[] = [];
    if (entry.state === 'expiring')
      items.push({ ...about, kind: 'expiring_entry', severity: 'info', title: `"${entry.name}" ends soon` });
    if (entry.stale)
      items.push({ ...about, kind: 'stale_entry', severity: 'info', title: `"${entry.name}" has outlived its cause` });
    if (entry.neverMatched) {
      items.push({
        ...about,
        kind: 'never_matching_entry',
        severity: 'info',
        title: `"${entry.name}" never hid anything`,
      });
    }
    return items;
  });
}

/** Tests of installed rules without a run, or whose last run is old or did not pass. */
function unproven({ catalog, lastRuns, installed, now }: WorkQueueInput): WorkItem[] {
  return [...catalog.expectations].flatMap(([testId, { expectation, pack }]): WorkItem[] => {
    const rules = expectation.sources.flatMap(({ must_fire }) => must_fire.map(({ rule }) => rule));
    if (!rules.some((rule) => installed.has(rule))) return [];
    const run = lastRuns[testId];
    const about = { kind: 'unproven_expectation' as const, testId, techniqueId: pack.manifest.technique.id };
    if (!run) {
      return [
        {
          ...about,
          severity: 'info',
          title: testId,
          detail: 'Never replayed or checked here: nothing proves yet that it is caught.',
        },
      ];
    }
    if (run.result === 'failed' || run.result === 'partial') {
      return [{ ...about, severity: 'warning', title: `${testId} did not pass`, detail: run.summary }];
    }
    const age = Math.floor((now - Date.parse(run.at)) / DAY_MS);
    return age > PROOF_DAYS
      ? [{ ...about, severity: 'info', title: `The proof of ${testId} is ${age} days old`, detail: run.summary }]
      : [];
  });
}
