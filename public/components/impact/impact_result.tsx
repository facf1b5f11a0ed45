import React, { lazy, Suspense } from 'react';
import { EuiCallOut, EuiSkeletonRectangle, EuiSpacer, EuiStat, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Impact } from '../../../common/impact';
import { subj } from '../../test_subjects';
import { useTimeFormat } from '../formatted_time';
import { Matches } from './matches';

const ImpactChart = lazy(() => import('./impact_chart'));

function dispositionText({ open, acknowledged, closed, falsePositive, noAlert }: Impact['disposition']): string {
  return i18n.translate('detectionWorkbench.impact.disposition', {
    defaultMessage:
      'Of the lost: {open, number} open, {acknowledged, number} acknowledged, {closed, number} closed ({falsePositive, number} as false positive), {noAlert, number} without an alert.',
    values: { open, acknowledged, closed, falsePositive, noAlert },
  });
}

export function ImpactResult({ impact }: { impact: Impact }) {
  const format = useTimeFormat();
  const { totals } = impact;
  return (
    <>
      {impact.partial && (
        <>
          <EuiCallOut
            size="s"
            color="warning"
            title={i18n.translate('detectionWorkbench.impact.partial', {
              defaultMessage: 'Partial: {percent, number} % of the window is covered, up to {until}',
              values: { percent: Math.floor(impact.coverage * 100), until: format(impact.coveredTo) },
            })}
            data-test-subj={subj.impact.partial}
          >
            <EuiText size="s">{impact.reasons.join(' ')}</EuiText>
          </EuiCallOut>
          <EuiSpacer size="s" />
        </>
      )}
      <div style={{ display: 'flex', gap: 24, flexWrap: 'wrap' }} data-test-subj={subj.impact.totals}>
        <EuiStat
          titleSize="s"
          title={`${totals.before} → ${totals.after}`}
          description={i18n.translate('detectionWorkbench.impact.beforeAfter', {
            defaultMessage: 'Matches before and after',
          })}
        />
        <EuiStat
          titleSize="s"
          title={totals.lost}
          titleColor={totals.lost > 0 ? 'danger' : 'default'}
          description={i18n.translate('detectionWorkbench.impact.lost', { defaultMessage: 'Lost' })}
        />
        <EuiStat
          titleSize="s"
          title={totals.gained}
          titleColor={totals.gained > 0 ? 'primary' : 'default'}
          description={i18n.translate('detectionWorkbench.impact.gained', { defaultMessage: 'Gained' })}
        />
        <EuiStat
          titleSize="s"
          title={totals.same}
          description={i18n.translate('detectionWorkbench.impact.same', { defaultMessage: 'Same' })}
        />
      </div>
      {totals.lost > 0 && (
        <EuiText size="s">
          <p>{dispositionText(impact.disposition)}</p>
        </EuiText>
      )}
      {totals.before + totals.after > 0 && (
        <Suspense fallback={<EuiSkeletonRectangle width="100%" height={180} />}>
          <ImpactChart buckets={impact.buckets} />
        </Suspense>
      )}
      <Matches
        title={i18n.translate('detectionWorkbench.impact.lostTitle', { defaultMessage: 'Lost matches' })}
        matches={impact.lost}
        total={totals.lost}
        testSubject={subj.impact.lost}
      />
      <Matches
        title={i18n.translate('detectionWorkbench.impact.gainedTitle', { defaultMessage: 'Gained matches' })}
        matches={impact.gained}
        total={totals.gained}
        testSubject={subj.impact.gained}
      />
    </>
  );
}
