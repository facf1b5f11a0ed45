import React from 'react';
import { EuiButtonIcon, EuiCopy } from '@elastic/eui';
import { subj } from '../test_subjects';
import { icons } from './icons';

/** Copies a text; `label` says which, for screen readers and the tooltip. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  return (
    <EuiCopy textToCopy={text} beforeMessage={label}>
      {(copy) => <EuiButtonIcon iconType={icons.copy} aria-label={label} onClick={copy} data-test-subj={subj.copy} />}
    </EuiCopy>
  );
}
