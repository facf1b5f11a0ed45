import React from 'react';
import { EuiText, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { TechniqueSummary } from '../../common/api/techniques';
import { useTokens } from './tokens';
import { verdictName, type ShownVerdict } from './verdict_badge';

export type CoverageCounts = TechniqueSummary['coverage'];

const ORDER = ['caught', 'weakened', 'blinded', 'missed', 'unknown'] as const satisfies readonly ShownVerdict[];

/** "9 caught, 1 missed": only what there is. */
export function coverageText(counts: CoverageCounts): string {
  const parts = ORDER.filter((verdict) => counts[verdict] > 0).map((verdict) =>
    i18n.translate('detectionWorkbench.coverage.part', {
      defaultMessage: '{count, number} {verdict}',
      values: { count: counts[verdict], verdict: verdictName(verdict).toLowerCase() },
    }),
  );
  return parts.length > 0
    ? parts.join(', ')
    : i18n.translate('detectionWorkbench.coverage.none', { defaultMessage: 'nothing replayed' });
}

/** The expected attacks of a technique as one bar, with the numbers in words below. */
export function CoverageBar({ counts }: { counts: CoverageCounts }) {
  const { theme, verdict: colors } = useTokens();
  const uncovered =
    counts.uncovered > 0
      ? i18n.translate('detectionWorkbench.coverage.uncovered', {
          defaultMessage: '{count, plural, one {# rule} other {# rules}} without a test',
          values: { count: counts.uncovered },
        })
      : undefined;
  const text = coverageText(counts);
  return (
    <EuiToolTip content={[text, uncovered].filter(Boolean).join('; ')} display="block">
      <div tabIndex={0}>
        <div
          aria-hidden
          style={{
            display: 'flex',
            height: theme.size.s,
            borderRadius: theme.border.radius.small,
            overflow: 'hidden',
            gap: 1,
          }}
        >
          {ORDER.map(
            (verdict) =>
              counts[verdict] > 0 && (
                <div key={verdict} style={{ flexGrow: counts[verdict], background: colors[verdict] }} />
              ),
          )}
        </div>
        <EuiText size="xs">{text}</EuiText>
        {uncovered && (
          <EuiText size="xs" color="subdued">
            {uncovered}
          </EuiText>
        )}
      </div>
    </EuiToolTip>
  );
}
