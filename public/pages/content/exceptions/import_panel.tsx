import React, { useState } from 'react';
import {
  EuiBadge,
  EuiBasicTable,
  EuiButton,
  EuiCallOut,
  EuiFilePicker,
  EuiFormRow,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import {
  importExceptions,
  MAX_EXCEPTION_BYTES,
  planExceptionImport,
  type ExceptionImportPlan,
  type ExceptionImportRow,
} from '../../../../common/api/health';
import { useApiMutation } from '../../../api';
import { ErrorCallout } from '../../../components';
import { FindingTexts } from '../../../components/finding_texts';
import { ReasonModal } from '../../../components/reason_modal';
import { tierName, useTier, useToasts } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { EXCEPTION_RESOURCES } from './findings_table';

const ACTION_COLOR: Readonly<Record<ExceptionImportRow['action'], string>> = {
  create: 'success',
  exists: 'hollow',
  refused: 'danger',
  unreadable: 'warning',
};

function actionName(action: ExceptionImportRow['action']): string {
  switch (action) {
    case 'create':
      return i18n.translate('detectionWorkbench.exceptionImport.create', { defaultMessage: 'Import' });
    case 'exists':
      return i18n.translate('detectionWorkbench.exceptionImport.exists', { defaultMessage: 'Exists' });
    case 'refused':
      return i18n.translate('detectionWorkbench.exceptionImport.refused', { defaultMessage: 'Refused' });
    case 'unreadable':
      return i18n.translate('detectionWorkbench.exceptionImport.unreadable', { defaultMessage: 'Not readable' });
  }
}

function Plan({ plan }: { plan: ExceptionImportPlan }) {
  return (
    <>
      {plan.guard.blinding && (
        <>
          <EuiCallOut
            color="danger"
            iconType="error"
            title={i18n.translate('detectionWorkbench.exceptionImport.blinding', {
              defaultMessage: 'An expected attack would go unseen',
            })}
          >
            <EuiText size="s">
              <ul>
                {plan.guard.losses.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </EuiText>
          </EuiCallOut>
          <EuiSpacer size="m" />
        </>
      )}
      <EuiBasicTable<ExceptionImportRow>
        compressed
        tableCaption={i18n.translate('detectionWorkbench.exceptionImport.caption', {
          defaultMessage: 'What the import would do, line by line',
        })}
        items={plan.rows}
        data-test-subj={subj.exceptions.plan}
        columns={[
          {
            field: 'line',
            name: i18n.translate('detectionWorkbench.exceptionImport.line', { defaultMessage: 'Line' }),
            width: '70px',
          },
          {
            name: i18n.translate('detectionWorkbench.exceptionImport.what', { defaultMessage: 'What happens' }),
            width: '130px',
            render: ({ action }: ExceptionImportRow) => (
              <EuiBadge color={ACTION_COLOR[action]}>{actionName(action)}</EuiBadge>
            ),
          },
          {
            name: i18n.translate('detectionWorkbench.exceptionImport.name', { defaultMessage: 'List or item' }),
            render: ({ name, id, reason, findings }: ExceptionImportRow) => (
              <EuiText size="s" style={{ overflowWrap: 'anywhere' }}>
                {name || id}
                {findings.length > 0 ? <FindingTexts findings={findings} /> : <div>{reason}</div>}
              </EuiText>
            ),
          },
          {
            name: i18n.translate('detectionWorkbench.exceptionImport.rules', { defaultMessage: 'Rules' }),
            width: '25%',
            render: ({ rules }: ExceptionImportRow) => rules.map(({ ruleKey, name }) => ruleKey ?? name).join(', '),
          },
        ]}
      />
    </>
  );
}

/** Exceptions that were exported elsewhere: first what would happen, then, with a reason, the import. */
export function ImportPanel() {
  const { can } = useTier();
  const toasts = useToasts();
  const [text, setText] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const [asking, setAsking] = useState(false);
  const plan = useApiMutation(planExceptionImport);
  const work = useApiMutation(importExceptions, {
    invalidates: EXCEPTION_RESOURCES,
    onSuccess: ({ results }) => {
      setAsking(false);
      plan.reset();
      const failed = results.filter(({ ok }) => !ok);
      toasts.addSuccess(
        i18n.translate('detectionWorkbench.exceptionImport.done', {
          defaultMessage: '{count, number} imported',
          values: { count: results.length - failed.length },
        }),
      );
      failed.forEach(({ id, message }) => toasts.addDanger({ title: id, text: message ?? '' }));
    },
  });
  const choose = async (files: FileList | null) => {
    const file = files?.[0];
    plan.reset();
    setTooLarge((file?.size ?? 0) > MAX_EXCEPTION_BYTES);
    if (!file || file.size > MAX_EXCEPTION_BYTES) return;
    const ndjson = await file.text();
    setText(ndjson);
    plan.mutate({ body: { ndjson } });
  };
  return (
    <EuiPanel hasBorder>
      <EuiTitle size="xs">
        <h2>
          {i18n.translate('detectionWorkbench.exceptionImport.title', { defaultMessage: 'Import exported exceptions' })}
        </h2>
      </EuiTitle>
      <EuiSpacer size="s" />
      <EuiFormRow
        fullWidth
        label={i18n.translate('detectionWorkbench.exceptionImport.file', {
          defaultMessage: 'NDJSON file of exception lists and items',
        })}
        isInvalid={tooLarge}
        error={i18n.translate('detectionWorkbench.exceptionImport.tooLarge', {
          defaultMessage: 'The file is larger than the {bytes, number} bytes that Kibana takes',
          values: { bytes: MAX_EXCEPTION_BYTES },
        })}
        helpText={i18n.translate('detectionWorkbench.exceptionImport.help', {
          defaultMessage: 'Nothing is written before you confirm. What exists is left as it is.',
        })}
      >
        <EuiFilePicker
          fullWidth
          display="default"
          accept=".ndjson,.json"
          onChange={(files) => void choose(files)}
          data-test-subj={subj.exceptions.file}
        />
      </EuiFormRow>
      {plan.error && (
        <>
          <EuiSpacer size="m" />
          <ErrorCallout
            title={i18n.translate('detectionWorkbench.exceptionImport.failed', {
              defaultMessage: 'The file could not be checked',
            })}
            error={plan.error}
          />
        </>
      )}
      {plan.data && (
        <>
          <EuiSpacer size="m" />
          <Plan plan={plan.data} />
          <EuiSpacer size="m" />
          <EuiButton
            fill
            isDisabled={!can('tune') || plan.data.counts.create === 0}
            onClick={() => {
              work.reset();
              setAsking(true);
            }}
            {...(can('tune') ? {} : { title: tierName('tune') })}
            data-test-subj={subj.exceptions.import}
          >
            {i18n.translate('detectionWorkbench.exceptionImport.start', {
              defaultMessage: 'Import {count, number}',
              values: { count: plan.data.counts.create },
            })}
          </EuiButton>
        </>
      )}
      {asking && (
        <ReasonModal
          title={i18n.translate('detectionWorkbench.exceptionImport.ask', { defaultMessage: 'Import exceptions' })}
          confirm={i18n.translate('detectionWorkbench.exceptionImport.confirm', { defaultMessage: 'Import' })}
          isBusy={work.isLoading}
          error={work.error}
          onCancel={() => setAsking(false)}
          onConfirm={(answer) => work.mutate({ body: { ndjson: text, ...answer } })}
          data-test-subj={subj.exceptions.importConfirm}
        />
      )}
    </EuiPanel>
  );
}
