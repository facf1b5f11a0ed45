import React from 'react';
import { EuiBadge, EuiButton, EuiFlexGroup, EuiFlexItem, EuiPanel, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { proposeEntries } from '../../../../common/api/allowlist';
import type { ResponseOf } from '../../../../common/api/contract';
import type { GuardReport } from '../../../../common/api/guard';
import { BreadthBadge } from '../../../allowlist';
import { useApiQuery } from '../../../api';
import { EmptyState, isVerdict, Loaded, outlookOf, verdictName } from '../../../components';
import { icons } from '../../../components/icons';
import { tierName, useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';

export type Proposal = ResponseOf<typeof proposeEntries>['candidates'][number];

/** Losses that are named; the editor shows all of them. */
const SHOWN_LOSSES = 2;

interface Look {
  color: string;
  icon: string;
  text: string;
}

function lookOf(report: GuardReport): Look {
  switch (outlookOf(report)) {
    case 'blinding':
      return {
        color: 'danger',
        icon: icons.hidden,
        text: i18n.translate('detectionWorkbench.candidate.blinding', { defaultMessage: 'Hides an expected attack' }),
      };
    case 'weaker':
      return {
        color: 'warning',
        icon: 'sortDown',
        text: i18n.translate('detectionWorkbench.candidate.weaker', { defaultMessage: 'Weakens a detection' }),
      };
    case 'unknown':
      return {
        color: 'warning',
        icon: icons.question,
        text: i18n.translate('detectionWorkbench.candidate.unknown', { defaultMessage: 'Not known to be safe' }),
      };
    case 'unproven':
      return {
        color: 'warning',
        icon: icons.question,
        text: i18n.translate('detectionWorkbench.candidate.unproven', { defaultMessage: 'Not proven harmless' }),
      };
    case 'safe':
      return {
        color: 'success',
        icon: 'check',
        text: i18n.translate('detectionWorkbench.candidate.safe', { defaultMessage: 'No expected attack lost' }),
      };
  }
}

/** A test is lost on each of its data sources; here it is named once. */
const lostTests = ({ losses }: GuardReport) =>
  losses.filter(({ testId }, index) => losses.findIndex((other) => other.testId === testId) === index);

function CandidateCard({ proposal, onUse }: { proposal: Proposal; onUse?: () => void }) {
  const { candidate, guard, breadth, alertsHidden, alertsChecked } = proposal;
  const look = lookOf(guard);
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="m" data-test-subj={subj.candidates.candidate(candidate.id)}>
      <EuiFlexGroup gutterSize="m" alignItems="center" responsive={false}>
        <EuiFlexItem style={{ minWidth: 0 }}>
          <EuiText size="s">
            <strong>{candidate.title}</strong>
          </EuiText>
          <EuiText size="xs" color="subdued" style={{ overflowWrap: 'anywhere' }}>
            {candidate.text}
          </EuiText>
          <EuiSpacer size="xs" />
          <EuiFlexGroup gutterSize="s" alignItems="center" wrap responsive={false}>
            <EuiFlexItem grow={false}>
              <EuiBadge color={look.color} iconType={look.icon}>
                {look.text}
              </EuiBadge>
            </EuiFlexItem>
            <EuiFlexItem grow={false}>
              <BreadthBadge breadth={breadth} />
            </EuiFlexItem>
            <EuiFlexItem grow={false}>
              <EuiText size="xs">
                {i18n.translate('detectionWorkbench.candidate.count', {
                  defaultMessage:
                    'Hides {hidden, number} of the last {checked, plural, one {# alert} other {# alerts}}',
                  values: { hidden: alertsHidden, checked: alertsChecked },
                })}
              </EuiText>
            </EuiFlexItem>
          </EuiFlexGroup>
          {lostTests(guard)
            .slice(0, SHOWN_LOSSES)
            .map(({ testId, testName, verdict }) => (
              <EuiText key={testId} size="xs" color="danger">
                {i18n.translate('detectionWorkbench.candidate.loss', {
                  defaultMessage: '{verdict}: {test}',
                  values: {
                    verdict: isVerdict(verdict) ? verdictName(verdict) : verdict,
                    test: `${testId} ${testName}`,
                  },
                })}
              </EuiText>
            ))}
        </EuiFlexItem>
        {onUse && (
          <EuiFlexItem grow={false}>
            <EuiButton size="s" onClick={onUse} data-test-subj={subj.candidates.use(candidate.id)}>
              {i18n.translate('detectionWorkbench.candidate.use', { defaultMessage: 'Allow this' })}
            </EuiButton>
          </EuiFlexItem>
        )}
      </EuiFlexGroup>
    </EuiPanel>
  );
}

/** What an entry for these alerts could be, narrow first, each with its consequences. */
export function CandidateList({ alertIds, onUse }: { alertIds: readonly string[]; onUse(proposal: Proposal): void }) {
  const { can } = useTier();
  const proposals = useApiQuery(proposeEntries, { body: { alertIds: [...alertIds] } });
  return (
    <Loaded
      query={proposals}
      errorTitle={i18n.translate('detectionWorkbench.candidate.failed', {
        defaultMessage: 'The proposals could not be made',
      })}
    >
      {({ candidates }) =>
        candidates.length === 0 ? (
          <EmptyState
            icon="search"
            title={i18n.translate('detectionWorkbench.candidate.none.title', { defaultMessage: 'Nothing in common' })}
          >
            <p>
              {i18n.translate('detectionWorkbench.candidate.none.body', {
                defaultMessage:
                  'The events share no program, so one entry cannot describe them. Choose fewer alerts, for example those of one host.',
              })}
            </p>
          </EmptyState>
        ) : (
          <div data-test-subj={subj.candidates.list}>
            {!can('tune') && (
              <EuiText size="s" color="subdued">
                {i18n.translate('detectionWorkbench.candidate.needsTune', {
                  defaultMessage: 'Saving an entry needs the privilege "{privilege}".',
                  values: { privilege: tierName('tune') },
                })}
              </EuiText>
            )}
            {candidates.map((proposal) => (
              <React.Fragment key={proposal.candidate.id}>
                <CandidateCard proposal={proposal} {...(can('tune') ? { onUse: () => onUse(proposal) } : {})} />
                <EuiSpacer size="s" />
              </React.Fragment>
            ))}
          </div>
        )
      }
    </Loaded>
  );
}
