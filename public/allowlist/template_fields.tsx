import React from 'react';
import { EuiComboBox, EuiFieldText, EuiFormRow, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { PlaceholderValues } from '../../common/allowlist';
import type { AllowlistTemplate } from '../../common/packs';
import { subj } from '../test_subjects';

type Placeholder = AllowlistTemplate['placeholders'][number];

const takesList = ({ kind }: Placeholder): boolean => kind.endsWith('_list');

const exampleText = ({ example }: Placeholder): string =>
  Array.isArray(example) ? example.join(', ') : String(example);

interface TemplateFieldsProps {
  template: AllowlistTemplate;
  values: PlaceholderValues;
  onChange(values: PlaceholderValues): void;
}

/** The blanks of a template, each with its meaning and a harmless example. */
export function TemplateFields({ template, values, onChange }: TemplateFieldsProps) {
  const set = (name: string, value: string | readonly string[]) => onChange({ ...values, [name]: value });
  return (
    <>
      {template.placeholders.map((placeholder) => {
        const value = values[placeholder.name];
        const list = Array.isArray(value) ? (value as readonly string[]) : [];
        return (
          <EuiFormRow
            key={placeholder.name}
            fullWidth
            label={placeholder.meaning}
            helpText={i18n.translate('detectionWorkbench.template.example', {
              defaultMessage: 'For example {example}',
              values: { example: exampleText(placeholder) },
            })}
          >
            {takesList(placeholder) ? (
              <EuiComboBox
                fullWidth
                compressed
                noSuggestions
                selectedOptions={list.map((label) => ({ label }))}
                onChange={(options) =>
                  set(
                    placeholder.name,
                    options.map(({ label }) => label),
                  )
                }
                onCreateOption={(text) =>
                  set(placeholder.name, [
                    ...list,
                    ...text
                      .split(/[,\n]/)
                      .map((part) => part.trim())
                      .filter(Boolean),
                  ])
                }
                data-test-subj={subj.editor.placeholder(placeholder.name)}
              />
            ) : (
              <EuiFieldText
                fullWidth
                compressed
                value={typeof value === 'string' ? value : ''}
                onChange={(event) => set(placeholder.name, event.target.value)}
                data-test-subj={subj.editor.placeholder(placeholder.name)}
              />
            )}
          </EuiFormRow>
        );
      })}
      <EuiSpacer size="m" />
      <EuiText size="xs" color="subdued">
        <p>
          {template.why_narrow}{' '}
          {i18n.translate('detectionWorkbench.template.stillAlerts', {
            defaultMessage: 'Still alerts on: {what}',
            values: { what: template.still_alerts_on },
          })}
        </p>
        {template.limits.map((limit) => (
          <p key={limit}>{limit}</p>
        ))}
      </EuiText>
    </>
  );
}
