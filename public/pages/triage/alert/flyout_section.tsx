import React, { type ReactNode } from 'react';
import { EuiSpacer, EuiTitle } from '@elastic/eui';

interface FlyoutSectionProps {
  title: string;
  children: ReactNode;
  'data-test-subj'?: string;
}

/** A titled part of the flyout. */
export function FlyoutSection({ title, children, 'data-test-subj': testSubject }: FlyoutSectionProps) {
  return (
    <section {...(testSubject ? { 'data-test-subj': testSubject } : {})}>
      <EuiTitle size="xs">
        <h3>{title}</h3>
      </EuiTitle>
      <EuiSpacer size="s" />
      {children}
      <EuiSpacer size="l" />
    </section>
  );
}
