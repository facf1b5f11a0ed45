import React, { useState } from 'react';
import {
  EuiButtonIcon,
  EuiComboBox,
  EuiFlexGroup,
  EuiFlexItem,
  EuiPanel,
  EuiSelect,
  EuiSpacer,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { describeEntry } from '../../common/allowlist';
import { suggest } from '../../common/api/allowlist';
import { useApiQuery } from '../api';
import { useDebounced } from '../hooks';
import { subj } from '../test_subjects';
import { needsValue, OPERATORS, operatorName, takesMany, type ConditionRow, type OperatorChoice } from './operators';

const SETTLE_MS = 200;
const MAX_PREFIX = 200;

interface ConditionRowEditorProps {
  row: ConditionRow;
  index: number;
  fields: readonly string[];
  /** Values are suggested from the data these rules read. */
  ruleKeys: readonly string[];
  onChange(row: ConditionRow): void;
  onRemove(): void;
}

function ValueInput({ row, index, ruleKeys, onChange }: Omit<ConditionRowEditorProps, 'fields' | 'onRemove'>) {
  const [typed, setTyped] = useState('');
  const prefix = useDebounced(typed, SETTLE_MS).slice(0, MAX_PREFIX);
  const suggestions = useApiQuery(
    suggest,
    { query: { field: row.field, prefix, ruleKeys: ruleKeys.join(',') } },
    { enabled: row.field !== '', keepPrevious: true },
  );
  const many = takesMany(row.operator);
  const add = (text: string) => {
    const parts = many ? text.split('\n').map((part) => part.trim()) : [text];
    onChange({ ...row, values: many ? [...new Set([...row.values, ...parts.filter(Boolean)])] : parts });
  };
  return (
    <EuiComboBox
      fullWidth
      compressed
      async
      isLoading={suggestions.isFetching}
      singleSelection={many ? false : { asPlainText: true }}
      aria-label={i18n.translate('detectionWorkbench.condition.value', {
        defaultMessage: 'Value of condition {number, number}',
        values: { number: index + 1 },
      })}
      placeholder={i18n.translate('detectionWorkbench.condition.valuePlaceholder', { defaultMessage: 'Value' })}
      isDisabled={row.field === ''}
      selectedOptions={row.values.map((label) => ({ label }))}
      options={(suggestions.data?.values ?? [])
        .filter((value) => !row.values.includes(value))
        .map((label) => ({ label }))}
      onSearchChange={setTyped}
      onChange={(options) => onChange({ ...row, values: options.map(({ label }) => label) })}
      onCreateOption={add}
      data-test-subj={subj.editor.value}
    />
  );
}

/** Field, operator, value; one line each, all of them must hold. */
export function ConditionRowEditor({ row, index, fields, ruleKeys, onChange, onRemove }: ConditionRowEditorProps) {
  const remove = (
    <EuiFlexItem grow={false}>
      <EuiButtonIcon
        iconType="trash"
        color="danger"
        aria-label={i18n.translate('detectionWorkbench.condition.remove', {
          defaultMessage: 'Remove condition {number, number}',
          values: { number: index + 1 },
        })}
        onClick={onRemove}
        data-test-subj={subj.editor.removeCondition}
      />
    </EuiFlexItem>
  );
  if (row.fixed) {
    return (
      <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false} data-test-subj={subj.editor.condition}>
        <EuiFlexItem>
          <EuiPanel color="subdued" hasShadow={false} paddingSize="s">
            <EuiText size="s">{describeEntry(row.fixed)}</EuiText>
          </EuiPanel>
        </EuiFlexItem>
        {remove}
      </EuiFlexGroup>
    );
  }
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="s" data-test-subj={subj.editor.condition}>
      <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
        <EuiFlexItem style={{ minWidth: 0 }}>
          <EuiComboBox
            fullWidth
            compressed
            singleSelection={{ asPlainText: true }}
            aria-label={i18n.translate('detectionWorkbench.condition.field', {
              defaultMessage: 'Field of condition {number, number}',
              values: { number: index + 1 },
            })}
            placeholder={i18n.translate('detectionWorkbench.condition.fieldPlaceholder', { defaultMessage: 'Field' })}
            selectedOptions={row.field === '' ? [] : [{ label: row.field }]}
            options={fields.map((label) => ({ label }))}
            onChange={(options) => onChange({ ...row, field: options[0]?.label ?? '' })}
            onCreateOption={(text) => onChange({ ...row, field: text.trim() })}
            data-test-subj={subj.editor.field}
          />
        </EuiFlexItem>
        <EuiFlexItem grow={false} style={{ width: 150 }}>
          <EuiSelect
            compressed
            aria-label={i18n.translate('detectionWorkbench.condition.operator', {
              defaultMessage: 'Operator of condition {number, number}',
              values: { number: index + 1 },
            })}
            value={row.operator}
            options={OPERATORS.map((choice) => ({ value: choice, text: operatorName(choice) }))}
            onChange={(event) => {
              const operator = event.target.value as OperatorChoice;
              onChange({ ...row, operator, values: takesMany(operator) ? row.values : row.values.slice(0, 1) });
            }}
            data-test-subj={subj.editor.operator}
          />
        </EuiFlexItem>
        {remove}
      </EuiFlexGroup>
      {needsValue(row.operator) && (
        <>
          <EuiSpacer size="xs" />
          <ValueInput row={row} index={index} ruleKeys={ruleKeys} onChange={onChange} />
        </>
      )}
    </EuiPanel>
  );
}
