/** What the workbench says about a document in Discover: of an alert why it fired, of an event why each rule does or does not. */
import React from 'react';
import { EuiCallOut, EuiLink, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { DataTableRecord } from '@kbn/unified-doc-viewer-plugin/public';
import { explainEvent } from '../../../common/api/misc';
import { useApiQuery } from '../../api';
import { Loaded, useAppLink } from '../../components';
import { Results } from '../../pages/explain/results';
import { useAlert } from '../../pages/triage/alert/use_alert';
import { Why as WhyAlert } from '../../pages/triage/alert/why';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';

/** Backing indices and aliases of Security's alerts. */
const ALERT_INDEX = /^\.(?:internal\.)?alerts-security\.alerts-/;

type Asked = { eventId: string; index: string } | { event: Record<string, unknown> };

/** A stored document is looked up, so that its index counts too; a row of ES|QL is all there is. */
export function askedOf({ raw, flattened }: DataTableRecord): Asked {
  const { _id: eventId, _index: index } = raw;
  return eventId && index ? { eventId, index } : { event: flattened };
}

const failed = i18n.translate('detectionWorkbench.discoverTab.failed', {
  defaultMessage: 'The document could not be explained',
});

function OpenLink({ path, children }: { path: string; children: string }) {
  const link = useAppLink();
  return (
    <EuiText size="s">
      <EuiLink {...link(path)} data-test-subj={subj.discoverTab.open}>
        {children}
      </EuiLink>
    </EuiText>
  );
}

function OfAlert({ alertId }: { alertId: string }) {
  const query = useAlert(alertId);
  return (
    <>
      <OpenLink path={paths.alert(alertId)}>
        {i18n.translate('detectionWorkbench.discoverTab.openAlert', {
          defaultMessage: 'Open the alert in Detection Workbench',
        })}
      </OpenLink>
      <EuiSpacer size="m" />
      <Loaded query={query} errorTitle={failed}>
        {(alert) => <WhyAlert alert={alert} />}
      </Loaded>
    </>
  );
}

function OfEvent({ asked }: { asked: Asked }) {
  const query = useApiQuery(explainEvent, { body: asked });
  return (
    <>
      {'eventId' in asked ? (
        <OpenLink
          path={`${paths.explain}?${new URLSearchParams({ eventId: asked.eventId, index: asked.index }).toString()}`}
        >
          {i18n.translate('detectionWorkbench.discoverTab.openEvent', {
            defaultMessage: 'Try changes of this event in Detection Workbench',
          })}
        </OpenLink>
      ) : (
        <EuiCallOut
          size="s"
          title={i18n.translate('detectionWorkbench.discoverTab.row', {
            defaultMessage: 'Only the columns of this row are looked at: keep the fields that the rules ask for.',
          })}
        />
      )}
      <EuiSpacer size="m" />
      <Loaded query={query} errorTitle={failed}>
        {({ rules }) => <Results rules={rules} />}
      </Loaded>
    </>
  );
}

export function Why({ hit }: { hit: DataTableRecord }) {
  const asked = askedOf(hit);
  return (
    <div data-test-subj={subj.discoverTab.root}>
      <EuiSpacer size="m" />
      {'eventId' in asked && ALERT_INDEX.test(asked.index) ? (
        <OfAlert alertId={asked.eventId} />
      ) : (
        <OfEvent asked={asked} />
      )}
    </div>
  );
}
