/** Rules of the space that no pack brought, judged like ours: a rule that catches an expected attack is coverage. */
import { setImmediate } from 'node:timers/promises';
import type { OtherRule } from '../../../common/api/other_rules';
import type { HealthFinding } from '../../../common/allowlist';
import type { SpaceFinding } from '../../../common/api/health';
import { judge, type CellVerdict, type Judgement } from '../../../common/expectations';
import { running } from '../../../common/expectations/change';
import { groupBy } from '../../../common/allowlist/group_by';
import type { InstalledRule } from '../../stack/rules';
import type { ServiceDependencies } from '../dependencies';
import { guardContent, guardRuleOfInstalled } from '../guard/guard_input';
import type { HealthService } from '../health/health_service';
import type { SpaceExceptions } from '../health/space_reader';
import { attackIds } from './attack_ids';

/** Hundreds of rules may share a list with hundreds of faults: a row shows the worst, the page of exceptions all. */
const MAX_FINDINGS = 20;

/** Compiled and replayed in well under 100 ms. */
const RULES_AT_ONCE = 100;

/** What is known of each rule by its `rule_id`. */
interface Known {
  cells: ReadonlyMap<string, readonly CellVerdict[]>;
  problems: ReadonlyMap<string, string | undefined>;
  findings: ReadonlyMap<string, readonly HealthFinding[]>;
  space: SpaceExceptions;
}

export class OtherRules {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'catalog' | 'clock'>,
    private readonly health: HealthService,
  ) {}

  /** @param testId only this expectation is replayed; default all */
  async list(testId?: string): Promise<{ rules: OtherRule[]; replayMs: number }> {
    const { catalog } = this.deps;
    if (testId !== undefined) catalog.expectation(testId);
    const { space, findings } = await this.health.check();
    const rules = space.installed.filter(({ rule_id }) => catalog.keyOf(rule_id) === undefined);
    const started = performance.now();
    const judged = await this.judge(rules, space, testId);
    const replayMs = Math.round(performance.now() - started);
    const known: Known = {
      cells: groupBy(
        judged.flatMap(({ cells }) => cells),
        ({ rule }) => rule,
      ),
      problems: new Map(judged.flatMap((part) => part.rules.map(({ rule, problem }) => [rule, problem] as const))),
      findings: findingsByRule(findings),
      space,
    };
    return { rules: rules.map((rule) => rowOf(rule, known)), replayMs };
  }

  /**
   * Compared with the same rules without exceptions. Nothing is expected of rules that are not ours. In parts, between
   * which the server answers others.
   */
  private async judge(
    rules: readonly InstalledRule[],
    space: SpaceExceptions,
    testId: string | undefined,
  ): Promise<Judgement[]> {
    const content = guardContent(this.deps.catalog.packs);
    const wanted = <T>(items: readonly T[], idOf: (item: T) => string) =>
      testId === undefined ? items : items.filter((item) => idOf(item) === testId);
    const expectations = wanted(content.expectations, ({ id }) => id);
    const asked = {
      expectations: expectations.map(({ id, name }) => ({ id, name, outcomes: [] })),
      recordings: wanted(content.recordings, ({ expectation }) => expectation),
      valueLists: space.valueLists,
      now: this.deps.clock(),
    };
    const items = new Map(space.rules.map((rule) => [rule.rule_id, space.linked.of(rule.exceptions_list)]));
    // What a disabled one would catch is worth knowing; whether it runs stands beside it.
    const guarded = running(rules.map((rule) => guardRuleOfInstalled(rule.rule_id, rule)));
    const judged: Judgement[] = [];
    for (let from = 0; from < guarded.length; from += RULES_AT_ONCE) {
      judged.push(judge({ after: { rules: guarded.slice(from, from + RULES_AT_ONCE), items }, ...asked }));
      await setImmediate();
    }
    return judged;
  }
}

function rowOf(rule: InstalledRule, { cells, problems, findings, space }: Known): OtherRule {
  const own = cells.get(rule.rule_id) ?? [];
  const caught = groupBy(
    own.filter(({ verdict }) => verdict === 'caught' || verdict === 'weakened'),
    ({ expectation }) => expectation,
  );
  const wrong = findings.get(rule.rule_id) ?? [];
  const problem = dataViewProblem(rule) ?? problems.get(rule.rule_id);
  return {
    id: rule.id,
    ruleId: rule.rule_id,
    name: rule.name,
    type: rule.type,
    ...(rule.language ? { language: rule.language } : {}),
    enabled: rule.enabled,
    severity: rule.severity,
    techniques: attackIds(rule.threat),
    catches: [...caught].map(([testId, same]) => ({ testId, sources: same.map(({ source }) => source) })),
    hides: own.flatMap(hiddenBy),
    findings: wrong.slice(0, MAX_FINDINGS),
    findingCount: wrong.length,
    exceptions: space.linked.of(rule.exceptions_list).length,
    ...(problem === undefined ? {} : { cannotJudge: problem }),
  };
}

/** The worst first, as they come. */
function findingsByRule(findings: readonly SpaceFinding[]): Map<string, HealthFinding[]> {
  const byRule = new Map<string, HealthFinding[]>();
  for (const { finding, rules } of findings) {
    for (const { ruleId } of rules) {
      const known = byRule.get(ruleId);
      if (known === undefined) byRule.set(ruleId, [finding]);
      else known.push(finding);
    }
  }
  return byRule;
}

function hiddenBy({ expectation, source, verdict, reasons }: CellVerdict): OtherRule['hides'] {
  if (verdict !== 'blinded' && verdict !== 'weakened') return [];
  return [{ testId: expectation, source, verdict, text: reasons.map(({ text }) => text).join('; ') }];
}

/** A data view may bring runtime fields, which are computed in Elasticsearch and in no recording. */
function dataViewProblem(rule: InstalledRule): string | undefined {
  return rule.dataViewId !== undefined && (rule.index ?? []).length === 0
    ? 'it reads a data view, whose indices and runtime fields are not part of the rule'
    : undefined;
}
