/** Judges exported rules and exceptions against the expectations of the packs, without a cluster. Pure. */
import { spaceHealth, type ExceptionItem, type HealthFinding, type RuleKind } from '../../common/allowlist';
import { groupBy } from '../../common/allowlist/group_by';
import { judge, type GuardRule, type GuardState, type Judgement, type RowVerdict } from '../../common/expectations';
import { guardRuleOfEffective } from '../../common/expectations/change';
import { guardReport } from '../../common/expectations/report';
import type { Pack } from '../../common/packs';
import { render } from '../../common/rules';
import { guardContent } from '../../server/services/guard/guard_input';
import type { Detections, FileRule, Place } from './files';
import { levelOf, problem, type Problem } from './problems';

export interface GuardResult {
  problems: Problem[];
  /** Every expectation that rules of the files are to catch, with what became of it. */
  rows: ReadonlyArray<Pick<RowVerdict, 'expectation' | 'source' | 'verdict' | 'caughtBy'>>;
  counts: { rules: number; items: number; expectations: number };
}

const KINDS: ReadonlySet<string> = new Set(['eql', 'query', 'threshold', 'new_terms']);
const kindOf = (type: string): RuleKind => (KINDS.has(type) ? (type as RuleKind) : 'other');

/** The rules of the files, ours under the key of their pack, compared with how the packs ship them. */
class Comparison {
  readonly byKey = new Map<string, FileRule>();
  private readonly shipped = new Map<string, GuardRule>();

  constructor(detections: Detections, packs: readonly Pack[]) {
    const templates = new Map(
      packs.flatMap(({ rules }) => rules.map((template) => [template.rule_id, template] as const)),
    );
    for (const [ruleId, file] of detections.rules) {
      const template = templates.get(ruleId);
      this.byKey.set(template?.id ?? ruleId, file);
      if (template !== undefined) this.shipped.set(template.id, guardRuleOfEffective(render(template)));
    }
  }

  after(items: readonly ExceptionItem[]): GuardState {
    const rules = [...this.byKey].map(([id, { rule }]) => ({ ...rule, id }));
    return { rules, items: new Map([...this.byKey].map(([id, { links }]) => [id, itemsOf(links, items)])) };
  }

  /** As shipped, or, for rules of others, as they are; without exceptions. */
  before(): GuardState {
    return { rules: [...this.byKey].map(([id, { rule }]) => this.shipped.get(id) ?? { ...rule, id }) };
  }
}

function itemsOf(links: FileRule['links'], items: readonly ExceptionItem[]): ExceptionItem[] {
  return items.filter((item) =>
    links.some(({ list_id, namespace_type }) => list_id === item.list_id && namespace_type === item.namespace_type),
  );
}

/** @param now milliseconds since the epoch, for expiry */
export function judgeFiles(detections: Detections, packs: readonly Pack[], now: number): GuardResult {
  const comparison = new Comparison(detections, packs);
  const { expectations, recordings } = guardContent(packs);
  const judgement = judge({
    after: comparison.after(detections.items),
    before: comparison.before(),
    expectations,
    recordings,
    now,
  });
  const exercised = judgement.rows.filter(({ caughtBy, lost }) => caughtBy.length + lost.length > 0);
  return {
    problems: [
      ...lostProblems(judgement, comparison, detections),
      ...healthProblems(comparison, detections, now),
      ...unjudgedProblems(judgement, comparison),
    ],
    rows: exercised,
    counts: {
      rules: detections.rules.size,
      items: detections.items.length,
      expectations: new Set(exercised.map(({ expectation }) => expectation)).size,
    },
  };
}

/** Expected attacks that alerted with the rules as shipped and without exceptions, and do not any more. */
function lostProblems(judgement: Judgement, { byKey }: Comparison, { itemPlaces }: Detections): Problem[] {
  const { losses } = guardReport(judgement, []);
  return judgement.worse.map((row, at) => {
    const isLost = (row.verdict === 'blinded' || row.verdict === 'unknown') && !row.buildingBlockOnly;
    const hiding = row.reasons.find(({ itemId }) => itemId !== undefined)?.itemId;
    const ruleKey = row.lost[0] ?? row.caughtBy[0] ?? '';
    const rule = byKey.get(ruleKey);
    const place = (hiding === undefined ? undefined : itemPlaces.get(hiding)) ?? rule?.place;
    return problem(
      {
        code: isLost ? 'blinded' : 'weakened',
        level: isLost ? 'error' : 'warning',
        message: losses[at]?.text ?? `${row.expectation} on ${row.source} is ${row.verdict}`,
        place: place ?? firstPlace(byKey),
        rule: rule?.rule.name ?? ruleKey,
        attack: { expectation: row.expectation, source: row.source },
      },
      [row.expectation, row.source, ...row.lost],
    );
  });
}

function firstPlace(byKey: ReadonlyMap<string, FileRule>): Place {
  return [...byKey.values()][0]?.place ?? { file: '', line: 1 };
}

function healthProblems({ byKey }: Comparison, detections: Detections, now: number): Problem[] {
  const findings = spaceHealth({
    rules: [...byKey].map(([id, { rule, links }]) => ({
      id,
      name: rule.name,
      kind: kindOf(rule.type),
      ...(rule.language ? { language: rule.language } : {}),
      ...(rule.query ? { query: rule.query } : {}),
      links,
    })),
    lists: detections.lists,
    items: detections.items,
    now,
  });
  const causes = groupBy(findings, ({ code, listId, itemId, entry, evidence }) =>
    JSON.stringify([code, listId, itemId, entry, evidence]),
  );
  return [...causes.values()].map((same) => healthProblem(same, byKey, detections));
}

/** @param same one cause, found on one or several rules */
function healthProblem(
  same: readonly HealthFinding[],
  byKey: ReadonlyMap<string, FileRule>,
  { items, itemPlaces }: Detections,
): Problem {
  const finding = same[0] as HealthFinding;
  const item = items.find(({ item_id }) => item_id === finding.itemId);
  const rules = same.flatMap(({ ruleId }) => byKey.get(ruleId ?? '') ?? []);
  const users =
    item === undefined ? 0 : [...byKey.values()].filter(({ links }) => itemsOf(links, [item]).length > 0).length;
  // Value lists are no part of an export: that one is not at hand says nothing about it.
  const isUnknown = finding.code === 'value_list_missing';
  const name = item?.name ?? finding.listId ?? '';
  const message = isUnknown
    ? `"${name}": its value list is not part of the export, so it was not judged`
    : `"${name}": ${finding.sentence} (${finding.evidence})`;
  return problem(
    {
      code: finding.code,
      level: isUnknown ? 'note' : levelOf(finding, rules.length < users),
      message,
      place: itemPlaces.get(finding.itemId ?? '') ?? rules[0]?.place ?? firstPlace(byKey),
      rule: rules.map(({ rule }) => rule.name).join(', '),
    },
    [finding.listId ?? '', finding.itemId ?? '', finding.evidence],
  );
}

function unjudgedProblems(judgement: Judgement, { byKey }: Comparison): Problem[] {
  return judgement.rules.flatMap(({ rule: key, problem: why }) => {
    const file = byKey.get(key);
    if (why === undefined || file === undefined) return [];
    const { name } = file.rule;
    const message = `${name} cannot be judged: ${why}`;
    return [problem({ code: 'cannot_be_judged', level: 'note', message, place: file.place, rule: name }, [key])];
  });
}
