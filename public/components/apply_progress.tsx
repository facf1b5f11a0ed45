import React from 'react';
import { EuiCallOut, EuiIcon, EuiProgress, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ApplyEvent } from '../../common/api/content';
import type { ApiError } from '../api';
import { subj } from '../test_subjects';
import { ErrorCallout } from './error_callout';
import { outcomeName } from './plan_words';
import { icons } from './icons';

type ItemEvent = Extract<ApplyEvent, { type: 'item' }>;

function Line({ event }: { event: ItemEvent }) {
  const failed = event.outcome === 'failed';
  return (
    <li style={{ display: 'flex', gap: 8, alignItems: 'baseline' }}>
      <EuiIcon
        type={failed ? 'cross' : event.outcome === 'skipped' ? 'minus' : 'check'}
        color={failed ? 'danger' : 'success'}
        size="s"
      />
      <EuiText size="s">
        {outcomeName(event.outcome)}: {event.name}
        {event.message && (
          <EuiText size="xs" color={failed ? 'danger' : 'subdued'}>
            {event.message}
          </EuiText>
        )}
      </EuiText>
    </li>
  );
}

export interface ApplyProgressProps {
  events: readonly ApplyEvent[];
  running: boolean;
  error?: ApiError | undefined;
}

/** Objects as they are written, failures first once it is over. */
export function ApplyProgress({ events, running, error }: ApplyProgressProps) {
  const start = events.find((event) => event.type === 'start');
  const items = events.filter((event): event is ItemEvent => event.type === 'item');
  const end = events.find((event) => event.type === 'end');
  const ordered = end
    ? [...items].sort((a, b) => Number(b.outcome === 'failed') - Number(a.outcome === 'failed'))
    : items;
  const total = start?.type === 'start' ? start.total : 0;
  return (
    <div data-test-subj={subj.install.progress}>
      {running && (
        <>
          <EuiProgress
            size="m"
            {...(total > 0 ? { value: items.at(-1)?.done ?? 0, max: total } : {})}
            label={i18n.translate('detectionWorkbench.apply.progress', { defaultMessage: 'Writing' })}
            valueText={`${items.at(-1)?.done ?? 0} / ${total}`}
          />
          <EuiSpacer size="m" />
        </>
      )}
      {error && (
        <ErrorCallout
          title={i18n.translate('detectionWorkbench.apply.stopped', {
            defaultMessage: 'Stopped in the middle. Running it again completes what is missing.',
          })}
          error={error}
        />
      )}
      {end?.type === 'end' && (
        <EuiCallOut
          color={end.failed > 0 ? 'warning' : 'success'}
          iconType={end.failed > 0 ? icons.warning : 'check'}
          title={
            end.failed > 0
              ? i18n.translate('detectionWorkbench.apply.someFailed', {
                  defaultMessage:
                    '{succeeded, number} done, {failed, number} failed, {unchanged, number} unchanged. Running it again completes what failed.',
                  values: { succeeded: end.succeeded, failed: end.failed, unchanged: end.unchanged },
                })
              : i18n.translate('detectionWorkbench.apply.allDone', {
                  defaultMessage: 'Done: {succeeded, number} written, {unchanged, number} unchanged',
                  values: { succeeded: end.succeeded, unchanged: end.unchanged },
                })
          }
          data-test-subj={subj.install.result}
        />
      )}
      <EuiSpacer size="m" />
      <ul aria-live="polite">
        {ordered.map((event, index) => (
          <Line key={index} event={event} />
        ))}
      </ul>
    </div>
  );
}
