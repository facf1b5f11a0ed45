/** What a rule would match in the recent past if it had no allowlist: the history that entries are measured against. */
import type { RuleMatch } from '../../stack/events';
import type { TimeRange } from '../../stack/stack';
import type { ServiceDependencies } from '../dependencies';
import type { GuardService } from '../guard/guard_service';

/** A page waits for this; what is not done by then is labelled as a lower bound. */
const TIMEOUT_MS = 8_000;
const MAX_MATCHES = 10_000;

export interface RuleHistory {
  matches: readonly RuleMatch[];
  /** Not complete: counts over it are lower bounds. */
  partial: boolean;
}

/** Histories by rule key. A rule that the stack refuses has an empty, partial one. */
export async function ruleHistories(
  { stack, logger }: Pick<ServiceDependencies, 'stack' | 'logger'>,
  guard: GuardService,
  keys: readonly string[],
  range: TimeRange,
  timeoutMs: number = TIMEOUT_MS,
): Promise<ReadonlyMap<string, RuleHistory>> {
  const rules = await guard.rules(keys);
  const histories = await Promise.all(
    rules.map(async (rule): Promise<readonly [string, RuleHistory]> => {
      const nothing = { matches: [], partial: true };
      if (rule.query === undefined || (rule.language !== 'eql' && rule.language !== 'kuery')) return [rule.id, nothing];
      try {
        const { matches, partial } = await stack.events.match({
          index: rule.index ?? [],
          language: rule.language,
          query: rule.query,
          ...(rule.filters ? { filters: rule.filters } : {}),
          exceptions: [],
          range,
          size: MAX_MATCHES,
          timeoutMs,
        });
        return [rule.id, { matches, partial }];
      } catch (error) {
        logger.debug(
          `History of ${rule.id} is not available: ${error instanceof Error ? error.message : String(error)}`,
        );
        return [rule.id, nothing];
      }
    }),
  );
  return new Map(histories);
}
