/**
 * The guard on exceptions that are written outside the workbench: Elastic Security's own flyout, its API, imports.
 * Kibana's `lists` plugin calls it before it writes; an error with a status code refuses the write, and its message
 * reaches whoever wrote. Everything else that goes wrong here lets the write through: a guard must not be an outage.
 */
import type { KibanaRequest, Logger } from '@kbn/core/server';
import type { ExtensionContext, ImportedExceptions, ItemChangeData, ListsPluginSetup } from '@kbn/lists-plugin/server';
import type { ExceptionItem } from '../../common/allowlist';
import type { ExceptionPolicy } from '../services/exception_guard/policy';
import { Budget, BUDGET_MS, OverBudget } from './budget';
import { hasNoIdYet, itemOfChange, itemsOfImport } from './door_items';
import type { DoorOutcome, DoorStatus } from './door_status';
import { checkItems, type ItemCheck } from './item_check';
import type { OwnWrites } from './own_writes';
import { refusalText } from './refusal_text';
import type { Snapshots } from './snapshots';
import type { SpaceSnapshot } from './space_snapshot';

export interface DoorParts {
  snapshots: Snapshots;
  policyOf(space: string): Promise<ExceptionPolicy>;
  ownWrites: OwnWrites;
  status: DoorStatus;
  logger: Logger;
  /** Milliseconds since the epoch. */
  clock(): number;
  /** Milliseconds of a clock that only moves forward. */
  ticks(): number;
  /** Brings the picture of the space up to date, as the user of the request; in the background. */
  refresh(request: KibanaRequest): void;
  /** Writes down what was found; in the background. */
  tell(record: DoorRecord): void;
}

/** A write that passed, or did not, with what was found. */
export interface DoorRecord {
  isRefused: boolean;
  space: string;
  user: string;
  /** How many items were written together; `check.culprits` are those that matter. */
  written: number;
  check: ItemCheck;
}

/** What Kibana turns into an answer: the status code makes it a refusal instead of a failure. */
export class DoorRefusal extends Error {
  readonly statusCode = 409;
}

interface Where {
  space: string;
  user: string;
  request: KibanaRequest | undefined;
}

const RECORDED: ReadonlySet<ItemCheck['verdict']> = new Set(['blinding', 'breaks_rule', 'ineffective']);
const REFUSED: ReadonlySet<ItemCheck['verdict']> = new Set(['blinding', 'breaks_rule']);

/** Registers the extension points where they exist. @returns whether the doors are watched */
export function watchExceptions(lists: ListsPluginSetup | undefined, parts: DoorParts): boolean {
  if (typeof lists?.registerExtension !== 'function') return false;
  const door = new ExceptionDoor(parts);
  const item =
    (look: (context: ExtensionContext, data: ItemChangeData) => Promise<void>) =>
    async ({ context, data }: { context: ExtensionContext; data: ItemChangeData }) => {
      await look(context, data);
      return data;
    };
  try {
    lists.registerExtension({ type: 'exceptionsListPreCreateItem', callback: item((...call) => door.write(...call)) });
    lists.registerExtension({ type: 'exceptionsListPreUpdateItem', callback: item((...call) => door.write(...call)) });
    lists.registerExtension({ type: 'exceptionsListPreDeleteItem', callback: item((...call) => door.remove(...call)) });
    lists.registerExtension({
      type: 'exceptionsListPreImport',
      callback: async ({ context, data }) => {
        await door.import(context, data);
        return data;
      },
    });
  } catch (error) {
    parts.logger.warn(`Exceptions written in Elastic Security are not watched: ${String(error)}`);
    return false;
  }
  return true;
}

class ExceptionDoor {
  constructor(private readonly parts: DoorParts) {}

  async write(context: ExtensionContext, data: ItemChangeData): Promise<void> {
    await this.openly(context, (where) =>
      this.judge(where, () => {
        const known = this.parts.snapshots.of(where.space)?.snapshot;
        const stored = known && storedItem(known, data);
        const item = itemOfChange({ ...data, itemId: data.itemId ?? stored?.item_id }, stored?.list_id);
        return item === undefined ? [] : [item];
      }),
    );
  }

  /** Taking an item away hides nothing: it is only forgotten. */
  async remove(context: ExtensionContext, data: ItemChangeData): Promise<void> {
    await this.openly(context, async ({ space }) => {
      const known = this.parts.snapshots.of(space)?.snapshot;
      if (known === undefined) return 'unknown';
      const stored = storedItem(known, data);
      if (stored) known.items.remove(stored.item_id);
      // It may be one that came without an id; which one is not known before the space is read again.
      else known.items.removeWhere(hasNoIdYet);
      return 'passed';
    });
  }

