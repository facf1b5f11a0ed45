import type { ScoringFile } from '../packs/schema/scoring';
import type { ScoringTables } from './types';

/** The part of a pack that decides which tables count. */
interface ScoringPack {
  id: string;
  scoring?: ScoringFile;
}

/**
 * The tables a pack scores with: its own, or those of the pack it names.
 *
 * @returns `undefined` when the pack does not score, or the pack it names is not loaded or has no tables either
 */
export function scoringTables(pack: ScoringPack, packs: readonly ScoringPack[]): ScoringTables | undefined {
  const { tables, uses } = pack.scoring ?? {};
  return tables ?? packs.find(({ id }) => id === uses)?.scoring?.tables;
}
