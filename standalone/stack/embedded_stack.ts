import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StackFactory } from '../../server/stack/factory';
import type { Stack, StackFeatures, StackProvider } from '../../server/stack/stack';
import { importEvents, type ImportOptions, type ImportReport, type ImportSource } from '../events_in';
import { alertMapping } from './alert_mapping';
import { AlertSnapshots } from './alert_snapshots';
import { EmbeddedAlertStore } from './alert_store';
import { Database } from './database';
import { EmbeddedDocumentStore } from './document_store';
import { EmbeddedEventStore } from './event_store';
import { EventTable } from './event_table';
import { EmbeddedExceptionStore } from './exception_store';
import type { Mapping } from './mapping';
import { hasDemoData, limitFacts } from './facts';
import { DEFAULT_LIMITS, enforceLimits, storedCounts, type RetentionLimits, type StoredCounts } from './retention';
import { RuleRunner } from './rule_runner';
import { EmbeddedRuleStore } from './rule_store';
import { Scheduler, type SchedulerLog } from './scheduler';
import { EmbeddedSearchStore } from './search_store';
import { SPACE, STACK_VERSION } from './version';

export interface EmbeddedStackOptions {
  /** Directory of the data file, made when missing; without one everything is in memory and gone at the end. */
  dataDirectory?: string;
  /** Login name of whoever makes a request. */
  userName: (request: unknown) => string;
  log: SchedulerLog;
  limits?: RetentionLimits;
  /** Milliseconds since 1970. */
  clock?: () => number;
}

const FEATURES: StackFeatures = {
  kind: 'embedded',
  version: STACK_VERSION,
  closeReason: true,
  assignees: true,
  suppression: { event: false, sequence: false },
  cases: false,
  kibanaApps: false,
};

/** Name of the data file in the data directory. */
export const DATA_FILE = 'workbench.db';

/**
 * The embedded stack: the port's adapter on one SQLite file and our EQL engine. One object a process; `start` and
 * `stop` are the plugin's, the rest is the standalone host's own business.
 */
export class EmbeddedStack implements StackFactory {
  readonly events: EventTable;
  readonly limits: RetentionLimits;
  private readonly snapshots: AlertSnapshots;
  private readonly runner: RuleRunner;
  private readonly scheduler: Scheduler;
  private readonly clock: () => number;
  private alertFields: { events: Mapping; alerts: Mapping } | undefined;

  private constructor(
    readonly database: Database,
    private readonly options: EmbeddedStackOptions,
  ) {
    this.clock = options.clock ?? Date.now;
    this.limits = options.limits ?? DEFAULT_LIMITS;
    this.events = new EventTable(database, this.clock);
    this.snapshots = new AlertSnapshots(database);
    this.runner = new RuleRunner(database, this.events, this.snapshots, this.clock);
    this.scheduler = new Scheduler(this.runner, this.clock, options.log, () => void this.tidy());
  }

  /** @throws StackError `unavailable` or `storage_full` with words for people */
  static open(options: EmbeddedStackOptions): EmbeddedStack {
    const { dataDirectory } = options;
    if (dataDirectory !== undefined) mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    const path = dataDirectory === undefined ? ':memory:' : join(dataDirectory, DATA_FILE);
    return new EmbeddedStack(Database.open(path), options);
  }

  start(): StackProvider {
    this.scheduler.start();
    return { forRequest: async (request) => this.stackOf(this.options.userName(request)) };
  }

  /** The stack of one user. */
  stackOf(userName: string): Stack {
    const { database, clock } = this;
    const exceptions = new EmbeddedExceptionStore(database, userName, clock);
    return {
      user: { name: userName, profileUid: userName },
      space: SPACE,
      features: FEATURES,
      rules: new EmbeddedRuleStore(database, userName, clock, () => this.scheduler.wake()),
      exceptions,
      alerts: new EmbeddedAlertStore(database, this.snapshots, () => this.alertMapping(), userName, clock),
      events: new EmbeddedEventStore(database, this.events, exceptions, clock),
      searches: new EmbeddedSearchStore(database),
      documents: new EmbeddedDocumentStore(database, userName, clock),
      facts: async () => ({ demoData: hasDemoData(database), limits: limitFacts(this.limits) }),
    };
  }

  async stop(): Promise<void> {
    await this.scheduler.stop();
    this.database.close();
  }

  /** Imports events, keeps the limits, and has the rules look at what arrived. */
  async importEvents(sources: readonly ImportSource[], options: ImportOptions = {}): Promise<ImportReport> {
    try {
      return await importEvents(sources, this.events, options);
    } finally {
      this.runSoon();
      await this.tidy();
    }
  }

  /** Has every enabled rule run as soon as possible. */
  runSoon(): void {
    this.runner.makeAllDue();
    this.scheduler.wake();
  }

  /** Runs what is due now and waits for it, scheduler or not. */
  async runDueRules(): Promise<void> {
    await this.runner.runDue();
  }

  /** What is stored of each kind that has a limit. */
  counts(): StoredCounts {
    return storedCounts(this.database);
  }

  private async tidy(): Promise<void> {
    try {
      await enforceLimits(this.database, this.limits);
    } catch (error) {
      this.options.log.error(
        `Old data could not be removed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private alertMapping(): Mapping {
    const events = this.events.mapping();
    if (this.alertFields?.events !== events) this.alertFields = { events, alerts: alertMapping(events) };
    return this.alertFields.alerts;
  }
}
