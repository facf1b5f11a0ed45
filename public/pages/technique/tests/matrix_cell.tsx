import React from 'react';
import { EuiBadge, EuiBadgeGroup, EuiText, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { CellVerdict } from '../../../../common/expectations';
import type { Pack } from '../../../../common/packs';
import { verdictMeaning, verdictName } from '../../../components';
import { verdictLook } from '../../../components/verdict_badge';

type Source = Pack['expectations'][number]['sources'][number];

/** A rule's verdict in a cell of the matrix. */
export function RuleVerdictBadge({ cell }: { cell: CellVerdict }) {
  const { color, icon } = verdictLook(cell.verdict);
  const reasons = cell.reasons.map(({ text }) => text).join(' ');
  return (
    <EuiToolTip
      title={`${cell.rule}: ${verdictName(cell.verdict)}`}
      content={
        reasons ||
        i18n.translate('detectionWorkbench.tests.cell', {
          defaultMessage: '{meaning} {matches, plural, one {# match} other {# matches}}, expected {expected, number}.',
          values: { meaning: verdictMeaning(cell.verdict), matches: cell.matches, expected: cell.expected },
        })
      }
    >
      <EuiBadge color={color} iconType={icon} tabIndex={0} aria-label={`${cell.rule}: ${verdictName(cell.verdict)}`}>
        {cell.rule}
      </EuiBadge>
    </EuiToolTip>
  );
}

/** Why a data source has no verdict. */
function stateText(state: Source['state']): string {
  return state === 'not_recorded'
    ? i18n.translate('detectionWorkbench.tests.notRecorded', { defaultMessage: 'not recorded' })
    : i18n.translate('detectionWorkbench.tests.notVisible', { defaultMessage: 'cannot show it' });
}

/** One test on one data source: the rules that count there, or the honest reason why none does. */
export function MatrixCell({ source, cells }: { source: Source | undefined; cells: readonly CellVerdict[] }) {
  const counted = cells.filter(({ expected, verdict }) => expected > 0 || verdict !== 'not_applicable');
  if (counted.length > 0) {
    return (
      <EuiBadgeGroup gutterSize="xs">
        {counted.map((cell) => (
          <RuleVerdictBadge key={cell.rule} cell={cell} />
        ))}
      </EuiBadgeGroup>
    );
  }
  if (!source)
    return (
      <EuiText size="xs" color="subdued">
        –
      </EuiText>
    );
  const text =
    source.state === 'visible' || source.state === 'partly'
      ? i18n.translate('detectionWorkbench.tests.nothingExpected', { defaultMessage: 'no rule expected' })
      : stateText(source.state);
  return (
    <EuiText size="xs" color="subdued">
      {source.reason ? (
        <EuiToolTip content={source.reason}>
          <span tabIndex={0}>{text}</span>
        </EuiToolTip>
      ) : (
        text
      )}
    </EuiText>
  );
}
