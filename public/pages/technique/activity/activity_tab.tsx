import React, { useState } from 'react';
import { EuiBadge, EuiButton, EuiButtonEmpty, EuiPanel, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { listActivity, type ActivityEntry } from '../../../../common/api/misc';
import { useApiQuery } from '../../../api';
import { DiffTable, EmptyState, Loaded, RelativeTime, SkeletonTable, type FieldDiff } from '../../../components';
import { subj } from '../../../test_subjects';
import type { TechniqueTabProps } from '../types';

const PAGE = 25;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that change by themselves, or that the entry of the log says anyway. */
const BESIDE: ReadonlySet<string> = new Set([
  'id',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'comments',
  'managed',
  'reason',
]);

/** Field by field where both sides are documents, otherwise as a whole. */
export function activityDiff({ before, after }: Pick<ActivityEntry, 'before' | 'after'>): FieldDiff[] {
  if (!isRecord(before) && !isRecord(after)) return before === after ? [] : [{ field: '', before, after }];
  const old = isRecord(before) ? before : {};
  const fresh = isRecord(after) ? after : {};
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])]
    .filter((field) => !BESIDE.has(field))
    .map((field) => ({ field, before: old[field], after: fresh[field] }))
    .filter(({ before: a, after: b }) => JSON.stringify(a) !== JSON.stringify(b));
}

function Change({ entry }: { entry: ActivityEntry }) {
  const [open, setOpen] = useState(false);
  const diff = activityDiff(entry);
  return (
    <li>
      <EuiPanel hasBorder hasShadow={false} paddingSize="m">
        <EuiText size="s">
          <strong>{entry.summary}</strong>{' '}
          {entry.override && (
            <EuiBadge color="danger">
              {i18n.translate('detectionWorkbench.activity.override', { defaultMessage: 'Override' })}
            </EuiBadge>
          )}
          <div>
            {entry.by}, <RelativeTime at={entry.at} />
            {entry.reason && `: ${entry.reason}`}
          </div>
        </EuiText>
        {diff.length > 0 && (
          <EuiButtonEmpty
            size="xs"
            flush="left"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            data-test-subj={subj.activity.details}
          >
            {i18n.translate('detectionWorkbench.activity.details', {
              defaultMessage: '{count, plural, one {# field} other {# fields}}',
              values: { count: diff.length },
            })}
          </EuiButtonEmpty>
        )}
        {open && (
          <DiffTable
            diffs={diff}
            caption={i18n.translate('detectionWorkbench.activity.diffCaption', { defaultMessage: 'What changed' })}
          />
        )}
      </EuiPanel>
      <EuiSpacer size="s" />
    </li>
  );
}

/** One page of the log and, when asked for, the pages after it. */
function LogPage({ techniqueId, after }: { techniqueId: string; after?: string }) {
  const [more, setMore] = useState(false);
  const query = useApiQuery(listActivity, { query: { techniqueId, size: PAGE, ...(after ? { after } : {}) } });
  return (
    <Loaded query={query} skeleton={<SkeletonTable rows={6} />}>
      {({ entries, next }) => (
        <>
          {entries.length === 0 && !after && (
            <EmptyState
              title={i18n.translate('detectionWorkbench.activity.empty', { defaultMessage: 'No change yet' })}
            >
              <p>
                {i18n.translate('detectionWorkbench.activity.emptyBody', {
                  defaultMessage:
                    'Installs, tunings and allowlist entries are listed here with author, time and reason.',
                })}
              </p>
            </EmptyState>
          )}
          <ul>
            {entries.map((entry) => (
              <Change key={entry.id} entry={entry} />
            ))}
          </ul>
          {next && !more && (
            <EuiButton size="s" onClick={() => setMore(true)} data-test-subj={subj.activity.more}>
              {i18n.translate('detectionWorkbench.activity.more', { defaultMessage: 'Show older changes' })}
            </EuiButton>
          )}
          {next && more && <LogPage techniqueId={techniqueId} after={next} />}
        </>
      )}
    </Loaded>
  );
}

/** Who changed what, when and why. */
export function ActivityTab({ technique }: TechniqueTabProps) {
  return (
    <div data-test-subj={subj.activity.table}>
      <LogPage techniqueId={technique.summary.id} />
    </div>
  );
}