  async import(context: ExtensionContext, data: ImportedExceptions): Promise<void> {
    await this.openly(context, (where) => this.judge(where, (budget) => itemsOfImport(data, () => budget.check())));
  }

  /** Runs a check; only a refusal gets out. */
  private async openly(context: ExtensionContext, check: (where: Where) => Promise<DoorOutcome>): Promise<void> {
    const { status, logger } = this.parts;
    try {
      const where = whereOf(context);
      status.count(where === undefined ? 'unknown' : await check(where));
    } catch (error) {
      if (error instanceof DoorRefusal) {
        status.count('refused');
        throw error;
      }
      status.count('failed');
      logger.error(`An exception was let through unjudged, because the guard failed: ${String(error)}`, {
        event: { action: 'exceptions.guard', outcome: 'failure' },
      });
    }
  }

  private async judge(where: Where, read: (budget: Budget) => ExceptionItem[]): Promise<DoorOutcome> {
    const { snapshots, status, clock, ticks } = this.parts;
    const policy = await this.parts.policyOf(where.space);
    const budget = new Budget(ticks);
    const known = snapshots.of(where.space);
    if (known === undefined) return 'unknown';
    const items = within(budget, read);
    if (items === undefined) return this.overBudget(where, budget);
    if (items.length === 0) return 'unknown';
    const keep = () => {
      for (const item of items) known.snapshot.items.set(item);
    };
    if (items.every(({ item_id }) => this.parts.ownWrites.isOwn(where.space, item_id))) {
      keep();
      return 'own';
    }
    const check = checkItems(items, known.snapshot, budget, clock());
    status.checked(budget.spentMs(), known.cold);
    if (where.request) this.parts.refresh(where.request);
    if (check.verdict === 'over_budget') return this.overBudget(where, budget);
    const isRefused = policy === 'refuse' && REFUSED.has(check.verdict);
    if (RECORDED.has(check.verdict)) this.record({ isRefused, ...where, written: items.length, check });
    if (isRefused) throw new DoorRefusal(refusalText(check));
    keep();
    if (RECORDED.has(check.verdict)) return 'recorded';
    return check.rules.length === 0 ? 'unknown' : 'passed';
  }

  private overBudget({ space, user, request }: Where, budget: Budget): DoorOutcome {
    this.parts.status.checked(budget.spentMs(), false);
    if (request) this.parts.refresh(request);
    this.parts.logger.warn(
      `A write of exceptions by ${user} was let through unjudged: the check took longer than ${BUDGET_MS} ms`,
      { event: { action: 'exceptions.guard', outcome: 'unknown' }, user: { name: user }, kibana: { space_id: space } },
    );
    return 'over_budget';
  }

  private record(record: DoorRecord): void {
    const { isRefused, space, user, check } = record;
    const names = check.culprits.slice(0, 3).map(({ name }) => name);
    const what = isRefused ? 'Refused' : 'Let through';
    this.parts.logger.warn(`${what}: ${names.join(', ')} by ${user}. ${check.evidence.join(' ')}`, {
      event: {
        action: isRefused ? 'exceptions.refused' : 'exceptions.recorded',
        outcome: isRefused ? 'failure' : 'success',
      },
      user: { name: user },
      kibana: { space_id: space },
    });
    this.parts.tell(record);
  }
}

function within(budget: Budget, read: (budget: Budget) => ExceptionItem[]): ExceptionItem[] | undefined {
  try {
    return read(budget);
  } catch (error) {
    if (error instanceof OverBudget) return undefined;
    throw error;
  }
}

/** @returns `undefined` when the space cannot be known, which no later Kibana need keep from us */
function whereOf({ request, exceptionListClient }: ExtensionContext): Where | undefined {
  const client = exceptionListClient?.savedObjectsClient;
  if (typeof client?.getCurrentNamespace !== 'function') return undefined;
  return { space: client.getCurrentNamespace() ?? 'default', user: exceptionListClient?.user ?? 'unknown', request };
}

function storedItem({ items }: SpaceSnapshot, { itemId, id }: ItemChangeData): ExceptionItem | undefined {
  if (itemId !== undefined) return items.get(itemId);
  return id === undefined ? undefined : items.withStackId(id);
}
