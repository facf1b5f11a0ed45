import React from 'react';
import { EuiMarkdownFormat } from '@elastic/eui';

/** Markdown of packs and people: EUI's own renderer, which shows HTML as text and drops unsafe links. */
export function Markdown({ children, size = 's' }: { children: string; size?: 'xs' | 's' | 'm' }) {
  return <EuiMarkdownFormat textSize={size}>{children}</EuiMarkdownFormat>;
}
