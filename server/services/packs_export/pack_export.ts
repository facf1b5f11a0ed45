/** A pack, as it is in force here, as files for other tools. */
import {
  atomicRedTeamFile,
  evidenceReport,
  navigatorLayers,
  rulesNdjson,
  rulesToml,
  sigmaFiles,
  type ExportFile,
  type RuleCoverage,
} from '../../../common/exports';
import type { ExportFormat } from '../../../common/api/packs';
import type { Judgement } from '../../../common/expectations';
import type { Pack } from '../../../common/packs';
import type { Readiness, ReadinessLevel } from '../../../common/readiness';
import { attackReleaseFor, type EffectiveRule } from '../../../common/rules';
import type { EntryStore } from '../allowlist/entry_store';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';
import type { ReadinessService } from '../readiness/readiness_service';
import { found } from '../refusal';
import { renderTarget } from '../rules/desired';
import { verdictOfRule } from '../techniques/coverage';

const LEVELS: readonly ReadinessLevel[] = ['ready', 'limited', 'unknown', 'blind'];

export interface PackExportParts {
  guard: GuardService;
  readiness: ReadinessService;
  entries: EntryStore;
}

export class PackExport {
  constructor(
    private readonly deps: ServiceDependencies,
    private readonly parts: PackExportParts,
  ) {}

  async files(packId: string, format: ExportFormat): Promise<ExportFile[]> {
    const { catalog, stack } = this.deps;
    const pack = catalog.pack(packId);
    const target = renderTarget(stack.features, 'event');
    switch (format) {
      case 'ndjson':
        return [rulesNdjson(pack.id, await this.effective(pack), target)];
      case 'toml':
        return rulesToml(await this.effective(pack), releaseDates(pack), target);
      case 'sigma':
        return sigmaFiles(pack);
      case 'atomic_red_team':
        return [atomicRedTeamFile(pack)];
      case 'navigator':
        return navigatorLayers(
          pack.manifest.title,
          (await this.facts(pack)).coverage,
          attackReleaseFor(stack.features.version),
        );
      case 'evidence':
        return [await this.evidence(pack)];
    }
  }

  private effective(pack: Pack): Promise<EffectiveRule[]> {
    return Promise.all(pack.rules.map(({ id }) => this.deps.state.effective(id)));
  }

  private async facts(pack: Pack) {
    const { state, catalog } = this.deps;
    const keys = catalog.keysOfTechnique(pack.manifest.technique.id);
    const [judgement, readiness, installed] = await Promise.all([
      this.parts.guard.current(),
      this.parts.readiness.assess(keys),
      state.installed(),
    ]);
    const coverage = await Promise.all(
      keys.map(async (key): Promise<RuleCoverage> => {
        const verdict = verdictOfRule(judgement, key);
        return {
          rule: await state.effective(key),
          enabled: installed.get(key)?.enabled ?? false,
          readiness: bestLevel(readiness.filter(({ rule }) => rule === key)),
          proof: verdict === 'caught' ? 'proven' : verdict === 'uncovered' ? 'uncovered' : 'not_proven',
        };
      }),
    );
    return { judgement: judgementOfPack(judgement, pack, keys), readiness, coverage };
  }

  private async evidence(pack: Pack): Promise<ExportFile> {
    const { stack, catalog, clock } = this.deps;
    const facts = await this.facts(pack);
    const keys = new Set(catalog.keysOfTechnique(pack.manifest.technique.id));
    const entries = (await this.parts.entries.all()).filter(({ entry }) => entry.rules.some((key) => keys.has(key)));
    const product = stack.features.kind === 'kibana' ? `Kibana ${stack.features.version}` : 'Standalone workbench';
    return evidenceReport({
      pack,
      report: found(
        catalog.reports.find(({ id }) => id === pack.id),
        `Report of pack ${pack.id}`,
      ),
      ...facts,
      entries: entries.map(({ entry }) => ({
        name: entry.name,
        rules: entry.rules,
        reason: entry.reason,
        overridden: entry.override !== undefined,
        ...(entry.owner ? { owner: entry.owner } : {}),
        ...(entry.expires ? { expiresAt: entry.expires } : {}),
      })),
      release: attackReleaseFor(stack.features.version),
      environment: `${product}, space ${stack.space}`,
      generatedAt: new Date(clock()).toISOString(),
    });
  }
}

/** What of a judgement over all packs speaks of one. */
function judgementOfPack(judgement: Judgement, pack: Pack, keys: readonly string[]): Judgement {
  const tests = new Set(pack.expectations.map(({ id }) => id));
  const isOwn = ({ expectation }: { expectation: string }): boolean => tests.has(expectation);
  const expectations = judgement.expectations.filter(isOwn);
  const totals = { caught: 0, weakened: 0, blinded: 0, missed: 0, not_applicable: 0, unknown: 0 };
  for (const { verdict } of expectations) totals[verdict] += 1;
  return {
    cells: judgement.cells.filter(isOwn),
    rows: judgement.rows.filter(isOwn),
    expectations,
    rules: judgement.rules.filter(({ rule }) => keys.includes(rule)),
    worse: judgement.worse.filter(isOwn),
    totals,
  };
}

function bestLevel(rows: readonly Readiness[]): ReadinessLevel {
  return LEVELS.find((level) => rows.some((row) => row.level === level)) ?? 'unknown';
}

/** First and current release of the pack: a rule keeps no dates of its own. */
function releaseDates({ manifest }: Pack): { created: string; updated: string } {
  const dates = manifest.changelog.map(({ date }) => date).sort();
  return { created: dates[0] ?? '', updated: dates.at(-1) ?? '' };
}
