/** Demo data: said in the header of every page, cleared with one click and a confirmation. Only outside Kibana. */
import React, { useState, type ReactNode } from 'react';
import { EuiBadge, EuiConfirmModal, useGeneratedHtmlId } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { clearDemoData } from '../../common/api/imports';
import { getEnvironment } from '../../common/api/misc';
import { useApiMutation, useApiQuery } from '../api';
import { HeaderMenu, useServices, useTier, useToasts } from '../kibana';
import { subj } from '../test_subjects';

interface ClearDemoDataProps {
  /** Draws what is clicked: it gets the click, its label, and whether the user may. */
  children(ask: () => void, label: string, isAllowed: boolean): ReactNode;
}

/** Asks first, then clears the demo events and the alerts made from them. */
export function ClearDemoData({ children }: ClearDemoDataProps) {
  const { can } = useTier();
  const toasts = useToasts();
  const titleId = useGeneratedHtmlId({ prefix: 'dwClearDemo' });
  const [asking, setAsking] = useState(false);
  const clear = useApiMutation(clearDemoData, {
    invalidates: ['events', 'alerts', 'techniques', 'readiness', 'environment', 'expectations'],
    onSuccess: ({ events, alerts }) => {
      setAsking(false);
      toasts.addSuccess(
        i18n.translate('detectionWorkbench.demo.cleared', {
          defaultMessage: 'Removed {events, number} demo events and {alerts, number} alerts made from them',
          values: { events, alerts },
        }),
      );
    },
    onError: (error) => {
      setAsking(false);
      toasts.addError(error, {
        title: i18n.translate('detectionWorkbench.demo.failed', { defaultMessage: 'The demo data is still there' }),
      });
    },
  });
  const label = i18n.translate('detectionWorkbench.demo.clear', { defaultMessage: 'Clear demo data' });
  return (
    <>
      {children(() => setAsking(true), label, can('manage'))}
      {asking && (
        <EuiConfirmModal
          aria-labelledby={titleId}
          titleProps={{ id: titleId }}
          title={label}
          onCancel={() => setAsking(false)}
          onConfirm={() => clear.mutate({})}
          isLoading={clear.isLoading}
          buttonColor="danger"
          confirmButtonText={label}
          cancelButtonText={i18n.translate('detectionWorkbench.demo.keep', { defaultMessage: 'Keep it' })}
        >
          {i18n.translate('detectionWorkbench.demo.what', {
            defaultMessage:
              'Removes the demo events and the alerts made from them. Events that you imported stay. The demo does not come back by itself.',
          })}
        </EuiConfirmModal>
      )}
    </>
  );
}

/** The mark in the header while demo data is there. */
export function DemoBadge() {
  const { standalone } = useServices();
  const environment = useApiQuery(getEnvironment, {}, { enabled: standalone });
  if (!standalone || environment.data?.demoData !== true) return null;
  const text = i18n.translate('detectionWorkbench.demo.badge', { defaultMessage: 'Demo data' });
  return (
    <HeaderMenu>
      <ClearDemoData>
        {(ask, label, isAllowed) =>
          isAllowed ? (
            <EuiBadge
              color="warning"
              iconType="cross"
              iconSide="right"
              iconOnClick={ask}
              iconOnClickAriaLabel={label}
              data-test-subj={subj.demoBadge}
            >
              {text}
            </EuiBadge>
          ) : (
            <EuiBadge color="warning" data-test-subj={subj.demoBadge}>
              {text}
            </EuiBadge>
          )
        }
      </ClearDemoData>
    </HeaderMenu>
  );
}
