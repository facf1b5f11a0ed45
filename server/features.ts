/** The workbench as a Kibana feature: read sees everything, all may do everything. */
import type { KibanaFeatureConfig } from '@kbn/features-plugin/server';
import type { Tier } from '../common/api';
import { APP_ID, TIERS } from '../common/tiers';
import { apiPrivilege } from './privileges';

const grant = (tiers: readonly Tier[]) => ({
  app: [APP_ID],
  api: tiers.map(apiPrivilege),
  savedObject: { all: [], read: [] },
  ui: [...tiers],
});

export function workbenchFeature(): KibanaFeatureConfig {
  return {
    id: APP_ID,
    name: 'Detection Workbench',
    category: { id: 'securitySolution', label: 'Security' },
    order: 9000,
    app: [APP_ID],
    privileges: { all: grant(TIERS), read: grant(['view']) },
  };
}
