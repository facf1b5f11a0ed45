import React from 'react';
import { EuiBadge, EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { EntryExplanation, ItemExplanation } from '../../../common/allowlist';

function Condition({ condition }: { condition: EntryExplanation }) {
  const { holds, text, values } = condition;
  return (
    <li>
      <EuiIcon
        type={holds ? 'check' : 'cross'}
        color={holds ? 'success' : 'danger'}
        size="s"
        aria-label={
          holds
            ? i18n.translate('detectionWorkbench.item.holds', { defaultMessage: 'Holds' })
            : i18n.translate('detectionWorkbench.item.fails', { defaultMessage: 'Does not hold' })
        }
      />{' '}
      {text}{' '}
      <span>
        {values.length > 0
          ? i18n.translate('detectionWorkbench.item.has', {
              defaultMessage: '(event: {values})',
              values: { values: values.join(', ') },
            })
          : i18n.translate('detectionWorkbench.item.hasNone', { defaultMessage: '(event: no value)' })}
      </span>
    </li>
  );
}

function stateText({ hides, state }: ItemExplanation): { text: string; color: string } {
  if (hides)
    return {
      text: i18n.translate('detectionWorkbench.item.hides', { defaultMessage: 'Removes the event' }),
      color: 'warning',
    };
  switch (state) {
    case 'expired':
      return {
        text: i18n.translate('detectionWorkbench.item.expired', { defaultMessage: 'Expired' }),
        color: 'hollow',
      };
    case 'ignored':
      return {
        text: i18n.translate('detectionWorkbench.item.ignored', { defaultMessage: 'Left out by Kibana' }),
        color: 'hollow',
      };
    case 'fails_rule':
      return {
        text: i18n.translate('detectionWorkbench.item.failsRule', { defaultMessage: 'Makes the rule fail' }),
        color: 'danger',
      };
    case 'active':
      return {
        text: i18n.translate('detectionWorkbench.item.passes', { defaultMessage: 'Lets it pass' }),
        color: 'hollow',
      };
  }
}

/** Allowlist items of a rule beside the event: which one removes it, and what saved it from the others. */
export function AllowlistItems({ items }: { items: readonly ItemExplanation[] }) {
  return (
    <EuiText size="xs">
      <ul>
        {items.map((item) => {
          const { text, color } = stateText(item);
          return (
            <li key={item.item.item_id}>
              <strong>{item.item.name}</strong> <EuiBadge color={color}>{text}</EuiBadge>
              <ul style={{ listStyle: 'none' }}>
                {item.entries.map((condition, index) => (
                  <Condition key={index} condition={condition} />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </EuiText>
  );
}
