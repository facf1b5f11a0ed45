import React from 'react';
import { EuiFacetButton, EuiFacetGroup, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../../../test_subjects';
import { GROUPINGS, groupingName, type Grouping } from '../state/grouping';
import type { AlertPage } from '../use_alerts';

/** The server gives the largest groups, at most this many. */
const MOST_GROUPS = 50;

interface GroupsProps {
  groupBy: Grouping;
  page: AlertPage;
  chosen: string | undefined;
  onChoose(value: string | undefined): void;
}

/** The matches by one field, largest group first; choosing one shows its alerts beside the list. */
export function Groups({ groupBy, page, chosen, onChoose }: GroupsProps) {
  const groups = page.facets[GROUPINGS[groupBy]] ?? [];
  const counted = groups.reduce((sum, { count }) => sum + count, 0);
  const rest = page.total - counted;
  const button = (value: string | undefined, label: string, count: number) => (
    <EuiFacetButton
      key={label}
      quantity={count}
      isSelected={chosen === value}
      aria-pressed={chosen === value}
      onClick={() => onChoose(value)}
      data-test-subj={subj.triage.group}
    >
      {label}
    </EuiFacetButton>
  );
  return (
    <section aria-label={groupingName(groupBy)}>
      <EuiTitle size="xxs">
        <h2>{groupingName(groupBy)}</h2>
      </EuiTitle>
      <EuiFacetGroup gutterSize="none">
        {[
          button(undefined, i18n.translate('detectionWorkbench.groups.all', { defaultMessage: 'All' }), page.total),
          ...groups.map(({ value, count }) => button(value, value, count)),
        ]}
      </EuiFacetGroup>
      {rest > 0 && (
        <EuiText size="xs" color="subdued">
          {groups.length < MOST_GROUPS
            ? i18n.translate('detectionWorkbench.groups.without', {
                defaultMessage: '{count, plural, one {# alert has} other {# alerts have}} no value here',
                values: { count: rest },
              })
            : i18n.translate('detectionWorkbench.groups.more', {
                defaultMessage:
                  'The {shown, number} largest groups; {count, plural, one {# alert is} other {# alerts are}} in none of them',
                values: { shown: MOST_GROUPS, count: rest },
              })}
        </EuiText>
      )}
    </section>
  );
}
