import React, { useState } from 'react';
import { EuiButton, EuiSpacer, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getDrift } from '../../../common/api/content';
import { listPacks } from '../../../common/api/packs';
import { listTechniques } from '../../../common/api/techniques';
import { useApiQuery } from '../../api';
import { EmptyState, Loaded, PageFrame } from '../../components';
import { ConnectionPanel, useRemote } from '../../components/remote';
import { useServices, useTier } from '../../kibana';
import { subj } from '../../test_subjects';
import { InstallFlyout } from '../techniques/install';
import { contentTabs } from './content_tabs';
import { DriftTable } from './drift_table';
import { MovePanel } from './move';
import { PackReport } from './pack_report';

const title = i18n.translate('detectionWorkbench.content.title', { defaultMessage: 'Content' });

/** Packs as they were found and as they are installed, and where the two differ. */
export function ContentPage() {
  const { can } = useTier();
  const { standalone } = useServices();
  const remote = useRemote();
  const packs = useApiQuery(listPacks, {});
  const techniques = useApiQuery(listTechniques, { query: {} });
  const drift = useApiQuery(getDrift, {}, { staleTime: 0 });
  const [installing, setInstalling] = useState<readonly string[]>();

  return (
    <PageFrame
      section="content"
      title={title}
      crumbs={[{ text: title }]}
      tabs={contentTabs()}
      currentTab="packs"
      actions={
        can('manage')
          ? [
              <EuiButton
                key="install"
                fill
                isDisabled={!techniques.data}
                onClick={() => setInstalling(techniques.data?.techniques.map(({ packId }) => packId) ?? [])}
                data-test-subj={subj.content.install}
              >
                {i18n.translate('detectionWorkbench.content.install', { defaultMessage: 'Install or update' })}
              </EuiButton>,
            ]
          : []
      }
    >
      <EuiTitle size="s">
        <h2>{i18n.translate('detectionWorkbench.content.packs', { defaultMessage: 'Packs' })}</h2>
      </EuiTitle>
      <EuiSpacer size="m" />
      <Loaded query={packs}>
        {({ packs: reports, ownDirectory }) => (
          <>
            {reports.map((report) => (
              <React.Fragment key={`${report.origin} ${report.id}`}>
                <PackReport
                  report={report}
                  summary={techniques.data?.techniques.find(({ packId }) => packId === report.id)}
                />
                <EuiSpacer size="m" />
              </React.Fragment>
            ))}
            {reports.length === 0 && (
              <EmptyState
                title={i18n.translate('detectionWorkbench.content.noPacks.title', {
                  defaultMessage: 'No pack was found',
                })}
              >
                {i18n.translate('detectionWorkbench.content.noPacks.body', {
                  defaultMessage: 'The plugin ships its packs in its own folder. Reinstalling it brings them back.',
                })}
              </EmptyState>
            )}
            <p>
              {ownDirectory !== undefined
                ? i18n.translate('detectionWorkbench.content.own', {
                    defaultMessage: 'Own packs are read from {folder} at start.',
                    values: { folder: ownDirectory },
                  })
                : standalone || remote
                  ? i18n.translate('detectionWorkbench.content.noOwnStandalone', {
                      defaultMessage: 'Packs of your own: start the workbench with --packs and the folder they are in.',
                    })
                  : i18n.translate('detectionWorkbench.content.noOwn', {
                      defaultMessage:
                        'Packs of your own: set detectionWorkbench.packs.path in kibana.yml to the folder they are in, then restart.',
                    })}
            </p>
          </>
        )}
      </Loaded>
      <EuiSpacer size="xl" />
      <EuiTitle size="s">
        <h2>{i18n.translate('detectionWorkbench.content.drift', { defaultMessage: 'Bundled against installed' })}</h2>
      </EuiTitle>
      <EuiSpacer size="m" />
      <Loaded query={drift}>{({ rules }) => <DriftTable rules={rules} />}</Loaded>
      <EuiSpacer size="xl" />
      <MovePanel />
      <ConnectionPanel />
      {installing && techniques.data && (
        <InstallFlyout
          techniques={techniques.data.techniques}
          packIds={installing}
          onClose={() => setInstalling(undefined)}
        />
      )}
    </PageFrame>
  );
}
