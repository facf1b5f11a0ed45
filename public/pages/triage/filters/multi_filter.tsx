import React, { useState, type ReactNode } from 'react';
import { EuiFilterButton, EuiPopover, EuiSelectable, type EuiSelectableOption } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { icons } from '../../../components/icons';
import { subj } from '../../../test_subjects';

export interface FilterOption {
  value: string;
  label: string;
  prepend?: ReactNode;
}

export interface MultiFilterProps {
  /** For `data-test-subj`. */
  id: string;
  name: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onChange(values: string[]): void;
  isLoading?: boolean;
}

/** Long lists can be searched, short ones are read at once. */
const SEARCH_FROM = 8;

/** A filter button with a list to tick. What is chosen but no longer offered stays in the list, so that it can be unticked. */
export function MultiFilter({ id, name, options, chosen, onChange, isLoading = false }: MultiFilterProps) {
  const [isOpen, setOpen] = useState(false);
  const gone = chosen.filter((value) => !options.some((option) => option.value === value));
  const all: FilterOption[] = [...options, ...gone.map((value) => ({ value, label: value }))];
  const selectable = all.map(({ value, label, prepend }): EuiSelectableOption => ({
    key: value,
    label,
    ...(prepend ? { prepend } : {}),
    ...(chosen.includes(value) ? { checked: 'on' as const } : {}),
    'data-test-subj': subj.triage.filterOption(value),
  }));
  const search = {
    compressed: true,
    placeholder: i18n.translate('detectionWorkbench.filter.search', { defaultMessage: 'Search' }),
  };
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setOpen(false)}
      panelPaddingSize="none"
      aria-label={name}
      button={
        <EuiFilterButton
          iconType={icons.menuDown}
          isSelected={isOpen}
          hasActiveFilters={chosen.length > 0}
          numActiveFilters={chosen.length}
          onClick={() => setOpen(!isOpen)}
          data-test-subj={subj.triage.filter(id)}
        >
          {name}
        </EuiFilterButton>
      }
    >
      <EuiSelectable
        aria-label={name}
        options={selectable}
        isLoading={isLoading}
        onChange={(changed) =>
          onChange(changed.flatMap(({ checked, key }) => (checked === 'on' && key !== undefined ? [key] : [])))
        }
        emptyMessage={i18n.translate('detectionWorkbench.filter.none', { defaultMessage: 'Nothing to choose' })}
        {...(all.length >= SEARCH_FROM ? { searchable: true as const, searchProps: search } : {})}
      >
        {(list, searchField) => (
          <div style={{ width: 260 }}>
            {searchField && <div style={{ padding: 8 }}>{searchField}</div>}
            {list}
          </div>
        )}
      </EuiSelectable>
    </EuiPopover>
  );
}
