/** Optional hooks into other plugins of Kibana. Each is looked for; none is needed. */
import type { KibanaRequest, Logger } from '@kbn/core/server';
import type { Catalog } from '../services/catalog';
import { ActivityLog, type ActivityNote } from '../services/activity/activity_log';
import type { ExceptionDoors } from '../services/exception_guard/exception_guard';
import { keepHarmfulWrite } from '../services/exception_guard/recorded_exceptions';
import type { SetupDeps } from '../plugin_deps';
import type { Stack, StackProvider } from '../stack/stack';
import { BUDGET_MS } from './budget';
import { hasNoIdYet } from './door_items';
import { DoorStatus } from './door_status';
import { watchExceptions, type DoorRecord } from './exception_door';
import { OwnWrites } from './own_writes';
import { Policies } from './policies';
import { Snapshots } from './snapshots';
import { watchedStack } from './watched_stack';

/** Stands as author where the server only reads. */
const SERVER = 'detection-workbench';
/** Items of one import that are kept each on its own; the history names how many there were. */
const MOST_KEPT = 50;
const NAMED = 3;

export interface ExtensionSources {
  stacks: StackProvider;
  catalog(): Promise<Catalog>;
  logger: Logger;
  /** Milliseconds since the epoch. */
  clock(): number;
  /** Milliseconds of a clock that only moves forward. */
  ticks(): number;
}

export interface Extensions {
  /** The stack as requests get it: writes of exceptions are known as ours, and the guard learns about the space. */
  around(stack: Stack): Stack;
  doors: ExceptionDoors;
  /** Compiles what a check needs; nobody has to wait for it. Never throws. */
  start(): Promise<void>;
}

/** Call once, in `setup`. */
export function setUpExtensions(deps: Pick<SetupDeps, 'lists'>, sources: ExtensionSources): Extensions {
  const { stacks, catalog, clock } = sources;
  const logger = sources.logger.get('extensions');
  const status = new DoorStatus();
  const ownWrites = new OwnWrites();
  const documentsOf = (space: string) => stacks.serverDocuments?.(space, SERVER);
  const snapshots = new Snapshots({ catalog, documentsOf, clock, logger });
  const policies = new Policies(documentsOf, clock);

  const refresh = async (request: KibanaRequest) => snapshots.keepFresh(await stacks.forRequest(request));
  const orWarn = (what: string, work: Promise<void>) =>
    work.catch((error: unknown) => logger.warn(`${what}: ${String(error)}`));
  status.open = watchExceptions(deps.lists, {
    snapshots,
    ownWrites,
    status,
    logger,
    clock,
    policyOf: (space) => policies.of(space),
    ticks: sources.ticks,
    // Who may read less than the check needs leaves the older picture in place.
    refresh: (request) => void refresh(request).catch(() => undefined),
    tell: (record) => void orWarn('An exception was not written to the history', tell(record, sources, logger)),
  });

  return {
    around: (stack) => {
      if (!status.open) return stack;
      void snapshots.keepFresh(stack);
      return watchedStack(stack, ownWrites, () => void snapshots.changed(stack));
    },
    doors: {
      isOpen: () => status.open,
      budgetMs: BUDGET_MS,
      counts: () => status.counts(),
      setPolicy: (space, policy) => policies.set(space, policy),
    },
    start: async () => {
      if (status.open) await orWarn('The guard at the doors of Kibana is not warmed', snapshots.prepare());
    },
  };
}

/** Writes to the history of the space, and keeps what does harm until someone looked after it. */
async function tell(record: DoorRecord, sources: ExtensionSources, logger: Logger): Promise<void> {
  const { space, user, check, isRefused } = record;
  const documents = sources.stacks.serverDocuments?.(space, user);
  if (documents === undefined) return;
  const { catalog, clock } = sources;
  const log = new ActivityLog({
    stack: { documents, space, user: { name: user } },
    catalog: await catalog(),
    clock,
    logger,
  });
  await log.write(noteOf(record));
  if (isRefused || check.verdict === 'over_budget' || check.verdict === 'passes') return;
  const { verdict, evidence, rules, techniqueIds } = check;
  const seen = { verdict, evidence, rules, techniqueIds, user, at: new Date(clock()).toISOString() };
  for (const item of check.culprits.slice(0, MOST_KEPT)) {
    await keepHarmfulWrite(documents, { ...seen, item, hasNoIdYet: hasNoIdYet(item) });
  }
}

function noteOf({ isRefused, written, check }: DoorRecord): ActivityNote {
  const { culprits, evidence, techniqueIds, rules } = check;
  const names = culprits.slice(0, NAMED).map(({ name }) => `"${name}"`);
  const more = culprits.length > NAMED ? ` and ${culprits.length - NAMED} more` : '';
  const among = written > culprits.length ? `, among ${written} written together` : '';
  return {
    action: isRefused ? 'exceptions.refused' : 'exceptions.recorded',
    summary: `${isRefused ? 'Refused' : 'Let through'}, written outside the workbench: ${names.join(', ')}${more}${among}`,
    techniqueIds,
    after: { rules, evidence: evidence.slice(0, MOST_KEPT) },
  };
}
