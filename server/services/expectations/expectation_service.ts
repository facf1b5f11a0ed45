/** Atomic tests: what is caught now, why, and the proof of it. */
import type { ExpectationRun } from '../../../common/api/expectations';
import type { CellVerdict, Judgement } from '../../../common/expectations';
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
    const [judgement, lastRuns] = await Promise.all([this.judgement(techniqueId), this.runs.lastRuns()]);
    const tests = new Set(
      techniqueId === undefined
        ? catalog.expectations.keys()
        : catalog.packOfTechnique(techniqueId).expectations.map(({ id }) => id),
    );
    const keys = new Set(catalog.keys(techniqueId));
    return {
      cells: judgement.cells.filter(({ expectation }) => tests.has(expectation)),
      uncoveredRules: judgement.rules
        .filter(({ rule, coverage }) => coverage === 'uncovered' && keys.has(rule))
        .map(({ rule }) => rule),
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
    const [judgement, material, runs, lists, items] = await Promise.all([
      this.judgement(pack.manifest.technique.id),
      this.guard.material(),
      this.runs.ofTest(testId),
      state.valueLists(),
      state.itemsByRule(),
    ]);
    const context = { now: clock(), valueLists: new Map(lists.map((list) => [list.id, list])) };
    return {
      cells: judgement.cells.filter(({ expectation }) => expectation === testId),
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

  /** As the detections are; for a technique without any installed rule, as they would be. */
  private async judgement(techniqueId?: string): Promise<Judgement> {
    const { catalog, state } = this.deps;
    const installed = await state.installed();
    const packs = techniqueId === undefined ? catalog.packs : [catalog.packOfTechnique(techniqueId)];
    const isInstalled = packs.some(({ rules }) => rules.some(({ id }) => installed.has(id)));
    return isInstalled ? this.guard.current() : this.guard.whenInstalled();
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
