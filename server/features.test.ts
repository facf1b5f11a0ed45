import { highestTier, TIERS, tiersUpTo } from '../common/tiers';
import { workbenchFeatures } from './features';
import { apiPrivilege } from './privileges';

const [main, triage, tune] = workbenchFeatures();
const granted = (...privileges: Array<{ ui: string[] } | undefined>) =>
  Object.fromEntries(
    [main, triage, tune].map((feature, at) => [
      feature?.id,
      Object.fromEntries((privileges[at]?.ui ?? []).map((name) => [name, true])),
    ]),
  );

describe('the workbench as Kibana features', () => {
  it('grants each tier with all below it, to routes and pages alike', () => {
    for (const [feature, tier] of [
      [main, 'manage'],
      [triage, 'triage'],
      [tune, 'tune'],
    ] as const) {
      expect(feature?.privileges?.all.api).toEqual(tiersUpTo(tier).map(apiPrivilege));
      expect(feature?.privileges?.all.ui).toEqual(tiersUpTo(tier));
      expect(feature?.privileges?.read).toMatchObject({ api: [apiPrivilege('view')], ui: ['view'] });
    }
  });

  it('adds up over features, so that a Basic licence can give every tier', () => {
    const read = main?.privileges?.read;
    expect(highestTier(granted())).toBe('none');
    expect(highestTier(granted(read))).toBe('view');
    expect(highestTier(granted(read, triage?.privileges?.all))).toBe('triage');
    expect(highestTier(granted(read, undefined, tune?.privileges?.all))).toBe('tune');
    expect(highestTier(granted(main?.privileges?.all))).toBe('manage');
    expect(TIERS).toHaveLength(4);
  });

  it('lets nobody write what only a higher tier writes', () => {
    const writes = (feature: typeof main) => feature?.privileges?.all.savedObject.all ?? [];
    expect(writes(triage)).not.toContain('detection-workbench-tuning');
    expect(writes(tune)).toContain('detection-workbench-tuning');
    expect(writes(tune)).not.toContain('search');
    expect(writes(main)).toEqual(expect.arrayContaining(['detection-workbench-settings', 'search', 'index-pattern']));
    for (const feature of workbenchFeatures()) expect(feature.privileges?.read.savedObject.all).toEqual([]);
  });

  it('has only members that 8.12 and 9.x accept', () => {
    for (const feature of workbenchFeatures()) {
      expect(Object.keys(feature).sort()).toEqual(['app', 'category', 'id', 'name', 'order', 'privileges']);
      expect(feature.id).toMatch(/^[a-zA-Z0-9_-]+$/);
      for (const privilege of Object.values(feature.privileges ?? {})) {
        expect(Object.keys(privilege).sort()).toEqual(['api', 'app', 'savedObject', 'ui']);
        expect(privilege.app).toEqual(feature.app);
      }
    }
  });
});
