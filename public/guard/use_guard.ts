import { useMemo } from 'react';
import { i18n } from '@kbn/i18n';
import { placeholdersIn } from '../../common/allowlist';
import { getGuardMaterial, type GuardMaterial, type GuardReport } from '../../common/api/guard';
import type { RuleTemplate } from '../../common/packs';
import type { KnobValues } from '../../common/rules';
import { useApiQuery } from '../api';
import type { GuardState } from '../components';
import { useDebounced } from '../hooks';
import { judgeEntry, judgeTuning, type DraftInProgress } from './judge_change';

/** Shorter than the pause between two keystrokes of a fast typist, long enough to skip half of a burst. */
const SETTLE_MS = 60;

/** The recordings and rules of every pack: a rule may catch the tests of another. Kept until something is changed. */
export const useGuardMaterial = () => useApiQuery(getGuardMaterial, { query: {} }, { staleTime: Infinity });

function useJudgement(compute: (material: GuardMaterial) => GuardReport, waiting: string | undefined): GuardState {
  const material = useGuardMaterial();
  return useMemo((): GuardState => {
    if (waiting !== undefined) return { status: 'waiting', message: waiting };
    if (material.error) return { status: 'failed', message: material.error.message };
    if (!material.data) return { status: 'loading' };
    try {
      return { status: 'ready', report: compute(material.data), sourceLabels: material.data.sourceLabels };
    } catch (error) {
      return { status: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }, [compute, material.data, material.error, waiting]);
}

/** What new knob values do to the expected attacks. `waiting` says why there is nothing to judge yet. */
export function useTuningGuard(template: RuleTemplate, values: KnobValues, waiting?: string): GuardState {
  const settled = useDebounced(values, SETTLE_MS);
  const compute = useMemo(
    () => (material: GuardMaterial) => judgeTuning(material, template, settled, Date.now()),
    [template, settled],
  );
  return useJudgement(compute, waiting);
}

/** What is missing before an entry can be judged. */
export function missingInDraft({ ruleKeys, conditions }: DraftInProgress): string | undefined {
  if (ruleKeys.length === 0) {
    return i18n.translate('detectionWorkbench.guard.needsRule', {
      defaultMessage: 'Choose a rule to see what the entry does',
    });
  }
  if (conditions.length === 0) {
    return i18n.translate('detectionWorkbench.guard.needsCondition', {
      defaultMessage: 'Fill in a condition to see what the entry does',
    });
  }
  const open = placeholdersIn(conditions);
  if (open.length > 0) {
    return i18n.translate('detectionWorkbench.guard.needsPlaceholder', {
      defaultMessage: 'Still to fill in: {names}',
      values: { names: open.map((name) => name.replace(/_/g, ' ')).join(', ') },
    });
  }
  return undefined;
}

/** What an entry does to the expected attacks. */
export function useEntryGuard(draft: DraftInProgress, replacesEntryId?: string): GuardState {
  const settled = useDebounced(draft, SETTLE_MS);
  const compute = useMemo(
    () => (material: GuardMaterial) => judgeEntry(material, settled, replacesEntryId, Date.now()),
    [settled, replacesEntryId],
  );
  return useJudgement(compute, missingInDraft(settled));
}
