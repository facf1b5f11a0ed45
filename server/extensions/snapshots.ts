/** The snapshots of all spaces. Reading is always in the background: nobody at a door waits for it. */
import type { Logger } from '@kbn/core/server';
import type { Catalog } from '../services/catalog';
import type { DocumentStore } from '../stack/documents';
import type { Stack } from '../stack/stack';
import { ListedItems } from './listed_items';
import { coldSnapshot, readSnapshot, type SpaceSnapshot } from './space_snapshot';

/** A space in use is read again after this long. */
const FRESH_MS = 60_000;

export interface SnapshotSources {
  catalog(): Promise<Catalog>;
  /** The server's own documents of a space, where it has some. */
  documentsOf(space: string): DocumentStore | undefined;
  clock(): number;
  logger: Logger;
}

export class Snapshots {
  private readonly bySpace = new Map<string, SpaceSnapshot>();
  private readonly reading = new Map<string, Promise<void>>();
  /** To be read once more after the reading that is under way. */
  private readonly again = new Set<string>();
  /** Of spaces that nobody has been in since the start. */
  private readonly cold = new Map<string, SpaceSnapshot>();
  private shipped: SpaceSnapshot | undefined;

  constructor(private readonly sources: SnapshotSources) {}

  /** Compiles what is the same in every space. Call once, at start. */
  async prepare(): Promise<void> {
    this.shipped = await coldSnapshot(await this.sources.catalog(), this.sources.clock(), undefined);
  }

  /** What is known of a space; `cold` when it has not been read. `undefined` before `prepare` is done. */
  of(space: string): { snapshot: SpaceSnapshot; cold: boolean } | undefined {
    const known = this.bySpace.get(space);
    if (known !== undefined) return { snapshot: known, cold: false };
    const cold = this.cold.get(space) ?? this.shippedIn(space);
    return cold && { snapshot: cold, cold: true };
  }

  /** For this check the rules as shipped; for the next ones those of the space, as far as the server may read them. */
  private shippedIn(space: string): SpaceSnapshot | undefined {
    if (this.shipped === undefined) return undefined;
    const snapshot = { ...this.shipped, items: new ListedItems() };
    this.cold.set(space, snapshot);
    void this.inBackground(space, async () => {
      const { catalog, clock, documentsOf } = this.sources;
      const tuned = await coldSnapshot(await catalog(), clock(), documentsOf(space));
      this.cold.set(space, { ...tuned, items: snapshot.items });
    });
    return snapshot;
  }

  /** Reads a space again unless it was read just now. Never throws, never has to be waited for. */
  keepFresh(stack: Stack): Promise<void> {
    const known = this.bySpace.get(stack.space);
    const isFresh = known !== undefined && this.sources.clock() - known.readAt < FRESH_MS;
    return isFresh ? Promise.resolve() : (this.reading.get(stack.space) ?? this.read(stack));
  }

  /** Something was written: what is being read may be older than that, so it is read once more. */
  async changed(stack: Stack): Promise<void> {
    const { space } = stack;
    const running = this.reading.get(space);
    if (running === undefined) return this.read(stack);
    if (this.again.has(space)) return;
    this.again.add(space);
    await running;
    this.again.delete(space);
    await this.changed(stack);
  }

  private read(stack: Stack): Promise<void> {
    const { space } = stack;
    const reading = this.inBackground(space, async () => {
      const { catalog, clock } = this.sources;
      this.bySpace.set(space, await readSnapshot(stack, await catalog(), clock()));
      this.cold.delete(space);
    }).finally(() => this.reading.delete(space));
    this.reading.set(space, reading);
    return reading;
  }

  /** What cannot be read, often for lack of a privilege, leaves the older picture in place. */
  private async inBackground(space: string, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.sources.logger.debug(`Space ${space} was not read for the guard: ${String(error)}`);
    }
  }
}
