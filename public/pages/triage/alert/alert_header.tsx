import React, { useEffect } from 'react';
import {
  EuiBadge,
  EuiBadgeGroup,
  EuiButtonIcon,
  EuiFlexGroup,
  EuiFlexItem,
  EuiLink,
  EuiSkeletonText,
  EuiSpacer,
  EuiText,
  EuiTitle,
  EuiToolTip,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import { AbsoluteTime, CopyButton, SeverityHealth, useAppLink } from '../../../components';
import { icons } from '../../../components/icons';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import type { Neighbours } from '../queue/use_alert_order';
import { statusName } from '../state/words';

interface AlertHeaderProps {
  titleId: string;
  alertId: string;
  row: AlertRow | undefined;
  isLoading: boolean;
  neighbours: Neighbours;
  onOpen(alertId: string): void;
  /** The flyout takes nearly the whole page. */
  isWide: boolean;
  onWide(isWide: boolean): void;
}

const previousLabel = i18n.translate('detectionWorkbench.alert.previous', {
  defaultMessage: 'Previous alert (Alt + Up)',
});
const nextLabel = i18n.translate('detectionWorkbench.alert.next', { defaultMessage: 'Next alert (Alt + Down)' });

/** Through the list without leaving the flyout; Alt with the arrows does the same from anywhere in it. */
function Walk({ neighbours, onOpen }: Pick<AlertHeaderProps, 'neighbours' | 'onOpen'>) {
  const { previous, next, place } = neighbours;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      const to = event.key === 'ArrowUp' ? previous : next;
      if (to === undefined) return;
      event.preventDefault();
      onOpen(to);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [previous, next, onOpen]);
  return (
    <EuiFlexGroup gutterSize="xs" alignItems="center" responsive={false}>
      {place && (
        <EuiFlexItem grow={false}>
          <EuiText size="xs" color="subdued">
            {i18n.translate('detectionWorkbench.alert.place', {
              defaultMessage: '{at, number} of {of, number} on this page',
              values: { at: place.at, of: place.of },
            })}
          </EuiText>
        </EuiFlexItem>
      )}
      <EuiFlexItem grow={false}>
        <EuiToolTip content={previousLabel}>
          <EuiButtonIcon
            iconType={icons.up}
            aria-label={previousLabel}
            isDisabled={previous === undefined}
            onClick={() => previous !== undefined && onOpen(previous)}
            data-test-subj={subj.alert.previous}
          />
        </EuiToolTip>
      </EuiFlexItem>
      <EuiFlexItem grow={false}>
        <EuiToolTip content={nextLabel}>
          <EuiButtonIcon
            iconType={icons.menuDown}
            aria-label={nextLabel}
            isDisabled={next === undefined}
            onClick={() => next !== undefined && onOpen(next)}
            data-test-subj={subj.alert.next}
          />
        </EuiToolTip>
      </EuiFlexItem>
    </EuiFlexGroup>
  );
}

function Badges({ row }: { row: AlertRow }) {
  return (
    <EuiBadgeGroup gutterSize="xs">
      <EuiBadge color={row.status === 'open' ? 'primary' : 'hollow'}>{statusName(row.status)}</EuiBadge>
      {row.sequence && (
        <EuiBadge color="hollow">
          {i18n.translate('detectionWorkbench.alert.sequence', { defaultMessage: 'Sequence' })}
        </EuiBadge>
      )}
      {row.buildingBlock && (
        <EuiBadge color="hollow">
          {i18n.translate('detectionWorkbench.alert.buildingBlock', { defaultMessage: 'Building block' })}
        </EuiBadge>
      )}
      {row.testRun && (
        <EuiBadge color="hollow" iconType={icons.test}>
          {i18n.translate('detectionWorkbench.alert.testRunBadge', { defaultMessage: 'Demo or replay' })}
        </EuiBadge>
      )}
    </EuiBadgeGroup>
  );
}

function Width({ isWide, onWide }: Pick<AlertHeaderProps, 'isWide' | 'onWide'>) {
  const label = isWide
    ? i18n.translate('detectionWorkbench.alert.narrow', { defaultMessage: 'Make the details narrow' })
    : i18n.translate('detectionWorkbench.alert.widen', { defaultMessage: 'Make the details wide' });
  return (
    <EuiToolTip content={label}>
      <EuiButtonIcon
        iconType={isWide ? 'fullScreenExit' : 'fullScreen'}
        aria-label={label}
        onClick={() => onWide(!isWide)}
        data-test-subj={subj.alert.width}
      />
    </EuiToolTip>
  );
}

/** Which alert this is, at one glance. */
export function AlertHeader(props: AlertHeaderProps) {
  const { titleId, alertId, row, isLoading, neighbours, onOpen, isWide, onWide } = props;
  const link = useAppLink();
  return (
    <>
      {/* Room for the flyout's own close button. */}
      <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false} style={{ marginInlineEnd: 24 }}>
        <EuiFlexItem>
          <EuiTitle size="s">
            <h2 id={titleId}>
              {row?.ruleName ?? i18n.translate('detectionWorkbench.alert.title', { defaultMessage: 'Alert' })}
            </h2>
          </EuiTitle>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <Walk neighbours={neighbours} onOpen={onOpen} />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <Width isWide={isWide} onWide={onWide} />
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="xs" />
      {row ? (
        <>
          <EuiFlexGroup gutterSize="s" alignItems="center" wrap responsive={false}>
            <EuiFlexItem grow={false}>
              <EuiText size="s">
                <SeverityHealth severity={row.severity} />
              </EuiText>
            </EuiFlexItem>
            <EuiFlexItem grow={false}>
              <Badges row={row} />
            </EuiFlexItem>
            <EuiFlexItem grow={false}>
              <EuiText size="s">
                <AbsoluteTime at={row.at} />
              </EuiText>
            </EuiFlexItem>
            {row.techniqueId && (
              <EuiFlexItem grow={false}>
                <EuiText size="s">
                  <EuiLink {...link(paths.technique(row.techniqueId))}>
                    {row.techniqueId} {row.ruleKey}
                  </EuiLink>
                </EuiText>
              </EuiFlexItem>
            )}
            <EuiFlexItem grow={false}>
              <CopyButton
                text={window.location.href}
                label={i18n.translate('detectionWorkbench.alert.copyLink', {
                  defaultMessage: 'Copy the link to this alert',
                })}
              />
            </EuiFlexItem>
          </EuiFlexGroup>
          <EuiSpacer size="xs" />
          <EuiText size="s" data-test-subj={subj.alert.reason} data-alert-id={alertId}>
            {row.reason}
          </EuiText>
        </>
      ) : (
        isLoading && <EuiSkeletonText lines={2} isLoading />
      )}
    </>
  );
}
