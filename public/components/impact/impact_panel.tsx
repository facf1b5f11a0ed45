import React, { useEffect, useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiCallOut,
  EuiFlexGroup,
  EuiFlexItem,
  EuiProgress,
  EuiSelect,
  EuiSpacer,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { measureImpact, type ImpactChange } from '../../../common/api/impact';
import { useApiStream } from '../../api';
import { subj } from '../../test_subjects';
import { ErrorCallout } from '../error_callout';
import { ImpactResult } from './impact_result';

const DAYS = [1, 7, 14, 30, 90] as const;
/** Long enough for two weeks of a busy fleet; a longer run is answered in part and says so. */
const TIMEOUT_MS = 60_000;

/** Old against new over history, on demand. Changing the proposal throws the answer away: it would be about something else. */
export function ImpactPanel({ change }: { change: ImpactChange | undefined }) {
  const [days, setDays] = useState<number>(14);
  const impact = useApiStream(measureImpact);
  const key = JSON.stringify(change);
  const { reset } = impact;
  useEffect(() => reset(), [key, days, reset]);

  const last = impact.events.at(-1);
  const progress = last?.type === 'progress' ? last : undefined;
  const result = impact.events.find((event) => event.type === 'result');
  const failed = impact.events.find((event) => event.type === 'failed');
  const run = () => change && void impact.start({ body: { change, days, timeoutMs: TIMEOUT_MS } });

  return (
    <section data-test-subj={subj.impact.panel}>
      <EuiFlexGroup alignItems="center" gutterSize="s" responsive={false}>
        <EuiFlexItem>
          <EuiTitle size="xxs">
            <h3>{i18n.translate('detectionWorkbench.impact.title', { defaultMessage: 'Impact on history' })}</h3>
          </EuiTitle>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiSelect
            compressed
            aria-label={i18n.translate('detectionWorkbench.impact.window', { defaultMessage: 'Window' })}
            value={days}
            options={DAYS.map((count) => ({
              value: count,
              text: i18n.translate('detectionWorkbench.impact.days', {
                defaultMessage: 'last {count, plural, one {day} other {# days}}',
                values: { count },
              }),
            }))}
            onChange={(event) => setDays(Number(event.target.value))}
            data-test-subj={subj.impact.days}
          />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          {impact.running ? (
            <EuiButtonEmpty size="s" onClick={() => reset()} data-test-subj={subj.impact.cancel}>
              {i18n.translate('detectionWorkbench.impact.cancel', { defaultMessage: 'Cancel' })}
            </EuiButtonEmpty>
          ) : (
            <EuiButton size="s" isDisabled={!change} onClick={run} data-test-subj={subj.impact.measure}>
              {i18n.translate('detectionWorkbench.impact.measure', { defaultMessage: 'Measure impact' })}
            </EuiButton>
          )}
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="s" />
      {!change && (
        <EuiText size="s" color="subdued">
          {i18n.translate('detectionWorkbench.impact.noChange', {
            defaultMessage: 'Once something is changed: what the old and the new rule match in real data, day by day.',
          })}
        </EuiText>
      )}
      {impact.running && (
        <>
          <EuiProgress size="s" {...(progress ? { value: progress.fraction, max: 1 } : {})} />
          <EuiText size="xs" color="subdued" aria-live="polite">
            {progress?.message}
          </EuiText>
        </>
      )}
      {impact.error && (
        <ErrorCallout
          title={i18n.translate('detectionWorkbench.impact.failed', {
            defaultMessage: 'The impact could not be measured',
          })}
          error={impact.error}
          onRetry={run}
        />
      )}
      {failed?.type === 'failed' && (
        <EuiCallOut
          size="s"
          color="danger"
          title={`${failed.message} (${failed.code})`}
          data-test-subj={subj.errorCallout}
        />
      )}
      {result?.type === 'result' && <ImpactResult impact={result.report} />}
    </section>
  );
}
