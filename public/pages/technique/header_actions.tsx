import React, { useState } from 'react';
import { EuiButton, EuiContextMenuItem, EuiContextMenuPanel, EuiHorizontalRule, EuiPopover } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { TechniqueSummary } from '../../../common/api/techniques';
import { useExportItems } from '../../components/export_menu';
import { coverageLink, rulesTableLink } from '../../extensions/links';
import { useKibanaLink, useTier } from '../../kibana';
import { subj } from '../../test_subjects';
import { icons } from '../../components/icons';

interface HeaderActionsProps {
  summary: TechniqueSummary;
  onInstall(): void;
  onUninstall(): void;
}

/** Install or update as a button when there is something to do; everything else in one menu. */
export function HeaderActions({ summary, onInstall, onUninstall }: HeaderActionsProps) {
  const { can } = useTier();
  const kibanaLink = useKibanaLink();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const exports = useExportItems(summary.packId, close);
  const run = (action: () => void) => () => {
    close();
    action();
  };
  const manage = can('manage')
    ? [
        <EuiContextMenuItem
          key="install"
          icon={icons.import}
          onClick={run(onInstall)}
          data-test-subj={subj.technique.action('install')}
        >
          {i18n.translate('detectionWorkbench.technique.install', { defaultMessage: 'Install or update' })}
        </EuiContextMenuItem>,
        <EuiContextMenuItem
          key="uninstall"
          icon="trash"
          disabled={summary.installState === 'not_installed'}
          onClick={run(onUninstall)}
          data-test-subj={subj.technique.action('uninstall')}
        >
          {i18n.translate('detectionWorkbench.technique.uninstall', { defaultMessage: 'Uninstall' })}
        </EuiContextMenuItem>,
        <EuiHorizontalRule key="rule" margin="none" />,
      ]
    : [];
  const elsewhere = [
    {
      id: 'rules',
      href: kibanaLink(rulesTableLink(summary.id)),
      text: i18n.translate('detectionWorkbench.technique.securityRules', {
        defaultMessage: 'Rules in Elastic Security',
      }),
    },
    {
      id: 'coverage',
      href: kibanaLink(coverageLink()),
      text: i18n.translate('detectionWorkbench.technique.securityCoverage', {
        defaultMessage: 'ATT&CK coverage in Elastic Security',
      }),
    },
  ].flatMap(({ id, href, text }) =>
    href === undefined
      ? []
      : [
          <EuiContextMenuItem
            key={id}
            icon={icons.external}
            href={href}
            onClick={close}
            data-test-subj={subj.technique.action(id)}
          >
            {text}
          </EuiContextMenuItem>,
        ],
  );
  return (
    <EuiPopover
      isOpen={open}
      closePopover={close}
      panelPaddingSize="none"
      anchorPosition="downRight"
      button={
        <EuiButton
          iconType={icons.menuDown}
          iconSide="right"
          onClick={() => setOpen(!open)}
          data-test-subj={subj.technique.actions}
        >
          {i18n.translate('detectionWorkbench.technique.actions', { defaultMessage: 'Actions' })}
        </EuiButton>
      }
    >
      <EuiContextMenuPanel items={[...manage, ...exports, ...elsewhere]} />
    </EuiPopover>
  );
}
