import React, { useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiContextMenuItem,
  EuiContextMenuPanel,
  EuiFlexGroup,
  EuiFlexItem,
  EuiPopover,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { icons } from '../../../components/icons';
import { useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { CaseButton } from '../bulk/case_button';
import { CloseDialog } from '../bulk/close_dialog';
import { LabelsPopover } from '../bulk/labels_popover';
import { targetOfRows } from '../bulk/selection';
import type { AlertActions as Actions } from '../bulk/use_alert_actions';
import { useEnvironment, type Person } from '../use_people';
import type { AlertDetails } from './use_alert';
import { useAlertLinks } from './use_alert_links';

interface AlertActionsProps {
  alert: AlertDetails;
  actions: Actions;
  people: readonly Person[] | undefined;
  nameOf(uid: string): string;
  onFalsePositive(): void;
}

/** Other places that know more about the alert. */
function OpenMenu({ alert }: { alert: AlertDetails }) {
  const [isOpen, setOpen] = useState(false);
  const linksOf = useAlertLinks();
  const links = linksOf(alert);
  const items = [
    {
      id: 'security',
      href: links.security,
      label: i18n.translate('detectionWorkbench.alert.openSecurity', {
        defaultMessage: 'The alert in Elastic Security',
      }),
    },
    {
      id: 'events',
      href: links.events,
      label: i18n.translate('detectionWorkbench.alert.openEvents', {
        defaultMessage: 'Events of the host, ten minutes around it',
      }),
    },
    {
      id: 'explain',
      href: links.explain,
      label: i18n.translate('detectionWorkbench.alert.openExplain', { defaultMessage: 'The event against every rule' }),
    },
  ].filter(({ href }) => href !== undefined);
  if (items.length === 0) return null;
  const title = i18n.translate('detectionWorkbench.alert.open', { defaultMessage: 'Open' });
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setOpen(false)}
      panelPaddingSize="none"
      anchorPosition="upRight"
      aria-label={title}
      button={
        <EuiButtonEmpty
          size="s"
          iconType={icons.external}
          onClick={() => setOpen(!isOpen)}
          data-test-subj={subj.alert.action('open')}
        >
          {title}
        </EuiButtonEmpty>
      }
    >
      <EuiContextMenuPanel
        items={items.map(({ id, href, label }) => (
          <EuiContextMenuItem key={id} href={href} target="_blank" data-test-subj={subj.alert.action(`open-${id}`)}>
            {label}
          </EuiContextMenuItem>
        ))}
      />
    </EuiPopover>
  );
}

/** What can be done with one alert. Actions that do not fit its status are not offered. */
export function AlertActionBar({ alert, actions, people, nameOf, onFalsePositive }: AlertActionsProps) {
  const { can } = useTier();
  const environment = useEnvironment();
  const [isClosing, setClosing] = useState(false);
  const { row } = alert;
  const target = targetOfRows([row]);
  const open = <OpenMenu alert={alert} />;
  if (!can('triage')) return open;
  const item = (content: React.ReactNode) => <EuiFlexItem grow={false}>{content}</EuiFlexItem>;
  return (
    <EuiFlexGroup gutterSize="s" alignItems="center" wrap responsive={false} data-test-subj={subj.alert.actions}>
      {row.status !== 'closed' &&
        item(
          <EuiButton fill size="s" onClick={onFalsePositive} data-test-subj={subj.alert.action('false-positive')}>
            {i18n.translate('detectionWorkbench.alert.falsePositive', { defaultMessage: 'Close as false positive' })}
          </EuiButton>,
        )}
      {row.status !== 'closed' &&
        item(
          <EuiButton size="s" onClick={() => setClosing(true)} data-test-subj={subj.alert.action('close')}>
            {i18n.translate('detectionWorkbench.alert.closeAs', { defaultMessage: 'Close' })}
          </EuiButton>,
        )}
      {row.status === 'open' &&
        item(
          <EuiButtonEmpty
            size="s"
            isLoading={actions.isBusy}
            onClick={() => actions.setStatus(target, 'acknowledged')}
            data-test-subj={subj.alert.action('acknowledge')}
          >
            {i18n.translate('detectionWorkbench.alert.acknowledge', { defaultMessage: 'Acknowledge' })}
          </EuiButtonEmpty>,
        )}
      {row.status !== 'open' &&
        item(
          <EuiButtonEmpty
            size="s"
            isLoading={actions.isBusy}
            onClick={() => actions.setStatus(target, 'open')}
            data-test-subj={subj.alert.action('reopen')}
          >
            {i18n.translate('detectionWorkbench.alert.reopen', { defaultMessage: 'Reopen' })}
          </EuiButtonEmpty>,
        )}
      {item(
        <LabelsPopover
          id="tag"
          name={i18n.translate('detectionWorkbench.bulk.tags', { defaultMessage: 'Tags' })}
          iconType="tag"
          count={1}
          options={[]}
          present={row.tags.map((tag) => ({ value: tag, label: tag }))}
          allowsNew
          isBusy={actions.isBusy}
          onApply={(add, remove) => actions.changeTags(target, add, remove)}
        />,
      )}
      {people &&
        item(
          <LabelsPopover
            id="assign"
            name={i18n.translate('detectionWorkbench.bulk.assign', { defaultMessage: 'Assignees' })}
            iconType="user"
            count={1}
            options={people.map(({ uid, name }) => ({ value: uid, label: name }))}
            present={row.assignees.map((uid) => ({ value: uid, label: nameOf(uid) }))}
            allowsNew={false}
            isBusy={actions.isBusy}
            onApply={(add, remove) => actions.changeAssignees(target, add, remove)}
          />,
        )}
      {environment?.features.cases && item(<CaseButton rows={[row]} />)}
      {item(open)}
      {isClosing && (
        <CloseDialog
          count={1}
          what={row.reason}
          isBusy={actions.isBusy}
          onCancel={() => setClosing(false)}
          onClose={(details) => actions.setStatus(target, 'closed', details, () => setClosing(false))}
        />
      )}
    </EuiFlexGroup>
  );
}
