import React from 'react';
import { EuiButtonEmpty, EuiFlexGroup, EuiFlexItem, EuiFormRow, EuiSelect } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { searchEvents } from '../../../common/api/misc';
import { useApiMutation } from '../../api';
import { EVENT_INDEX } from '../../components/event_index';
import { useGuardMaterial } from '../../guard';
import { absoluteRange } from '../../hooks';
import { useToasts } from '../../kibana';
import { subj } from '../../test_subjects';
import { recordedStarts } from './recorded_events';

export interface StartingPointsProps {
  /** Id of the recorded event that is chosen; empty for none. */
  attack: string;
  /** A recorded event as if it happened now: the age of a recording is no reason for silence. */
  onAttack(id: string, event: Record<string, unknown>): void;
  onStored(event: { eventId: string; index: string }): void;
}

/** Events to begin with, for who has none at hand: those of the recorded attacks, and the newest that was stored. */
export function StartingPoints({ attack, onAttack, onStored }: StartingPointsProps) {
  const toasts = useToasts();
  const material = useGuardMaterial();
  const starts = material.data ? recordedStarts(material.data) : [];
  const newest = useApiMutation(searchEvents, {
    onSuccess: ({ events: [event] }) => {
      if (event) onStored({ eventId: event.id, index: event.index });
      else {
        toasts.addInfo(
          i18n.translate('detectionWorkbench.explain.noNewest', {
            defaultMessage: 'No event was stored in the last 30 days',
          }),
        );
      }
    },
    onError: (error) =>
      toasts.addError(error, {
        title: i18n.translate('detectionWorkbench.explain.newestFailed', {
          defaultMessage: 'The newest event could not be read',
        }),
      }),
  });
  const askNewest = () =>
    newest.mutate({
      body: { index: [...EVENT_INDEX], range: absoluteRange('now-30d', 'now', Date.now()), size: 1, order: 'desc' },
    });
  return (
    <EuiFormRow fullWidth label={i18n.translate('detectionWorkbench.explain.start', { defaultMessage: 'Begin with' })}>
      <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
        <EuiFlexItem style={{ minWidth: 0 }}>
          <EuiSelect
            fullWidth
            compressed
            aria-label={i18n.translate('detectionWorkbench.explain.startAttack', {
              defaultMessage: 'An event of a recorded attack',
            })}
            isLoading={material.isLoading}
            value={attack}
            options={[
              {
                value: '',
                text: i18n.translate('detectionWorkbench.explain.chooseAttack', {
                  defaultMessage: 'An event of a recorded attack …',
                }),
              },
              ...starts.map(({ id, label }) => ({ value: id, text: label })),
            ]}
            onChange={({ target }) => {
              const start = starts.find(({ id }) => id === target.value);
              if (start) onAttack(start.id, { ...start.event, '@timestamp': new Date().toISOString() });
            }}
            data-test-subj={subj.explain.attack}
          />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty
            size="s"
            isLoading={newest.isLoading}
            onClick={askNewest}
            data-test-subj={subj.explain.newest}
          >
            {i18n.translate('detectionWorkbench.explain.newest', { defaultMessage: 'The newest event' })}
          </EuiButtonEmpty>
        </EuiFlexItem>
      </EuiFlexGroup>
    </EuiFormRow>
  );
}
