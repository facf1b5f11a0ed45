import React from 'react';
import { EuiButtonEmpty, EuiFormRow, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../test_subjects';
import { ConditionRowEditor } from './condition_row';
import { emptyRow, type ConditionRow } from './operators';

interface ConditionBuilderProps {
  rows: readonly ConditionRow[];
  fields: readonly string[];
  ruleKeys: readonly string[];
  onChange(rows: ConditionRow[]): void;
}

export function ConditionBuilder({ rows, fields, ruleKeys, onChange }: ConditionBuilderProps) {
  return (
    <EuiFormRow
      fullWidth
      hasChildLabel={false}
      label={i18n.translate('detectionWorkbench.condition.label', {
        defaultMessage: 'Hide an event when all of this holds',
      })}
      helpText={i18n.translate('detectionWorkbench.condition.help', {
        defaultMessage: 'Values are compared exactly, with case.',
      })}
    >
      <>
        {rows.map((row, index) => (
          <React.Fragment key={index}>
            <ConditionRowEditor
              row={row}
              index={index}
              fields={fields}
              ruleKeys={ruleKeys}
              onChange={(changed) => onChange(rows.map((other, at) => (at === index ? changed : other)))}
              onRemove={() => onChange(rows.filter((_, at) => at !== index))}
            />
            <EuiSpacer size="xs" />
          </React.Fragment>
        ))}
        <EuiButtonEmpty
          size="xs"
          flush="left"
          iconType="plus"
          onClick={() => onChange([...rows, emptyRow()])}
          data-test-subj={subj.editor.addCondition}
        >
          {i18n.translate('detectionWorkbench.condition.add', { defaultMessage: 'Add condition' })}
        </EuiButtonEmpty>
      </>
    </EuiFormRow>
  );
}
