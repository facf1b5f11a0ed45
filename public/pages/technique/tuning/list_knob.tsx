import React from 'react';
import { EuiButtonEmpty, EuiComboBox, EuiFlexGroup, EuiFlexItem, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { KnobValue, ListKnob } from '../../../../common/packs';
import { subj } from '../../../test_subjects';

type Item = string | number;

/** What was typed as a value of the list: ports are numbers, everything else is text. A list may be pasted. */
export function itemsOf(knob: ListKnob, text: string): Item[] {
  const parts = text.split(/[,;\n]/).map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => (knob.type === 'port_list' && /^\d+$/.test(part) ? Number(part) : part));
}

const optionsOf = (knob: ListKnob): string[] | undefined => {
  if (knob.type === 'choice_list') return knob.options.map(({ value }) => value);
  if (knob.type === 'source_list') return [...knob.options];
  return undefined;
};

interface ListKnobInputProps {
  knob: ListKnob;
  value: KnobValue;
  isInvalid: boolean;
  onChange(value: readonly Item[]): void;
  labelledBy: string;
}

export function ListKnobInput({ knob, value, isInvalid, onChange, labelledBy }: ListKnobInputProps) {
  const items = (Array.isArray(value) ? value : []) as readonly Item[];
  const fixed = optionsOf(knob);
  const has = (item: Item) => items.some((other) => String(other) === String(item));
  const add = (added: readonly Item[]) => onChange([...items, ...added.filter((item) => !has(item))]);
  const suggestions = fixed ?? (knob.candidates ?? []).flatMap(({ values }) => values.map(String));
  return (
    <EuiComboBox
      fullWidth
      compressed
      aria-labelledby={labelledBy}
      isInvalid={isInvalid}
      selectedOptions={items.map((item) => ({ label: String(item) }))}
      options={[...new Set(suggestions)].filter((text) => !has(text)).map((label) => ({ label }))}
      onChange={(options) => onChange(options.flatMap(({ label }) => itemsOf(knob, label)))}
      {...(fixed ? {} : { onCreateOption: (text: string) => add(itemsOf(knob, text)) })}
      customOptionText={i18n.translate('detectionWorkbench.knob.add', {
        defaultMessage: 'Add {value}',
        values: { value: '{searchValue}' },
      })}
      data-test-subj={subj.tuning.knob(knob.id)}
    />
  );
}

/** Values worth considering, one click each, with the reason on hover and focus. */
export function Candidates({ knob, value, onChange }: Pick<ListKnobInputProps, 'knob' | 'value' | 'onChange'>) {
  const items = (Array.isArray(value) ? value : []) as readonly Item[];
  const has = (item: Item) => items.some((other) => String(other) === String(item));
  const open = (knob.candidates ?? []).filter(({ values }) => !values.every(has));
  if (open.length === 0) return null;
  return (
    <EuiFlexGroup gutterSize="none" wrap responsive={false}>
      {open.map(({ values, reason }) => {
        const text = values.join(', ');
        return (
          <EuiFlexItem grow={false} key={text}>
            <EuiToolTip content={reason}>
              <EuiButtonEmpty
                size="xs"
                iconType="plus"
                onClick={() => onChange([...items, ...values.filter((item) => !has(item))])}
                data-test-subj={subj.tuning.candidate(text)}
              >
                {text}
              </EuiButtonEmpty>
            </EuiToolTip>
          </EuiFlexItem>
        );
      })}
    </EuiFlexGroup>
  );
}
