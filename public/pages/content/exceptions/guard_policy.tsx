import React, { useState } from 'react';
import { EuiCallOut, EuiPanel, EuiRadioGroup, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import {
  getExceptionGuard,
  setExceptionGuard,
  type ExceptionGuard,
  type ExceptionGuardMode,
} from '../../../../common/api/exception_guard';
import { useApiMutation, useApiQuery } from '../../../api';
import { Loaded } from '../../../components';
import { ReasonModal } from '../../../components/reason_modal';
import { tierName, useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { GuardCounts } from './guard_counts';

const modeName = (mode: ExceptionGuardMode): string =>
  mode === 'refuse'
    ? i18n.translate('detectionWorkbench.exceptionPolicy.refuse', {
        defaultMessage: 'Refuse what hides an expected attack or stops a rule',
      })
    : i18n.translate('detectionWorkbench.exceptionPolicy.record', {
        defaultMessage: 'Let everything through, and put what does harm at the head of the work queue',
      });

const modeText = (mode: ExceptionGuardMode): string =>
  mode === 'refuse'
    ? i18n.translate('detectionWorkbench.exceptionPolicy.refuseText', {
        defaultMessage:
          'Whoever writes it reads which attack would go unseen, and where it can be written with a reason and an expiry. What merely does nothing is let through and recorded.',
      })
    : i18n.translate('detectionWorkbench.exceptionPolicy.recordText', {
        defaultMessage: 'Nobody is held up. The record names who wrote it and what it hides.',
      });

/** What happens where there is no door. */
function elsewhereText(watch: Exclude<ExceptionGuard['watch'], 'door'>): string {
  return watch === 'only_here'
    ? i18n.translate('detectionWorkbench.exceptionPolicy.onlyHere', {
        defaultMessage:
          'Here exceptions are written in the workbench alone, by hand or by import. Each is judged before it is saved, so there is nothing to switch. Inside Kibana, what is written in Elastic Security can be recorded or refused.',
      })
    : i18n.translate('detectionWorkbench.exceptionPolicy.nextLook', {
        defaultMessage:
          'Exceptions can also be written in Elastic Security, through its API and by imports. This installation is not asked before they are written, so they cannot be refused: what does harm is found when this page or the home page is opened next.',
      });
}

function Switch({ guard }: { guard: ExceptionGuard }) {
  const { can } = useTier();
  const [wanted, setWanted] = useState<ExceptionGuardMode>();
  const change = useApiMutation(setExceptionGuard, {
    invalidates: ['exceptionGuard', 'activity'],
    onSuccess: () => setWanted(undefined),
  });
  return (
    <>
      <EuiText size="s">
        <p>
          {i18n.translate('detectionWorkbench.exceptionPolicy.about', {
            defaultMessage:
              'Exceptions are also written in Elastic Security, through its API and by imports. Kibana asks the workbench before it writes one.',
          })}
        </p>
      </EuiText>
      <EuiSpacer size="m" />
      <EuiRadioGroup
        name="exceptionPolicy"
        legend={{
          children: i18n.translate('detectionWorkbench.exceptionPolicy.legend', { defaultMessage: 'In this space' }),
        }}
        options={(['record', 'refuse'] as const).map((mode) => ({
          id: mode,
          label: (
            <span data-test-subj={subj.exceptions.policyMode(mode)}>
              {modeName(mode)}
              <EuiText size="xs" color="subdued">
                {modeText(mode)}
              </EuiText>
            </span>
          ),
        }))}
        idSelected={guard.mode}
        disabled={!can('manage')}
        onChange={(mode) => {
          change.reset();
          setWanted(mode as ExceptionGuardMode);
        }}
        data-test-subj={subj.exceptions.policy}
      />
      {!can('manage') && (
        <EuiText size="xs" color="subdued">
          {i18n.translate('detectionWorkbench.exceptionPolicy.needs', {
            defaultMessage: 'Changing this takes the privilege {privilege}.',
            values: { privilege: tierName('manage') },
          })}
        </EuiText>
      )}
      <EuiSpacer size="m" />
      <GuardCounts guard={guard} />
      {wanted && (
        <ReasonModal
          title={modeName(wanted)}
          confirm={i18n.translate('detectionWorkbench.exceptionPolicy.confirm', { defaultMessage: 'Change' })}
          isBusy={change.isLoading}
          error={change.error}
          onCancel={() => setWanted(undefined)}
          onConfirm={({ reason }) =>
            change.mutate({ body: { mode: wanted, reason, ...(guard.version ? { version: guard.version } : {}) } })
          }
          data-test-subj={subj.exceptions.policyConfirm}
        >
          <EuiText size="s">
            <p>{modeText(wanted)}</p>
          </EuiText>
          <EuiSpacer size="m" />
        </ReasonModal>
      )}
    </>
  );
}

/** What happens to exceptions that are written outside the workbench, and what the door has done so far. */
export function GuardPolicy() {
  const guard = useApiQuery(getExceptionGuard, {}, { staleTime: 0 });
  return (
    <EuiPanel hasBorder>
      <EuiTitle size="xs">
        <h2>
          {i18n.translate('detectionWorkbench.exceptionPolicy.title', {
            defaultMessage: 'Exceptions written outside the workbench',
          })}
        </h2>
      </EuiTitle>
      <EuiSpacer size="s" />
      <Loaded query={guard}>
        {(data) =>
          data.watch === 'door' ? (
            <Switch guard={data} />
          ) : (
            <EuiCallOut
              size="s"
              color="primary"
              iconType="info"
              title={elsewhereText(data.watch)}
              data-test-subj={subj.exceptions.policy}
            />
          )
        }
      </Loaded>
    </EuiPanel>
  );
}
