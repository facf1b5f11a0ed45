import { i18n } from '@kbn/i18n';
import type { ItemEntry } from '../../common/allowlist';

/** The choices of the condition builder; `list` and `nested` conditions come from elsewhere and are shown as they are. */
export type OperatorChoice =
  'is' | 'is_not' | 'one_of' | 'none_of' | 'matches' | 'matches_not' | 'exists' | 'exists_not';

export const OPERATORS: readonly OperatorChoice[] = [
  'is',
  'one_of',
  'matches',
  'exists',
  'is_not',
  'none_of',
  'matches_not',
  'exists_not',
];

export function operatorName(choice: OperatorChoice): string {
  switch (choice) {
    case 'is':
      return i18n.translate('detectionWorkbench.operator.is', { defaultMessage: 'is' });
    case 'is_not':
      return i18n.translate('detectionWorkbench.operator.isNot', { defaultMessage: 'is not' });
    case 'one_of':
      return i18n.translate('detectionWorkbench.operator.oneOf', { defaultMessage: 'is one of' });
    case 'none_of':
      return i18n.translate('detectionWorkbench.operator.noneOf', { defaultMessage: 'is none of' });
    case 'matches':
      return i18n.translate('detectionWorkbench.operator.matches', { defaultMessage: 'matches (* and ?)' });
    case 'matches_not':
      return i18n.translate('detectionWorkbench.operator.matchesNot', { defaultMessage: 'does not match' });
    case 'exists':
      return i18n.translate('detectionWorkbench.operator.exists', { defaultMessage: 'exists' });
    case 'exists_not':
      return i18n.translate('detectionWorkbench.operator.existsNot', { defaultMessage: 'does not exist' });
  }
}

/** One row of the builder while it is edited; it becomes a condition once it has a field and what its operator needs. */
export interface ConditionRow {
  field: string;
  operator: OperatorChoice;
  values: string[];
  /** A condition that the builder cannot edit. */
  fixed?: ItemEntry;
}

export const emptyRow = (): ConditionRow => ({ field: '', operator: 'is', values: [] });

export const needsValue = (choice: OperatorChoice): boolean => choice !== 'exists' && choice !== 'exists_not';
export const takesMany = (choice: OperatorChoice): boolean => choice === 'one_of' || choice === 'none_of';

export function rowOf(entry: ItemEntry): ConditionRow {
  const not = 'operator' in entry && entry.operator === 'excluded';
  switch (entry.type) {
    case 'match':
      return { field: entry.field, operator: not ? 'is_not' : 'is', values: [entry.value] };
    case 'match_any':
      return { field: entry.field, operator: not ? 'none_of' : 'one_of', values: [...entry.value] };
    case 'wildcard':
      return { field: entry.field, operator: not ? 'matches_not' : 'matches', values: [entry.value] };
    case 'exists':
      return { field: entry.field, operator: not ? 'exists_not' : 'exists', values: [] };
    default:
      return { field: entry.field, operator: 'is', values: [], fixed: entry };
  }
}

/** The condition of a complete row. */
export function conditionOf({ field, operator: choice, values, fixed }: ConditionRow): ItemEntry | undefined {
  if (fixed) return fixed;
  const [value] = values;
  if (field === '' || (needsValue(choice) && value === undefined)) return undefined;
  const operator = choice.endsWith('_not') || choice === 'none_of' ? 'excluded' : 'included';
  if (!needsValue(choice)) return { type: 'exists', field, operator };
  if (takesMany(choice)) return { type: 'match_any', field, operator, value: values };
  return { type: choice === 'is' || choice === 'is_not' ? 'match' : 'wildcard', field, operator, value: value ?? '' };
}
