import type { ResponseOf } from '../../../common/api/contract';
import type { getTechnique } from '../../../common/api/techniques';
import type { Pack } from '../../../common/packs';

/** What every tab of a technique gets. */
export interface TechniqueTabProps {
  technique: ResponseOf<typeof getTechnique>;
  pack: Pack;
}

export type TechniqueTabId = 'overview' | 'tuning' | 'allowlist' | 'tests' | 'investigate' | 'alerts' | 'activity';
