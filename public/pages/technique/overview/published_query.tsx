import React, { useState } from 'react';
import {
  EuiBadge,
  EuiBasicTable,
  EuiFlexGroup,
  EuiFlexItem,
  EuiSelect,
  EuiSpacer,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { RuleRow } from '../../../../common/api/techniques';
import type { Pack } from '../../../../common/packs';
import { Markdown, QueryCode } from '../../../components';
import { subj } from '../../../test_subjects';

type Published = NonNullable<Pack['published']>;
type Deviation = Published['deviations'][number];

const SEVERITY_COLOR: Record<Deviation['severity'], string> = {
  blocker: 'danger',
  high: 'danger',
  medium: 'warning',
  low: 'hollow',
};

function severityName(severity: Deviation['severity']): string {
  switch (severity) {
    case 'blocker':
      return i18n.translate('detectionWorkbench.deviation.blocker', { defaultMessage: 'Blocker' });
    case 'high':
      return i18n.translate('detectionWorkbench.deviation.high', { defaultMessage: 'High' });
    case 'medium':
      return i18n.translate('detectionWorkbench.deviation.medium', { defaultMessage: 'Medium' });
    case 'low':
      return i18n.translate('detectionWorkbench.deviation.low', { defaultMessage: 'Low' });
  }
}

function Deviations({ deviations }: { deviations: readonly Deviation[] }) {
  return (
    <EuiBasicTable<Deviation>
      tableCaption={i18n.translate('detectionWorkbench.deviation.caption', {
        defaultMessage: 'How the shipped rules differ from the published query, and why',
      })}
      items={[...deviations]}
      data-test-subj={subj.technique.deviations}
      columns={[
        {
          name: i18n.translate('detectionWorkbench.deviation.weight', { defaultMessage: 'Weight' }),
          width: '90px',
          render: ({ severity }: Deviation) => (
            <EuiBadge color={SEVERITY_COLOR[severity]}>{severityName(severity)}</EuiBadge>
          ),
        },
        {
          name: i18n.translate('detectionWorkbench.deviation.defect', { defaultMessage: 'In the published query' }),
          render: ({ defect, evidence }: Deviation) => (
            <div>
              <Markdown size="s">{defect}</Markdown>
              <EuiText color="subdued" size="xs">
                <Markdown size="xs">{evidence}</Markdown>
              </EuiText>
            </div>
          ),
        },
        {
          name: i18n.translate('detectionWorkbench.deviation.correction', { defaultMessage: 'Shipped instead' }),
          render: ({ correction }: Deviation) => <Markdown size="s">{correction}</Markdown>,
        },
        {
          name: i18n.translate('detectionWorkbench.deviation.rules', { defaultMessage: 'Rules' }),
          width: '130px',
          render: ({ rules }: Deviation) => rules.join(', '),
        },
      ]}
    />
  );
}

/** Both heads as high as the one with the selector, so that the queries start on one line. */
const HEAD = { flexGrow: 0, minHeight: 40 } as const;

/** What was published beside what is shipped, and every difference with its reason. */
export function PublishedQuery({ published, rules }: { published: Published; rules: readonly RuleRow[] }) {
  const [key, setKey] = useState(rules[0]?.key);
  const rule = rules.find((row) => row.key === key) ?? rules[0];
  return (
    <>
      <EuiFlexGroup gutterSize="l">
        <EuiFlexItem style={{ minWidth: 0 }}>
          <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false} style={HEAD}>
            <EuiFlexItem>
              <EuiTitle size="xxs">
                <h3>{i18n.translate('detectionWorkbench.published.title', { defaultMessage: 'As published' })}</h3>
              </EuiTitle>
            </EuiFlexItem>
          </EuiFlexGroup>
          <EuiSpacer size="s" />
          <QueryCode
            query={published.query}
            label={i18n.translate('detectionWorkbench.published.query', { defaultMessage: 'Published query' })}
          />
          <EuiSpacer size="s" />
          <Markdown size="s">{published.verdict.summary}</Markdown>
        </EuiFlexItem>
        <EuiFlexItem style={{ minWidth: 0 }}>
          <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false} style={HEAD}>
            <EuiFlexItem grow={false}>
              <EuiTitle size="xxs">
                <h3>{i18n.translate('detectionWorkbench.published.shipped', { defaultMessage: 'As shipped' })}</h3>
              </EuiTitle>
            </EuiFlexItem>
            <EuiFlexItem>
              <EuiSelect
                compressed
                fullWidth
                aria-label={i18n.translate('detectionWorkbench.published.rule', {
                  defaultMessage: 'Rule to compare with',
                })}
                value={rule?.key ?? ''}
                options={rules.map((row) => ({ value: row.key, text: `${row.key} ${row.name}` }))}
                onChange={(event) => setKey(event.target.value)}
              />
            </EuiFlexItem>
          </EuiFlexGroup>
          <EuiSpacer size="s" />
          {rule && (
            <QueryCode
              query={rule.query}
              label={i18n.translate('detectionWorkbench.published.shippedQuery', {
                defaultMessage: 'Query of {rule}',
                values: { rule: rule.key },
              })}
            />
          )}
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="l" />
      <EuiTitle size="xxs">
        <h3>
          {i18n.translate('detectionWorkbench.published.deviations', {
            defaultMessage: '{count, plural, one {# deviation} other {# deviations}} and why',
            values: { count: published.deviations.length },
          })}
        </h3>
      </EuiTitle>
      <Deviations deviations={published.deviations} />
    </>
  );
}
