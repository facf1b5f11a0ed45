import { stackAtLeast } from '../../../common/rules';
import type { StackFeatures } from '../stack';

export interface FeatureFacts {
  /** Version of Kibana. */
  version: string;
  /** The licence is active and Platinum or higher. */
  platinum: boolean;
  /** Kibana's apps can be linked to from where the workbench is shown. */
  kibanaApps: boolean;
}

/** What a Kibana of a version can do (security-api 1.3, 3, 8). */
export function featuresOf({ version, platinum, kibanaApps }: FeatureFacts): StackFeatures {
  return {
    kind: 'kibana',
    version,
    closeReason: stackAtLeast(version, '9.2'),
    assignees: true,
    suppression: {
      event: platinum && stackAtLeast(version, '8.14'),
      sequence: platinum && stackAtLeast(version, '8.18'),
    },
    cases: true,
    kibanaApps,
  };
}
