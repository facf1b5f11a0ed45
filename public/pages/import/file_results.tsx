import React from 'react';
import {
  EuiBadge,
  EuiBasicTable,
  EuiCallOut,
  EuiFlexGroup,
  EuiFlexItem,
  EuiPanel,
  EuiProgress,
  EuiSpacer,
  EuiStat,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ImportRejection, ImportReportBody } from '../../../common/api/imports';
import { AbsoluteTime } from '../../components';
import { subj } from '../../test_subjects';
import type { FileImport } from './use_import';

const phaseName = (phase: 'receive' | 'scan' | 'load'): string => {
  switch (phase) {
    case 'receive':
      return i18n.translate('detectionWorkbench.import.phase.receive', { defaultMessage: 'Receiving' });
    case 'scan':
      return i18n.translate('detectionWorkbench.import.phase.scan', { defaultMessage: 'Looking for the newest event' });
    case 'load':
      return i18n.translate('detectionWorkbench.import.phase.load', { defaultMessage: 'Loading' });
  }
};

function Progress({ file }: { file: FileImport }) {
  const { progress } = file;
  const total = progress?.bytesTotal ?? file.bytes;
  const phase = phaseName(progress?.phase ?? 'receive');
  return (
    <EuiProgress
      size="m"
      label={phase}
      aria-label={`${file.name}: ${phase}`}
      {...(progress && total > 0
        ? {
            value: Math.min(progress.bytesRead, total),
            max: total,
            valueText: i18n.translate('detectionWorkbench.import.progress', {
              defaultMessage: '{records, number} records, {stored, number} new',
              values: { records: progress.records, stored: progress.stored },
            }),
          }
        : {})}
    />
  );
}

function Counts({ report }: { report: ImportReportBody }) {
  const figures = [
    [report.stored, i18n.translate('detectionWorkbench.import.stored', { defaultMessage: 'new events' })],
    [report.repeated, i18n.translate('detectionWorkbench.import.repeated', { defaultMessage: 'known before' })],
    [report.unmapped, i18n.translate('detectionWorkbench.import.unmapped', { defaultMessage: 'of unmapped kinds' })],
    [report.rejected, i18n.translate('detectionWorkbench.import.rejected', { defaultMessage: 'lines rejected' })],
  ] as const;
  return (
    <EuiFlexGroup gutterSize="l" wrap>
      {figures.map(([value, text]) => (
        <EuiFlexItem grow={false} key={text}>
          <EuiStat title={value.toLocaleString()} description={text} titleSize="xs" reverse />
        </EuiFlexItem>
      ))}
    </EuiFlexGroup>
  );
}

function Rejections({ report }: { report: ImportReportBody }) {
  if (report.rejected === 0) return null;
  return (
    <>
      <EuiSpacer size="m" />
      <EuiBasicTable<ImportRejection>
        compressed
        tableCaption={i18n.translate('detectionWorkbench.import.rejections', { defaultMessage: 'Rejected lines' })}
        items={report.rejections}
        data-test-subj={subj.import.rejections}
        columns={[
          {
            field: 'line',
            name: i18n.translate('detectionWorkbench.import.line', { defaultMessage: 'Line' }),
            width: '80px',
          },
          {
            field: 'message',
            name: i18n.translate('detectionWorkbench.import.why', { defaultMessage: 'Why' }),
          },
          {
            field: 'code',
            name: i18n.translate('detectionWorkbench.import.code', { defaultMessage: 'Reason code' }),
            width: '170px',
            render: (code: string) => <code>{code}</code>,
          },
        ]}
      />
      {report.rejected > report.rejections.length && (
        <EuiText size="xs" color="subdued">
          {i18n.translate('detectionWorkbench.import.moreRejections', {
            defaultMessage: 'The first {shown, number} of {all, number}. All are in {file}.',
            values: { shown: report.rejections.length, all: report.rejected, file: report.rejectionsFile ?? '-' },
          })}
        </EuiText>
      )}
    </>
  );
}

function Report({ report }: { report: ImportReportBody }) {
  const kinds = Object.entries(report.unmappedKinds).sort(([, a], [, b]) => b - a);
  return (
    <>
      <Counts report={report} />
      {report.range && (
        <EuiText size="s" color="subdued">
          <AbsoluteTime at={report.range.from} /> – <AbsoluteTime at={report.range.to} />
          {report.shiftMs !== 0 && (
            <>
              {' '}
              {i18n.translate('detectionWorkbench.import.shifted', {
                defaultMessage: '(shifted by {days, number} days)',
                values: { days: Math.round(report.shiftMs / 86_400_000) },
              })}
            </>
          )}
        </EuiText>
      )}
      {kinds.length > 0 && (
        <EuiText size="xs" color="subdued">
          {i18n.translate('detectionWorkbench.import.kinds', {
            defaultMessage: 'Left out, because nothing maps them: {kinds}',
            values: {
              kinds: kinds
                .slice(0, 6)
                .map(([kind, count]) => `${kind} (${count.toLocaleString()})`)
                .join(', '),
            },
          })}
        </EuiText>
      )}
      <Rejections report={report} />
    </>
  );
}

/** One panel a file: how far it is, then what came of it. */
export function FileResults({ files }: { files: readonly FileImport[] }) {
  return (
    <>
      {files.map((file, index) => (
        <React.Fragment key={`${index} ${file.name}`}>
          <EuiPanel hasBorder data-test-subj={subj.import.result}>
            <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
              <EuiFlexItem>
                <EuiTitle size="xs">
                  <h3 style={{ overflowWrap: 'anywhere' }}>{file.name}</h3>
                </EuiTitle>
              </EuiFlexItem>
              {file.state === 'waiting' && (
                <EuiFlexItem grow={false}>
                  <EuiBadge color="hollow">
                    {i18n.translate('detectionWorkbench.import.waiting', { defaultMessage: 'Waiting' })}
                  </EuiBadge>
                </EuiFlexItem>
              )}
              {file.state === 'cancelled' && (
                <EuiFlexItem grow={false}>
                  <EuiBadge color="warning">
                    {i18n.translate('detectionWorkbench.import.cancelled', {
                      defaultMessage: 'Stopped; what was loaded stays',
                    })}
                  </EuiBadge>
                </EuiFlexItem>
              )}
            </EuiFlexGroup>
            <EuiSpacer size="s" />
            {file.state === 'running' && <Progress file={file} />}
            {file.error && (
              <EuiCallOut size="s" color="danger" iconType="error" title={file.error.message}>
                <code>{file.error.code}</code>
              </EuiCallOut>
            )}
            {file.report && <Report report={file.report} />}
          </EuiPanel>
          <EuiSpacer size="m" />
        </React.Fragment>
      ))}
    </>
  );
}
