/** Saved searches: what is seeded, and seeding them. */
import type { SavedSearch } from '../../stack/searches';
import type { ActivityLog } from '../activity/activity_log';
import { seedsOf } from '../content/seeds';
import type { ServiceDependencies } from '../dependencies';

export class Searches {
  constructor(
    private readonly deps: Pick<ServiceDependencies, 'stack' | 'catalog'>,
    private readonly activity: ActivityLog,
  ) {}

  list(): Promise<SavedSearch[]> {
    return this.deps.stack.searches.list();
  }

  async seed(packIds: readonly string[]): Promise<Array<{ key: string; ok: boolean; message?: string }>> {
    const { stack, catalog } = this.deps;
    const packs = packIds.map((id) => catalog.pack(id));
    const known = new Set((await stack.searches.list()).map(({ key }) => key));
    const results = await stack.searches.seed(seedsOf(packs).map(({ seed }) => seed));
    const created = results.filter(({ id, ok }) => ok && !known.has(id)).map(({ id }) => id);
    if (created.length > 0) {
      await this.activity.write({
        action: 'searches.seed',
        summary: `Seeded ${created.length} saved searches`,
        techniqueIds: packs.map(({ manifest }) => manifest.technique.id),
        after: created,
      });
    }
    return results.map((result) => ({
      key: result.id,
      ok: result.ok,
      ...(result.ok ? {} : { message: result.message }),
    }));
  }
}
