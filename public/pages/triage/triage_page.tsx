import React, { useCallback } from 'react';
import { useHistory, useLocation, useParams } from 'react-router-dom';
import { i18n } from '@kbn/i18n';
import { PageFrame, TimeRange } from '../../components';
import { useTimeRange } from '../../hooks';
import { useServices } from '../../kibana';
import { paths } from '../../sections';
import { TriageQueue } from './queue/triage_queue';
import { decode } from './state/triage_state';

const title = i18n.translate('detectionWorkbench.triage.title', { defaultMessage: 'Triage' });

/** Working the alerts of all packs. The open alert is the last part of the path, everything else the query of the URL. */
export function TriagePage() {
  const { alertId } = useParams<{ alertId?: string }>();
  const { history: core } = useServices();
  const history = useHistory();
  const { search } = useLocation();
  const time = useTimeRange();
  const pathOf = (id: string | undefined) => (id === undefined ? paths.triage : paths.alert(id));
  const hrefOf = useCallback((id: string) => core.createHref({ pathname: paths.alert(id), search }), [core, search]);
  const onOpen = useCallback(
    (id: string | undefined) => history.push({ pathname: pathOf(id), search: history.location.search }),
    [history],
  );
  return (
    <PageFrame
      section="triage"
      title={title}
      crumbs={[
        { text: title, to: paths.triage },
        ...(alertId === undefined
          ? []
          : [{ text: i18n.translate('detectionWorkbench.triage.alertCrumb', { defaultMessage: 'Alert' }) }]),
      ]}
      actions={[<TimeRange key="time" state={time} />]}
    >
      <TriageQueue
        time={time}
        openAlertId={alertId === undefined ? undefined : decode(alertId)}
        hrefOf={hrefOf}
        onOpen={onOpen}
      />
    </PageFrame>
  );
}
