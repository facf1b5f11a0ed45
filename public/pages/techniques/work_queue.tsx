import React, { useState } from 'react';
import { EuiButtonEmpty, EuiFlexGroup, EuiFlexItem, EuiIcon, EuiLink, EuiPanel, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { WorkItem } from '../../../common/api/techniques';
import { useAppLink } from '../../components';
import { paths } from '../../sections';
import { subj } from '../../test_subjects';
import { icons } from '../../components/icons';

const SHOWN = 6;

const ICON: Record<WorkItem['severity'], { type: string; color: string }> = {
  danger: { type: 'error', color: 'danger' },
  warning: { type: icons.warning, color: 'warning' },
  info: { type: icons.info, color: 'subdued' },
};

function severityWord(severity: WorkItem['severity']): string {
  switch (severity) {
    case 'danger':
      return i18n.translate('detectionWorkbench.queue.danger', { defaultMessage: 'Urgent' });
    case 'warning':
      return i18n.translate('detectionWorkbench.queue.warning', { defaultMessage: 'Needs attention' });
    case 'info':
      return i18n.translate('detectionWorkbench.queue.info', { defaultMessage: 'For information' });
  }
}

/** Where an item is worked on; undefined when it belongs to no technique. */
export function workItemPath(item: WorkItem): string | undefined {
  const { kind, techniqueId, entryId, testId, ruleKey, recordId } = item;
  if (kind === 'recorded_exception')
    return `${paths.exceptions}${recordId ? `?record=${encodeURIComponent(recordId)}` : ''}`;
  if (kind === 'exception_finding')
    return `${paths.exceptions}${item.findingId ? `?finding=${encodeURIComponent(item.findingId)}` : ''}`;
  if (!techniqueId) return undefined;
  switch (kind) {
    case 'blinding_entry':
      // Not always an entry: a tuning hides attacks too. The test says which rule missed it, and why.
      if (testId && !entryId) return `${paths.technique(techniqueId, 'tests')}?test=${encodeURIComponent(testId)}`;
      return `${paths.technique(techniqueId, 'allowlist')}${entryId ? `?entry=${encodeURIComponent(entryId)}` : ''}`;
    case 'stale_entry':
    case 'never_matching_entry':
    case 'expiring_entry':
      return `${paths.technique(techniqueId, 'allowlist')}${entryId ? `?entry=${encodeURIComponent(entryId)}` : ''}`;
    case 'unproven_expectation':
      return `${paths.technique(techniqueId, 'tests')}${testId ? `?test=${encodeURIComponent(testId)}` : ''}`;
    case 'ended_override':
      return entryId
        ? `${paths.technique(techniqueId, 'allowlist')}?entry=${encodeURIComponent(entryId)}`
        : `${paths.technique(techniqueId, 'tuning')}${ruleKey ? `?rule=${encodeURIComponent(ruleKey)}` : ''}`;
    default:
      return `${paths.technique(techniqueId)}${ruleKey ? `?rule=${encodeURIComponent(ruleKey)}` : ''}`;
  }
}

interface WorkGroup {
  first: WorkItem;
  items: WorkItem[];
}

/** Items with the same cause are one line: one repair settles them all. Order is kept. */
export function groupWork(items: readonly WorkItem[]): WorkGroup[] {
  const groups = new Map<string, WorkGroup>();
  for (const item of items) {
    const key = [item.kind, item.severity, item.techniqueId, item.detail, item.findingId].join('\u0000');
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { first: item, items: [item] });
  }
  return [...groups.values()];
}

function Group({ group: { first, items } }: { group: WorkGroup }) {
  const link = useAppLink();
  const { type, color } = ICON[first.severity];
  return (
    <li data-test-subj={subj.techniques.queueItem} style={{ paddingBlock: 6 }}>
      <EuiFlexGroup gutterSize="s" alignItems="flexStart" responsive={false}>
        <EuiFlexItem grow={false}>
          <EuiIcon type={type} color={color} aria-label={severityWord(first.severity)} />
        </EuiFlexItem>
        <EuiFlexItem>
          <EuiText size="s">
            {items.map((item, index) => {
              const path = workItemPath(item);
              return (
                <React.Fragment key={index}>
                  {index > 0 && ' · '}
                  {path ? <EuiLink {...link(path)}>{item.title}</EuiLink> : <strong>{item.title}</strong>}
                </React.Fragment>
              );
            })}
            <div>{first.detail}</div>
          </EuiText>
        </EuiFlexItem>
      </EuiFlexGroup>
    </li>
  );
}

/** What needs a person this morning, the most urgent first (the server sorts). */
export function WorkQueue({ items }: { items: readonly WorkItem[] }) {
  const [all, setAll] = useState(false);
  const groups = groupWork(items);
  const shown = all ? groups : groups.slice(0, SHOWN);
  return (
    <EuiPanel hasBorder hasShadow={false} data-test-subj={subj.techniques.queue}>
      <EuiTitle size="xs">
        <h2>
          {i18n.translate('detectionWorkbench.queue.title', {
            defaultMessage: 'To do ({count, number})',
            values: { count: groups.length },
          })}
        </h2>
      </EuiTitle>
      {items.length === 0 ? (
        <EuiText size="s" color="subdued">
          <p>
            {i18n.translate('detectionWorkbench.queue.empty', {
              defaultMessage:
                'Nothing needs you: no drift, no blinding entry, no rule without data, no test without proof.',
            })}
          </p>
        </EuiText>
      ) : (
        <ul>
          {shown.map((group, index) => (
            <Group key={index} group={group} />
          ))}
        </ul>
      )}
      {groups.length > SHOWN && (
        <EuiButtonEmpty size="xs" flush="left" onClick={() => setAll(!all)} data-test-subj={subj.techniques.queueMore}>
          {all
            ? i18n.translate('detectionWorkbench.queue.less', {
                defaultMessage: 'Show the first {shown, number}',
                values: { shown: SHOWN },
              })
            : i18n.translate('detectionWorkbench.queue.more', {
                defaultMessage: 'Show all {count, number}',
                values: { count: groups.length },
              })}
        </EuiButtonEmpty>
      )}
    </EuiPanel>
  );
}
