/**
 * The four tiers as Kibana features. Sub-feature privileges would be the natural form, but Kibana offers them only from
 * Gold on, so each tier between "see" and "everything" is a small feature of its own: an administrator adds them up.
 */
import type { FeatureKibanaPrivileges, KibanaFeatureConfig } from '@kbn/features-plugin/server';
import type { Tier } from '../common/api';
import { APP_ID, TIER_FEATURES, tiersUpTo } from '../common/tiers';
import { apiPrivilege } from './privileges';
import { DOCUMENT_TYPES, savedObjectType, writableTypes } from './stack/kibana/documents/document_types';

/** Saved searches and data views that a pack brings along. */
const CONTENT_TYPES = ['search', 'index-pattern'];

function grant(tier: Tier): FeatureKibanaPrivileges {
  const tiers = tiersUpTo(tier);
  const written = [...writableTypes(tier), ...(tier === 'manage' ? CONTENT_TYPES : [])];
  const read = [...DOCUMENT_TYPES.map(savedObjectType), ...CONTENT_TYPES].filter((type) => !written.includes(type));
  return {
    app: [APP_ID],
    api: tiers.map(apiPrivilege),
    savedObject: { all: written, read },
    ui: [...tiers],
  };
}

/** Accepted by 8.12 and by 9.x: no `scope`, no `alerting`, no sub-features. */
export function workbenchFeatures(): KibanaFeatureConfig[] {
  const category = { id: 'securitySolution', label: 'Security' };
  const feature = (id: string, name: string, all: Tier, order: number): KibanaFeatureConfig => ({
    id,
    name,
    category,
    order,
    app: [APP_ID],
    privileges: { all: grant(all), read: grant('view') },
  });
  return [
    feature(TIER_FEATURES.manage, 'Detection Workbench', 'manage', 9000),
    feature(TIER_FEATURES.triage, 'Detection Workbench: triage alerts', 'triage', 9001),
    feature(TIER_FEATURES.tune, 'Detection Workbench: tune and allowlist', 'tune', 9002),
  ];
}
