import React, { useEffect, useState } from 'react';
import {
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiSpacer,
  EuiTab,
  EuiTabs,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { EmptyState, Loaded } from '../../../components';
import { subj } from '../../../test_subjects';
import { targetOfRows } from '../bulk/selection';
import { useAlertActions } from '../bulk/use_alert_actions';
import { CandidateEditor } from '../entries/candidate_editor';
import type { Proposal } from '../entries/candidate_list';
import { usePackOf } from '../entries/use_pack_of';
import type { Neighbours } from '../queue/use_alert_order';
import type { Person } from '../use_people';
import { AlertActionBar } from './alert_actions';
import { AlertHeader } from './alert_header';
import { Context } from './context';
import { EntryTab } from './entry_tab';
import { JsonTab } from './json_tab';
import { PlaybookTab } from './playbook_tab';
import { Related } from './related';
import { TestRun } from './test_run';
import { useAlert, type AlertDetails } from './use_alert';
import { Why } from './why';

type TabId = 'overview' | 'entry' | 'playbook' | 'json';

const TABS: ReadonlyArray<{ id: TabId; label: string }> = [
  { id: 'overview', label: i18n.translate('detectionWorkbench.alert.tab.overview', { defaultMessage: 'Overview' }) },
  { id: 'entry', label: i18n.translate('detectionWorkbench.alert.tab.entry', { defaultMessage: 'Allowlist' }) },
  {
    id: 'playbook',
    label: i18n.translate('detectionWorkbench.alert.tab.playbook', { defaultMessage: 'Guide and playbook' }),
  },
  { id: 'json', label: i18n.translate('detectionWorkbench.alert.tab.json', { defaultMessage: 'JSON' }) },
];

/** Nearly the whole page: for long command lines and documents. */
const WIDE = '94%';

export interface AlertFlyoutProps {
  alertId: string;
  /** Its row, when the list has it: shown until the rest has come. */
  row: AlertRow | undefined;
  neighbours: Neighbours;
  people: readonly Person[] | undefined;
  nameOf(uid: string): string;
  hrefOf(alertId: string): string;
  onOpen(alertId: string | undefined): void;
}

/** One alert: why it fired, who and where, what to do, how to keep its like away. */
export function AlertFlyout({ alertId, row, neighbours, people, nameOf, hrefOf, onOpen }: AlertFlyoutProps) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwAlert' });
  const query = useAlert(alertId);
  const actions = useAlertActions();
  const [tab, setTab] = useState<TabId>('overview');
  const [isWide, setIsWide] = useState(false);
  const [closesAfter, setClosesAfter] = useState(false);
  const [proposal, setProposal] = useState<Proposal>();
  const shown = query.data?.row ?? row;
  const pack = usePackOf(shown?.techniqueId || undefined);
  useEffect(() => {
    setClosesAfter(false);
    setProposal(undefined);
  }, [alertId]);

  const closeAsFalsePositive = (alert: AlertRow) =>
    actions.setStatus(targetOfRows([alert]), 'closed', { reason: 'false_positive' }, () => setClosesAfter(false));
  const content = (alert: AlertDetails) => {
    switch (tab) {
      case 'overview':
        return (
          <>
            <Why alert={alert} />
            <Context alert={alert} />
            <Related related={alert.related} hrefOf={hrefOf} onOpen={onOpen} />
            <TestRun row={alert.row} pack={pack} />
          </>
        );
      case 'entry':
        return (
          <EntryTab
            alertId={alertId}
            closesAfter={closesAfter && alert.row.status !== 'closed'}
            onJustClose={() => closeAsFalsePositive(alert.row)}
            onUse={setProposal}
          />
        );
      case 'playbook':
        return <PlaybookTab alert={alert} pack={pack} />;
      case 'json':
        return <JsonTab alert={alert} />;
    }
  };

  return (
    <EuiFlyout
      // Escape in the entry editor closes the editor only.
      onClose={() => !proposal && onOpen(undefined)}
      // The list stays in sight and in reach: a click on another row shows that alert here.
      ownFocus={false}
      size={isWide ? WIDE : 'm'}
      aria-labelledby={titleId}
      data-test-subj={subj.alert.flyout}
    >
      <EuiFlyoutHeader hasBorder>
        <AlertHeader
          titleId={titleId}
          alertId={alertId}
          row={shown}
          isLoading={query.isLoading}
          neighbours={neighbours}
          onOpen={onOpen}
          isWide={isWide}
          onWide={setIsWide}
        />
        {!query.error && (
          <>
            <EuiSpacer size="s" />
            <EuiTabs size="s" bottomBorder={false}>
              {TABS.map(({ id, label }) => (
                <EuiTab key={id} isSelected={id === tab} onClick={() => setTab(id)} data-test-subj={subj.alert.tab(id)}>
                  {label}
                </EuiTab>
              ))}
            </EuiTabs>
          </>
        )}
      </EuiFlyoutHeader>
      <EuiFlyoutBody key={`${alertId} ${tab}`} tabIndex={0}>
        {query.error?.status === 404 ? (
          <EmptyState
            icon="search"
            title={i18n.translate('detectionWorkbench.alert.gone.title', {
              defaultMessage: 'This alert does not exist',
            })}
          >
            <p>
              {i18n.translate('detectionWorkbench.alert.gone.body', {
                defaultMessage: 'It may have been deleted, or belong to another space.',
              })}
            </p>
          </EmptyState>
        ) : (
          <Loaded query={query}>{content}</Loaded>
        )}
      </EuiFlyoutBody>
      {query.data && (
        <EuiFlyoutFooter>
          <AlertActionBar
            alert={query.data}
            actions={actions}
            people={people}
            nameOf={nameOf}
            onFalsePositive={() => {
              setClosesAfter(true);
              setTab('entry');
            }}
          />
        </EuiFlyoutFooter>
      )}
      {proposal && shown && (
        <CandidateEditor
          proposal={proposal}
          alerts={[shown]}
          onClose={() => setProposal(undefined)}
          onSaved={() => {
            if (closesAfter && shown.status !== 'closed') closeAsFalsePositive(shown);
          }}
        />
      )}
    </EuiFlyout>
  );
}
