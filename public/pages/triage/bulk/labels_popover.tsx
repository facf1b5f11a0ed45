import React, { useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiComboBox,
  EuiFormRow,
  EuiPopover,
  EuiPopoverFooter,
  EuiPopoverTitle,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { subj } from '../../../test_subjects';
import { alertCount } from '../state/words';

interface Label {
  value: string;
  label: string;
}

export interface LabelsPopoverProps {
  /** For `data-test-subj`. */
  id: string;
  /** The word on the button. */
  name: string;
  iconType: string;
  count: number;
  /** What can be added. */
  options: readonly Label[];
  /** What the alerts have now and can lose. */
  present: readonly Label[];
  /** Values that nobody has used yet can be typed. */
  allowsNew: boolean;
  isBusy: boolean;
  onApply(add: string[], remove: string[]): void;
}

const toOptions = (labels: readonly Label[]) => labels.map(({ value, label }) => ({ key: value, label }));
const toValues = (options: ReadonlyArray<{ key?: string; label: string }>) =>
  options.map(({ key, label }) => key ?? label);

/** Tags and people: what to add, what to take off, over an exact number of alerts. */
export function LabelsPopover(props: LabelsPopoverProps) {
  const { id, name, iconType, count, options, present, allowsNew, isBusy, onApply } = props;
  const [isOpen, setOpen] = useState(false);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const labelOf = (value: string): Label =>
    [...options, ...present].find((known) => known.value === value) ?? { value, label: value };
  const close = () => {
    setOpen(false);
    setAdd([]);
    setRemove([]);
  };
  const addLabel = i18n.translate('detectionWorkbench.labels.add', { defaultMessage: 'Add' });
  const removeLabel = i18n.translate('detectionWorkbench.labels.remove', { defaultMessage: 'Take off' });
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={close}
      aria-label={name}
      button={
        <EuiButtonEmpty
          size="xs"
          iconType={iconType}
          onClick={() => setOpen(!isOpen)}
          data-test-subj={subj.bulk.action(id)}
        >
          {name}
        </EuiButtonEmpty>
      }
    >
      <EuiPopoverTitle paddingSize="s">
        {i18n.translate('detectionWorkbench.labels.title', {
          defaultMessage: '{name} of {alerts}',
          values: { name, alerts: alertCount(count) },
        })}
      </EuiPopoverTitle>
      <div style={{ width: 320 }}>
        <EuiFormRow label={addLabel} display="rowCompressed" fullWidth>
          <EuiComboBox
            compressed
            fullWidth
            aria-label={addLabel}
            noSuggestions={options.length === 0}
            options={toOptions(options.filter(({ value }) => !remove.includes(value)))}
            selectedOptions={toOptions(add.map(labelOf))}
            onChange={(chosen) => setAdd(toValues(chosen))}
            {...(allowsNew
              ? {
                  onCreateOption: (text: string) =>
                    setAdd((now) => [...new Set([...now, text.trim()])].filter(Boolean)),
                }
              : {})}
            data-test-subj={id === 'assign' ? subj.bulk.people : subj.bulk.tags}
          />
        </EuiFormRow>
        {present.length > 0 && (
          <EuiFormRow label={removeLabel} display="rowCompressed" fullWidth>
            <EuiComboBox
              compressed
              fullWidth
              aria-label={removeLabel}
              options={toOptions(present.filter(({ value }) => !add.includes(value)))}
              selectedOptions={toOptions(remove.map(labelOf))}
              onChange={(chosen) => setRemove(toValues(chosen))}
            />
          </EuiFormRow>
        )}
      </div>
      <EuiPopoverFooter paddingSize="s">
        <EuiButton
          size="s"
          fill
          fullWidth
          isLoading={isBusy}
          isDisabled={add.length + remove.length === 0}
          onClick={() => {
            onApply(add, remove);
            close();
          }}
          data-test-subj={subj.bulk.apply}
        >
          {i18n.translate('detectionWorkbench.labels.apply', {
            defaultMessage: 'Apply to {alerts}',
            values: { alerts: alertCount(count) },
          })}
        </EuiButton>
      </EuiPopoverFooter>
    </EuiPopover>
  );
}
