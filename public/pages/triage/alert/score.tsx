import React from 'react';
import { EuiBasicTable, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Score, ScoreBand, ScoreTerm } from '../../../../common/scoring';

export function bandName(band: ScoreBand): string {
  switch (band) {
    case 'none':
      return i18n.translate('detectionWorkbench.score.none', { defaultMessage: 'everyday' });
    case 'low':
      return i18n.translate('detectionWorkbench.score.low', { defaultMessage: 'low' });
    case 'medium':
      return i18n.translate('detectionWorkbench.score.medium', { defaultMessage: 'medium' });
    case 'high':
      return i18n.translate('detectionWorkbench.score.high', { defaultMessage: 'high' });
  }
}

export const ScoreText = ({ score }: { score: Score }) => (
  <>
    {i18n.translate('detectionWorkbench.score.text', {
      defaultMessage: '{score, number} {band}',
      values: { score: score.score, band: bandName(score.band) },
    })}
  </>
);

function kindName(kind: ScoreTerm['kind']): string {
  switch (kind) {
    case 'process_risk':
      return i18n.translate('detectionWorkbench.score.processRisk', { defaultMessage: 'Process risk' });
    case 'port_suspicion':
      return i18n.translate('detectionWorkbench.score.portSuspicion', { defaultMessage: 'Port suspicion' });
    case 'modifier':
      return i18n.translate('detectionWorkbench.score.modifier', { defaultMessage: 'Modifier' });
  }
}

/** A factor multiplies, a modifier adds: the sign says which. */
const amount = ({ kind, value }: ScoreTerm): string =>
  kind === 'modifier' ? (value < 0 ? `−${-value}` : `+${value}`) : `× ${value}`;

/** How the score comes about, line by line. */
export function ScoreTable({ score }: { score: Score }) {
  return (
    <>
      <EuiBasicTable<ScoreTerm>
        compressed
        tableCaption={i18n.translate('detectionWorkbench.score.caption', {
          defaultMessage: 'What the score is made of',
        })}
        items={score.terms}
        columns={[
          {
            name: i18n.translate('detectionWorkbench.score.part', { defaultMessage: 'Part' }),
            width: '120px',
            render: ({ kind }: ScoreTerm) => kindName(kind),
          },
          {
            name: i18n.translate('detectionWorkbench.score.amount', { defaultMessage: 'Amount' }),
            width: '80px',
            render: amount,
          },
          { field: 'reason', name: i18n.translate('detectionWorkbench.score.why', { defaultMessage: 'Why' }) },
          { field: 'evidence', name: i18n.translate('detectionWorkbench.score.evidence', { defaultMessage: 'Seen' }) },
        ]}
      />
      {score.notJudged.length > 0 && (
        <EuiText size="xs" color="subdued">
          {i18n.translate('detectionWorkbench.score.notJudged', {
            defaultMessage: 'Not judged, because the alert does not say: {facts}.',
            values: {
              facts: score.notJudged.map((fact) => fact.replace(/_/g, ' ').replace(/\bdns\b/, 'DNS')).join(', '),
            },
          })}
        </EuiText>
      )}
    </>
  );
}
