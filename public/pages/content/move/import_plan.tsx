import React, { useState } from 'react';
import { EuiButton, EuiCallOut, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { applyTransfer, type TransferPlan } from '../../../../common/api/transfer';
import type { SpaceDocument } from '../../../../common/transfer';
import { useApiStream, type Resource } from '../../../api';
import { AbsoluteTime, isReason, ReasonField } from '../../../components';
import { ApplyProgress } from '../../../components/apply_progress';
import { icons } from '../../../components/icons';
import { PlanView } from '../../../components/plan_view';
import { subj } from '../../../test_subjects';

/** Everything that tunings and entries show in. */
const MOVED_RESOURCES: readonly Resource[] = [
  'tuning',
  'allowlist',
  'techniques',
  'content',
  'guard',
  'expectations',
  'readiness',
  'health',
  'activity',
];

/** What the file would change, the reason for it, and then each object as it is written. */
export function ImportPlan({ document, plan }: { document: SpaceDocument; plan: TransferPlan }) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const apply = useApiStream(applyTransfer, { invalidates: MOVED_RESOURCES });
  const { from, items, counts, warnings } = plan;
  const changes = counts.create + counts.update;
  const started = apply.running || apply.events.length > 0 || apply.error !== undefined;
  const end = apply.events.find((event) => event.type === 'end');
  const leftOut = apply.events.filter((event) => event.type === 'item' && event.outcome === 'skipped').length;
  const incomplete = apply.error !== undefined || (end?.type === 'end' && end.failed > 0);

  const start = () => {
    setTried(true);
    if (isReason(reason)) void apply.start({ body: { document, reason: reason.trim() } });
  };
  if (started) {
    return (
      <>
        <EuiSpacer size="m" />
        {end && leftOut > 0 && (
          <>
            <EuiCallOut
              size="s"
              color="warning"
              iconType={icons.warning}
              title={i18n.translate('detectionWorkbench.move.notImported', {
                defaultMessage:
                  '{count, plural, one {# object was} other {# objects were}} left out: the list says why',
                values: { count: leftOut },
              })}
            />
            <EuiSpacer size="s" />
          </>
        )}
        <ApplyProgress events={apply.events} running={apply.running} error={apply.error} />
        {incomplete && (
          <EuiButton iconType="refresh" onClick={start} data-test-subj={subj.move.again}>
            {i18n.translate('detectionWorkbench.move.again', { defaultMessage: 'Run it again' })}
          </EuiButton>
        )}
      </>
    );
  }
  return (
    <div data-test-subj={subj.move.plan}>
      <EuiSpacer size="m" />
      <EuiText size="s">
        <p>
          {i18n.translate('detectionWorkbench.move.from', {
            defaultMessage: 'From space {space}, exported by {by}:',
            values: { space: from.space, by: from.by },
          })}{' '}
          <AbsoluteTime at={from.at} />
        </p>
      </EuiText>
      <EuiSpacer size="s" />
      {warnings.map((warning) => (
        <React.Fragment key={warning}>
          <EuiCallOut size="s" color="warning" iconType={icons.warning} title={warning} />
          <EuiSpacer size="s" />
        </React.Fragment>
      ))}
      <PlanView items={items} />
      {changes === 0 ? (
        <EuiCallOut
          size="s"
          iconType={icons.info}
          title={i18n.translate('detectionWorkbench.move.nothing', {
            defaultMessage: 'Nothing in the file can change this space',
          })}
        />
      ) : (
        <>
          <ReasonField value={reason} onChange={setReason} showError={tried} onSubmit={start} />
          <EuiSpacer size="m" />
          <EuiButton fill onClick={start} data-test-subj={subj.move.apply}>
            {i18n.translate('detectionWorkbench.move.apply', {
              defaultMessage: 'Import {count, plural, one {# object} other {# objects}}',
              values: { count: changes },
            })}
          </EuiButton>
        </>
      )}
    </div>
  );
}
