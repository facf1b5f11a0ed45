import { API_BASE, routes } from '../../common/api';
import { tiersUpTo } from '../../common/tiers';
import { ROLES, tiersOf } from '../../standalone/host/roles';
import { startTestWorkbench } from './host';

/** A path that fits the contract, with values that no store knows. */
const samplePath = (path: string) => `${API_BASE}${path.replace(/\{\w+\}/g, 'unknown')}`;

jest.setTimeout(60_000);

describe('route x privilege', () => {
  it.each(ROLES)('%s reaches exactly the routes of its tiers', async (role) => {
    const workbench = await startTestWorkbench({ role });
    try {
      for (const { method, path, tier, id } of routes) {
        // Unknown ids and a body that fits no contract: what matters here is only who gets past the privilege check.
        const body = method === 'get' ? undefined : '[]';
        const { status } = await workbench.fetch(samplePath(path), { method: method.toUpperCase(), body });
        const isAllowed = tiersOf(role).includes(tier);
        expect({ id, role, isRefused: status === 403 }).toEqual({ id, role, isRefused: !isAllowed });
      }
    } finally {
      await workbench.stop();
    }
  });

  it('has tiers that include each other', () => {
    expect(tiersUpTo('view')).toEqual(['view']);
    expect(tiersUpTo('manage')).toEqual(['view', 'triage', 'tune', 'manage']);
  });
});
