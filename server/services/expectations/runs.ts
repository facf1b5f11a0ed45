/** Results of tests, kept as proof. */
import { randomUUID } from 'node:crypto';
import type { ExpectationRun } from '../../../common/api/expectations';
import type { CellVerdict, ReasonCode } from '../../../common/expectations';
import type { Expectation, ExpectationSource } from '../../../common/packs';
import type { ServiceDependencies } from '../dependencies';

/** Runs of one test that are shown. */
const SHOWN = 50;
/** Newest runs that are looked through for the last one of each test. */
const RECENT = 1_000;

/** Reasons that speak of the rule, not of what it looks for. */
const AT_REST: ReadonlySet<ReasonCode> = new Set(['rule_absent', 'rule_disabled']);

export type RunResult = Omit<ExpectationRun, 'id' | 'at' | 'by'>;

export class RunLog {
  constructor(private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog' | 'clock'>) {}

  async keep(result: RunResult): Promise<ExpectationRun> {
    const { stack, clock } = this.deps;
    const run: ExpectationRun = {
      ...result,
      id: randomUUID(),
      at: new Date(clock()).toISOString(),
      by: stack.user.name,
    };
    await stack.documents.create('run', run.id, run, { testId: run.testId, kind: run.kind });
    return run;
  }

  /** Newest first. */
  async ofTest(testId: string): Promise<ExpectationRun[]> {
    const { documents } = await this.deps.stack.documents.list<ExpectationRun>('run', {
      keys: { testId },
      size: SHOWN,
    });
    return documents.map(({ data }) => data);
  }

  /** The newest run of each test. */
  async lastRuns(): Promise<Record<string, ExpectationRun>> {
    const { stack, catalog } = this.deps;
    const { documents, next } = await stack.documents.list<ExpectationRun>('run', { size: RECENT });
    const last: Record<string, ExpectationRun> = {};
    for (const { data } of documents) last[data.testId] ??= data;
    if (next === undefined) return last;
    // Where some tests run every night, the last run of another may lie behind thousands of theirs.
    const seldom = [...catalog.expectations.keys()].filter((testId) => last[testId] === undefined);
    const found = await Promise.all(
      seldom.map((testId) => stack.documents.list<ExpectationRun>('run', { keys: { testId }, size: 1 })),
    );
    for (const { data } of found.flatMap((answer) => answer.documents)) last[data.testId] = data;
    return last;
  }
}

/** What replaying a recording gave, from the verdicts of its rules. Pure. */
export function replayResult(test: Expectation, source: ExpectationSource, cells: readonly CellVerdict[]): RunResult {
  const own = cells.filter((cell) => cell.expectation === test.id && cell.source === source.source);
  const expected = new Set(source.must_fire.map(({ rule }) => rule));
  const rules = own
    .filter((cell) => expected.has(cell.rule) || cell.matches > 0)
    .map((cell) => ({
      ruleKey: cell.rule,
      expected: expected.has(cell.rule) ? ('must_fire' as const) : ('must_not_fire' as const),
      fired: cell.matches,
    }));
  const due = own.filter((cell) => expected.has(cell.rule));
  const caught = due.filter((cell) => cell.verdict === 'caught');
  const unexpected = rules.filter((rule) => rule.expected === 'must_not_fire' && rule.fired > 0);
  const base = { testId: test.id, kind: 'replay' as const, dataSource: source.source, rules };
  if (source.state === 'not_recorded') {
    return { ...base, result: 'no_data', summary: `There is no recording: ${source.reason ?? 'not recorded'}` };
  }
  const passed = caught.length === due.length && unexpected.length === 0;
  const result = passed ? 'passed' : caught.length > 0 ? 'partial' : 'failed';
  const resting = due.flatMap(({ reasons }) => reasons.filter(({ code }) => AT_REST.has(code)).map(({ text }) => text));
  const fired = [`${caught.length} of ${due.length} expected rules fired`, ...resting].join('; ');
  const surprise =
    unexpected.length > 0 ? `; unexpectedly fired: ${unexpected.map(({ ruleKey }) => ruleKey).join(', ')}` : '';
  return { ...base, result, summary: `${fired}${surprise}` };
}
