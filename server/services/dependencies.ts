/** What services are made of. One set per request; none of it is kept between requests. */
import type { Logger } from '@kbn/core/server';
import type { Tier } from '../../common/api';
import type { Stack } from '../stack/stack';
import type { Catalog } from './catalog';
import type { SpaceState } from './state/space_state';

export interface ServiceDependencies {
  stack: Stack;
  /** The content that was loaded at start. */
  catalog: Catalog;
  /** What is installed in this space; read once per request, and again after a write. */
  state: SpaceState;
  /** Milliseconds since the epoch. */
  clock: () => number;
  logger: Logger;
  tier: Tier | 'none';
}
