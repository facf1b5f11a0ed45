import React from 'react';
import { EuiButton, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { listTechniques, type TechniqueSummary } from '../../../common/api/techniques';
import { useApiQuery } from '../../api';
import { Loaded, PageFrame, TimeRange } from '../../components';
import { useTimeRange, useUrlState } from '../../hooks';
import { useTier } from '../../kibana';
import { subj } from '../../test_subjects';
import { FirstInstall } from './first_install';
import { InstallFlyout } from './install';
import { KeyFiguresRow } from './key_figures_row';
import { TechniquesTable } from './techniques_table';
import { WorkQueue } from './work_queue';

const needsInstall = ({ installState }: TechniqueSummary) => installState !== 'installed';

/** What an install proposes: what is missing or outdated, or everything when nothing is. */
function proposedPacks(techniques: readonly TechniqueSummary[]): string[] {
  const open = techniques.filter(needsInstall);
  return (open.length > 0 ? open : techniques).map(({ packId }) => packId);
}

export function TechniquesPage() {
  const time = useTimeRange();
  const url = useUrlState();
  const { can } = useTier();
  const query = useApiQuery(listTechniques, { query: time.range }, { keepPrevious: true });
  const isInstalling = url.get('install') !== undefined;
  const title = i18n.translate('detectionWorkbench.techniques.title', { defaultMessage: 'Techniques' });
  const nothingInstalled = query.data?.techniques.every(({ installState }) => installState === 'not_installed');
  const openInstall = () => url.set({ install: 'all' }, 'push');

  return (
    <PageFrame
      section="techniques"
      title={title}
      crumbs={[{ text: title }]}
      actions={[
        ...(can('manage') && query.data && !nothingInstalled
          ? [
              <EuiButton
                key="install"
                fill={query.data.techniques.some(needsInstall)}
                onClick={openInstall}
                data-test-subj={subj.techniques.install}
              >
                {i18n.translate('detectionWorkbench.techniques.install', { defaultMessage: 'Install content' })}
              </EuiButton>,
            ]
          : []),
        <TimeRange key="time" state={time} isLoading={query.isFetching} />,
      ]}
    >
      <Loaded
        query={query}
        errorTitle={i18n.translate('detectionWorkbench.techniques.notLoaded', {
          defaultMessage: 'The techniques could not be loaded',
        })}
      >
        {({ techniques, totals, workQueue }) => (
          <>
            {nothingInstalled ? (
              <FirstInstall techniques={techniques} onInstall={openInstall} />
            ) : (
              <>
                <KeyFiguresRow totals={totals} />
                <EuiSpacer size="l" />
                <WorkQueue items={workQueue} />
              </>
            )}
            <EuiSpacer size="l" />
            <TechniquesTable techniques={techniques} />
            {isInstalling && can('manage') && (
              <InstallFlyout
                techniques={techniques}
                packIds={proposedPacks(techniques)}
                onClose={() => url.set({ install: undefined })}
              />
            )}
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}
