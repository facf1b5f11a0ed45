/** Atomic tests: what is caught now, why, and the proof of it. */
import type { ExpectationRun } from '../../../common/api/expectations';
import type { CellVerdict, Judgement } from '../../../common/expectations';
import type { Pack } from '../../../common/packs';
import type { TimeRange } from '../../stack/stack';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import { Refusal } from '../refusal';
import { proveEvents, type ProvenEvent } from './clause_proof';
import type { EnvironmentAnswer, EnvironmentCheck } from './environment_check';
import { replayResult, type RunLog } from './runs';

export class ExpectationService {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly guard: GuardService,
    private readonly runs: RunLog,
    private readonly environment: EnvironmentCheck,
  ) {}

  async matrix(techniqueId?: string): Promise<{
    cells: CellVerdict[];
    uncoveredRules: string[];
    lastRuns: Record<string, ExpectationRun>;
  }> {
    const { catalog } = this.deps;
    const packs = techniqueId === undefined ? catalog.packs : [catalog.packOfTechnique(techniqueId)];
    const [judged, lastRuns] = await Promise.all([this.judged(packs), this.runs.lastRuns()]);
    const tests = new Set(packs.flatMap(({ expectations }) => expectations.map(({ id }) => id)));
    const uncovered = judged.flatMap(({ pack, judgement }) => {
      const keys = new Set(catalog.keysOfTechnique(pack.manifest.technique.id));
      return judgement.rules.filter(({ rule, coverage }) => coverage === 'uncovered' && keys.has(rule));
    });
    return {
      cells: judged.flatMap(({ pack, judgement }) => {
        const own = new Set(pack.expectations.map(({ id }) => id));
        return judgement.cells.filter(({ expectation }) => own.has(expectation));
      }),
      uncoveredRules: [...new Set(uncovered.map(({ rule }) => rule))],
      lastRuns: Object.fromEntries(Object.entries(lastRuns).filter(([testId]) => tests.has(testId))),
    };
  }

  async get(testId: string): Promise<{
    cells: CellVerdict[];
    recordings: Array<{ dataSource: string; events: ProvenEvent[] }>;
    runs: ExpectationRun[];
  }> {
    const { catalog, state, clock } = this.deps;
    const { pack } = catalog.expectation(testId);
    const [judged, material, runs, lists, items] = await Promise.all([
      this.judged([pack]),
      this.guard.material(),
      this.runs.ofTest(testId),
      state.valueLists(),
      state.itemsByRule(),
    ]);
    const context = { now: clock(), valueLists: new Map(lists.map((list) => [list.id, list])) };
    return {
      cells: judged.flatMap(({ judgement }) => judgement.cells).filter(({ expectation }) => expectation === testId),
      recordings: material.recordings
        .filter(({ expectation }) => expectation === testId)
        .map(({ source, events }) => ({
          dataSource: source,
          events: proveEvents(events, material.rules, items, context),
        })),
      runs,
    };
  }

  /** Replays against the rules as installed and keeps one run per data source. */
  async replay(testId: string, dataSource?: string): Promise<ExpectationRun[]> {
    const { expectation } = this.deps.catalog.expectation(testId);
    const sources = expectation.sources.filter(({ source }) => dataSource === undefined || source === dataSource);
    if (sources.length === 0) throw new Refusal('not_found', `${testId} knows no data source ${dataSource}`);
    const { cells } = await this.guard.current();
    const runs: ExpectationRun[] = [];
    for (const source of sources) runs.push(await this.runs.keep(replayResult(expectation, source, cells)));
    return runs;
  }

  /** As the detections are; for packs without any installed rule, as they would be. */
  private async judged(packs: readonly Pack[]): Promise<Array<{ pack: Pack; judgement: Judgement }>> {
    const installed = await this.deps.state.installed();
    const isInForce = ({ rules }: Pack): boolean => rules.some(({ id }) => installed.has(id));
    const current = packs.some(isInForce) ? await this.guard.current() : undefined;
    const planned = packs.every(isInForce) ? undefined : await this.guard.whenInstalled();
    return packs.map((pack) => ({ pack, judgement: (isInForce(pack) ? current : planned) as Judgement }));
  }

  async checkEnvironment(testId: string, host: string, range: TimeRange): Promise<EnvironmentAnswer> {
    if (range.from >= range.to) throw new Refusal('invalid', 'The window ends before it begins');
    return this.environment.check(this.deps.catalog.expectation(testId), host, range);
  }

  async listRuns(testId: string): Promise<ExpectationRun[]> {
    this.deps.catalog.expectation(testId);
    return this.runs.ofTest(testId);
  }
}
