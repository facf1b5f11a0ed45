import React, { useState } from 'react';
import {
  EuiBadge,
  EuiBadgeGroup,
  EuiBasicTable,
  EuiButtonEmpty,
  EuiCallOut,
  EuiContextMenuPanel,
  EuiFlexGroup,
  EuiFlexItem,
  EuiLink,
  EuiPanel,
  EuiPopover,
  EuiSpacer,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { TechniqueSummary } from '../../../common/api/techniques';
import type { PackProblem, PackReport as Report } from '../../../common/packs';
import { useAppLink } from '../../components';
import { useExportItems } from '../../components/export_menu';
import { icons } from '../../components/icons';
import { InstallStateBadge } from '../../components/install_state';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';

function ExportButton({ packId, name }: { packId: string; name: string }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const items = useExportItems(packId, close);
  const label = i18n.translate('detectionWorkbench.content.export', { defaultMessage: 'Export' });
  return (
    <EuiPopover
      isOpen={open}
      closePopover={close}
      panelPaddingSize="none"
      anchorPosition="downRight"
      aria-label={label}
      button={
        <EuiButtonEmpty
          size="s"
          iconType={icons.menuDown}
          iconSide="right"
          onClick={() => setOpen((now) => !now)}
          aria-label={`${label} ${name}`}
          data-test-subj={subj.content.export(packId)}
        >
          {label}
        </EuiButtonEmpty>
      }
    >
      <EuiContextMenuPanel items={items} />
    </EuiPopover>
  );
}

function Problems({ problems, caption }: { problems: readonly PackProblem[]; caption: string }) {
  return (
    <EuiBasicTable<PackProblem>
      compressed
      tableCaption={caption}
      items={[...problems]}
      data-test-subj={subj.content.problems}
      columns={[
        {
          name: i18n.translate('detectionWorkbench.content.place', { defaultMessage: 'Place' }),
          width: '30%',
          render: ({ file, line, column }: PackProblem) => (
            <code style={{ overflowWrap: 'anywhere' }}>
              {[file, line, column].filter((part) => part !== undefined).join(':')}
            </code>
          ),
        },
        {
          name: i18n.translate('detectionWorkbench.content.path', { defaultMessage: 'Entry' }),
          width: '20%',
          render: ({ path }: PackProblem) => (path ? <code>{path}</code> : ''),
        },
        {
          name: i18n.translate('detectionWorkbench.content.problem', { defaultMessage: 'Problem' }),
          render: ({ message }: PackProblem) => <EuiText size="s">{message}</EuiText>,
        },
      ]}
    />
  );
}

function HashBadge({ report }: { report: Report }) {
  // Without a lock there is nothing to compare with, which is not the same as a difference.
  if (report.files.every(({ hash }) => hash === 'not_in_lock')) {
    return (
      <EuiBadge color="hollow">
        {i18n.translate('detectionWorkbench.content.noLock', { defaultMessage: 'No lock' })}
      </EuiBadge>
    );
  }
  const differing = report.files.filter(({ hash }) => hash !== 'matches').length;
  return differing === 0 ? (
    <EuiBadge color="success">
      {i18n.translate('detectionWorkbench.content.hashes', {
        defaultMessage: '{count, number} files match the lock',
        values: { count: report.files.length },
      })}
    </EuiBadge>
  ) : (
    <EuiBadge color="warning">
      {i18n.translate('detectionWorkbench.content.hashesDiffer', {
        defaultMessage: '{differing, number} of {count, number} files differ from the lock',
        values: { differing, count: report.files.length },
      })}
    </EuiBadge>
  );
}

/** One pack: what it is, whether its files are the ones that were locked, what is wrong with it. */
export function PackReport({ report, summary }: { report: Report; summary: TechniqueSummary | undefined }) {
  const link = useAppLink();
  const name = report.title ?? report.id;
  return (
    <EuiPanel hasBorder data-test-subj={subj.content.pack(report.id)}>
      <EuiFlexGroup alignItems="flexStart" gutterSize="m" wrap>
        <EuiFlexItem>
          <EuiTitle size="xs">
            <h3>
              {report.technique && summary ? (
                <EuiLink {...link(paths.technique(report.technique))}>
                  {report.technique} {name}
                </EuiLink>
              ) : (
                <>
                  {report.technique} {name}
                </>
              )}
            </h3>
          </EuiTitle>
          <EuiSpacer size="s" />
          <EuiBadgeGroup gutterSize="xs">
            {report.version && (
              <EuiBadge color="hollow">
                {i18n.translate('detectionWorkbench.content.version', {
                  defaultMessage: 'Version {version}',
                  values: { version: report.version },
                })}
              </EuiBadge>
            )}
            <EuiBadge color="hollow">
              {report.origin === 'bundled'
                ? i18n.translate('detectionWorkbench.content.bundled', { defaultMessage: 'Bundled' })
                : i18n.translate('detectionWorkbench.content.ownPackIn', {
                    defaultMessage: 'Own pack in {folder}',
                    values: { folder: report.id },
                  })}
            </EuiBadge>
            <HashBadge report={report} />
            {report.status === 'disabled' && (
              <EuiBadge color="danger">
                {i18n.translate('detectionWorkbench.content.disabled', { defaultMessage: 'Disabled' })}
              </EuiBadge>
            )}
            {summary && <InstallStateBadge state={summary.installState} />}
          </EuiBadgeGroup>
        </EuiFlexItem>
        {report.status === 'loaded' && (
          <EuiFlexItem grow={false}>
            <ExportButton packId={report.id} name={name} />
          </EuiFlexItem>
        )}
      </EuiFlexGroup>
      {report.errors.length > 0 && (
        <>
          <EuiSpacer size="m" />
          <EuiCallOut
            size="s"
            color="danger"
            iconType="error"
            title={i18n.translate('detectionWorkbench.content.broken', {
              defaultMessage: 'This pack is left out until its errors are mended; the others work.',
            })}
          />
          <Problems
            problems={report.errors}
            caption={i18n.translate('detectionWorkbench.content.errors', {
              defaultMessage: 'Errors of {name}',
              values: { name },
            })}
          />
        </>
      )}
      {report.warnings.length > 0 && (
        <>
          <EuiSpacer size="m" />
          <Problems
            problems={report.warnings}
            caption={i18n.translate('detectionWorkbench.content.warnings', {
              defaultMessage: 'Warnings of {name}',
              values: { name },
            })}
          />
        </>
      )}
    </EuiPanel>
  );
}
