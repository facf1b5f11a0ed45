import React from 'react';
import { EuiLink } from '@elastic/eui';
import type { AlertRow } from '../../../../common/api/alerts';

interface AlertLinkProps {
  row: AlertRow;
  href: string;
  onOpen(): void;
  'data-test-subj': string;
}

/** The rule's name as the way to the alert: opens here, or in a new tab when asked to. */
export function AlertLink({ row, href, onOpen, 'data-test-subj': testSubject }: AlertLinkProps) {
  return (
    <EuiLink
      href={href}
      onClick={(event: React.MouseEvent) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
      data-test-subj={testSubject}
      data-alert={row.id}
    >
      {row.ruleName}
    </EuiLink>
  );
}
