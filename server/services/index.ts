/** Builds the services of one request. Cheap: nothing is read before a service is asked. */
import { ActivityLog } from './activity/activity_log';
import { AllowlistService } from './allowlist/allowlist_service';
import { EntryHistory } from './allowlist/entry_history';
import { EntryMatches } from './allowlist/entry_matches';
import { EntryRows } from './allowlist/entry_rows';
import { EntryStore } from './allowlist/entry_store';
import { EntryFindings } from './allowlist/findings';
import { Proposals } from './allowlist/proposals';
import type { Catalog } from './catalog';
import { ContentPlanner } from './content/content_plan';
import { ContentService } from './content/content_service';
import { ContentWriter } from './content/content_writer';
import type { ServiceDependencies } from './dependencies';
import { ExceptionGuardService, NO_DOORS, type ExceptionDoors } from './exception_guard/exception_guard';
import { RecordedExceptions } from './exception_guard/recorded_exceptions';
import { EnvironmentCheck } from './expectations/environment_check';
import { ExpectationService } from './expectations/expectation_service';
import { RunLog } from './expectations/runs';
import { ExplainService } from './explain/explain_service';
import { GuardService } from './guard/guard_service';
import { ExceptionImport } from './health/exception_import';
import { HealthService } from './health/health_service';
import { ItemGuard } from './health/item_guard';
import { RepairService } from './health/repair_service';
import { ImpactService } from './impact/impact_service';
import { OtherRules } from './other_rules/other_rules';
import { PackExport } from './packs_export/pack_export';
import { ReadinessService } from './readiness/readiness_service';
import { SpaceState } from './state/space_state';
import { TechniqueService } from './techniques/technique_service';
import { SpaceExport } from './transfer/space_export';
import { SpaceImport } from './transfer/space_import';
import { TriageService } from './triage/triage_service';
import { RuleUpdater } from './tuning/rule_updater';
import { TuningService } from './tuning/tuning_service';
import { environmentOf, type Environment } from './workspace/environment';
import { Searches } from './workspace/searches';
import { Views } from './workspace/views';

export { Catalog, type LoadedPacks } from './catalog';

export interface Services {
  catalog: Catalog;
  techniques: TechniqueService;
  exports: PackExport;
  content: ContentService;
  guard: GuardService;
  tuning: TuningService;
  allowlist: AllowlistService;
  entryRows: EntryRows;
  entryHistory: EntryHistory;
  proposals: Proposals;
  expectations: ExpectationService;
  impact: ImpactService;
  readiness: ReadinessService;
  health: HealthService;
  repairs: RepairService;
  exceptionImport: ExceptionImport;
  otherRules: OtherRules;
  spaceExport: SpaceExport;
  spaceImport: SpaceImport;
  exceptionGuard: ExceptionGuardService;
  recordedExceptions: RecordedExceptions;
  triage: TriageService;
  explain: ExplainService;
  activity: ActivityLog;
  views: Views;
  searches: Searches;
  environment(): Promise<Environment>;
}

export type ServiceOptions = Omit<ServiceDependencies, 'state'> & { pluginVersion: string; doors?: ExceptionDoors };

export function createServices({ pluginVersion, doors = NO_DOORS, ...options }: ServiceOptions): Services {
  const deps: ServiceDependencies = { ...options, state: new SpaceState(options.stack, options.catalog) };
  const activity = new ActivityLog(deps);
  const guard = new GuardService(deps);
  const planner = new ContentPlanner(deps, guard);
  const content = new ContentService(deps, planner, new ContentWriter(deps, planner, activity), activity);
  const updater = new RuleUpdater(deps);
  const tuning = new TuningService(deps, guard, updater, activity);
  const entries = new EntryStore(deps);
  const findings = new EntryFindings(deps, guard);
  const allowlist = new AllowlistService(deps, entries, guard, findings, activity);
  const runs = new RunLog(deps);
  const readiness = new ReadinessService(deps);
  const matches = new EntryMatches(deps, guard);
  const health = new HealthService(deps);
  const itemGuard = new ItemGuard(deps, guard);
  const recordedExceptions = new RecordedExceptions(deps, { health, guard: itemGuard, activity });
  return {
    catalog: deps.catalog,
    techniques: new TechniqueService(deps, {
      guard,
      readiness,
      content,
      entries,
      runs,
      matches,
      health,
      recorded: recordedExceptions,
    }),
    exports: new PackExport(deps, { guard, readiness, entries }),
    content,
    guard,
    tuning,
    allowlist,
    entryRows: new EntryRows(deps, { entries, guard, findings, allowlist, matches }),
    entryHistory: new EntryHistory(allowlist, entries, activity),
    proposals: new Proposals(deps, allowlist),
    expectations: new ExpectationService(deps, guard, runs, new EnvironmentCheck(deps, runs)),
    impact: new ImpactService(deps, guard, tuning, entries),
    readiness,
    health,
    repairs: new RepairService(deps, { health, guard: itemGuard, activity }),
    exceptionImport: new ExceptionImport(deps, { guard: itemGuard, activity }),
    otherRules: new OtherRules(deps, health),
    spaceExport: new SpaceExport(deps, allowlist, entries),
    spaceImport: new SpaceImport(deps, { guard, updater, entries, findings, activity }),
    exceptionGuard: new ExceptionGuardService(deps, { doors, activity }),
    recordedExceptions,
    triage: new TriageService(deps, activity),
    explain: new ExplainService(deps, guard),
    activity,
    views: new Views(deps, activity),
    searches: new Searches(deps, activity),
    environment: () => environmentOf(deps, pluginVersion),
  };
}
