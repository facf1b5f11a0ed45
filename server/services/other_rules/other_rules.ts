/** Rules of the space that no pack brought, judged like ours: a rule that catches an expected attack is coverage. */
import type { OtherRule } from '../../../common/api/other_rules';
import type { SpaceFinding } from '../../../common/api/health';
import { judge, type CellVerdict, type Judgement } from '../../../common/expectations';
import { running } from '../../../common/expectations/change';
import { groupBy } from '../../../common/allowlist/group_by';
import type { InstalledRule } from '../../stack/rules';
import type { ServiceDependencies } from '../dependencies';
import { guardContent, guardRuleOfInstalled } from '../guard/guard_input';
import type { HealthService } from '../health/health_service';
import { itemsOfRule, type SpaceExceptions } from '../health/space_reader';
import { attackIds } from './attack_ids';

/** What is known of each rule by its `rule_id`. */
interface Known {
  cells: ReadonlyMap<string, readonly CellVerdict[]>;
  problems: ReadonlyMap<string, string | undefined>;
  findings: readonly SpaceFinding[];
  space: SpaceExceptions;
}

export class OtherRules {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'clock'>,
    private readonly health: HealthService,
  ) {}

  /** @param testId only this expectation is replayed; default all */
  async list(testId?: string): Promise<{ rules: OtherRule[]; replayMs: number }> {
    const { stack, catalog } = this.deps;
    if (testId !== undefined) catalog.expectation(testId);
    const [all, { space, findings }] = await Promise.all([stack.rules.list(), this.health.check()]);
    const rules = all.filter(({ rule_id }) => catalog.keyOf(rule_id) === undefined);
    const started = performance.now();
    const judgement = this.judge(rules, space, testId);
    const replayMs = Math.round(performance.now() - started);
    const known: Known = {
      cells: groupBy(judgement.cells, ({ rule }) => rule),
      problems: new Map(judgement.rules.map(({ rule, problem }) => [rule, problem])),
      findings,
      space,
    };
    return { rules: rules.map((rule) => rowOf(rule, known)), replayMs };
  }

  /** Compared with the same rules without exceptions. Nothing is expected of rules that are not ours. */
  private judge(rules: readonly InstalledRule[], space: SpaceExceptions, testId: string | undefined): Judgement {
    const { expectations, recordings } = guardContent(this.deps.catalog.packs);
    const wanted = <T>(items: readonly T[], idOf: (item: T) => string) =>
      testId === undefined ? items : items.filter((item) => idOf(item) === testId);
    return judge({
      after: {
        // What a disabled one would catch is worth knowing; whether it runs stands beside it.
        rules: running(rules.map((rule) => guardRuleOfInstalled(rule.rule_id, rule))),
        items: new Map(space.rules.map((rule) => [rule.rule_id, itemsOfRule(rule, space.items)])),
      },
      expectations: wanted(expectations, ({ id }) => id).map(({ id, name }) => ({ id, name, outcomes: [] })),
      recordings: wanted(recordings, ({ expectation }) => expectation),
      valueLists: space.valueLists,
      now: this.deps.clock(),
    });
  }
}

function rowOf(rule: InstalledRule, { cells, problems, findings, space }: Known): OtherRule {
  const own = cells.get(rule.rule_id) ?? [];
  const caught = groupBy(
    own.filter(({ verdict }) => verdict === 'caught' || verdict === 'weakened'),
    ({ expectation }) => expectation,
  );
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
    findings: findings
      .filter(({ rules }) => rules.some(({ ruleId }) => ruleId === rule.rule_id))
      .map((one) => one.finding),
    exceptions: itemsOfRule(rule, space.items).length,
    ...(problem === undefined ? {} : { cannotJudge: problem }),
  };
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
