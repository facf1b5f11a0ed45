import React from 'react';
import { EuiCallOut, EuiLoadingSpinner, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { breadthOf, type HealthFinding } from '../../common/allowlist';
import { previewEntry, type EntryPreview } from '../../common/api/allowlist';
import { useApiQuery } from '../api';
import { GuardPanel, RelativeTime, type GuardState } from '../components';
import { ImpactPanel } from '../components/impact';
import { missingInDraft, type DraftInProgress } from '../guard';
import { useDebounced } from '../hooks';
import { subj } from '../test_subjects';
import { BreadthBadge } from './breadth';

const SETTLE_MS = 350;

/** What the server knows about a draft: alerts it would have hidden and what is wrong with it. */
export function useEntryPreview(draft: DraftInProgress, replacesEntryId: string | undefined) {
  const settled = useDebounced(draft, SETTLE_MS);
  return useApiQuery(
    previewEntry,
    { body: { draft: settled, ...(replacesEntryId ? { replacesEntryId } : {}) } },
    { enabled: missingInDraft(settled) === undefined, keepPrevious: true },
  );
}

export const isRefused = (findings: readonly HealthFinding[] | undefined): boolean =>
  findings?.some(({ severity }) => severity === 'refuse') ?? false;

function Findings({ findings }: { findings: readonly HealthFinding[] }) {
  return (
    <>
      {findings.map((finding, index) => (
        <React.Fragment key={index}>
          <EuiCallOut
            size="s"
            color={finding.severity === 'refuse' ? 'danger' : 'warning'}
            title={finding.sentence}
            data-test-subj={subj.editor.finding}
          >
            <EuiText size="xs">
              {finding.evidence} <code>{finding.code}</code>
            </EuiText>
          </EuiCallOut>
          <EuiSpacer size="s" />
        </React.Fragment>
      ))}
    </>
  );
}

function Matches({ preview }: { preview: EntryPreview }) {
  return (
    <div data-test-subj={subj.editor.matches}>
      <EuiText size="s">
        <p>
          <strong>
            {i18n.translate('detectionWorkbench.entry.matches', {
              defaultMessage:
                'Matches {hidden, number} of the last {checked, plural, =0 {0 alerts} one {# alert} other {# alerts}}',
              values: { hidden: preview.alertsHidden, checked: preview.alertsChecked },
            })}
          </strong>
        </p>
        {preview.hiddenSample.length > 0 && (
          <ul>
            {preview.hiddenSample.slice(0, 5).map(({ id, at, rule, host, status }) => (
              <li key={id}>
                <RelativeTime at={at} />, {[host, rule, status].filter(Boolean).join(', ')}
              </li>
            ))}
          </ul>
        )}
      </EuiText>
    </div>
  );
}

interface LivePanelProps {
  draft: DraftInProgress;
  replacesEntryId: string | undefined;
  guard: GuardState;
  preview: ReturnType<typeof useEntryPreview>;
}

/** The consequences of an entry while it is written: attacks, breadth, mistakes, alerts, history. */
export function LivePanel({ draft, replacesEntryId, guard, preview }: LivePanelProps) {
  const isComplete = missingInDraft(draft) === undefined;
  return (
    <>
      <GuardPanel state={guard} />
      {isComplete && (
        <>
          <EuiSpacer size="m" />
          <EuiText size="s" data-test-subj={subj.editor.breadth}>
            <BreadthBadge breadth={breadthOf(draft.conditions)} /> {breadthOf(draft.conditions).words}
          </EuiText>
          <EuiSpacer size="m" />
          {preview.data ? (
            <>
              <Findings findings={preview.data.findings} />
              <Matches preview={preview.data} />
            </>
          ) : preview.error ? (
            <EuiCallOut size="s" color="danger" title={preview.error.message} />
          ) : (
            <EuiLoadingSpinner size="m" />
          )}
          <EuiSpacer size="l" />
          <ImpactPanel change={{ kind: 'entry', draft, ...(replacesEntryId ? { replacesEntryId } : {}) }} />
        </>
      )}
    </>
  );
}
