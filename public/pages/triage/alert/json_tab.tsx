import React from 'react';
import { EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { JsonView } from '../../../components';
import { subj } from '../../../test_subjects';
import type { AlertDetails } from './use_alert';

/** The alert as it is stored, and the events behind it. */
export function JsonTab({ alert }: { alert: AlertDetails }) {
  return (
    <div data-test-subj={subj.alert.json}>
      <EuiTitle size="xs">
        <h3>{i18n.translate('detectionWorkbench.alert.jsonAlert', { defaultMessage: 'Alert' })}</h3>
      </EuiTitle>
      <JsonView value={alert.source} />
      {alert.events.map(({ id, event }) => (
        <React.Fragment key={id}>
          <EuiTitle size="xs">
            <h3>
              {i18n.translate('detectionWorkbench.alert.jsonEvent', { defaultMessage: 'Event {id}', values: { id } })}
            </h3>
          </EuiTitle>
          <JsonView value={event} />
        </React.Fragment>
      ))}
    </div>
  );
}
