import React, { type ReactNode } from 'react';
import { EuiEmptyPrompt } from '@elastic/eui';
import { subj } from '../test_subjects';

export interface EmptyStateProps {
  /** What is empty: nothing yet, nothing matches, not allowed, no data. */
  title: string;
  /** Why, and what to do: one or two sentences. */
  children: ReactNode;
  icon?: string;
  /** The primary action first. */
  actions?: ReactNode;
  'data-test-subj'?: string;
}

export function EmptyState({ title, children, icon, actions, 'data-test-subj': testSubject }: EmptyStateProps) {
  return (
    <EuiEmptyPrompt
      {...(icon ? { iconType: icon } : {})}
      titleSize="s"
      title={<h2>{title}</h2>}
      body={children}
      actions={actions}
      data-test-subj={testSubject ?? subj.emptyState}
    />
  );
}
