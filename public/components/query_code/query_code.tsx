import React, { type ReactNode } from 'react';
import { EuiPanel } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { CopyButton } from '../copy_button';
import { useTokens, type Tokens } from '../tokens';
import { subj } from '../../test_subjects';
import { tokenize, type Token } from './tokens';

/** Colour of a token; the text colours of the theme keep their contrast in light and dark. */
export function tokenColor(kind: Token['kind'], { theme }: Tokens): string | undefined {
  const { colors } = theme;
  switch (kind) {
    case 'keyword':
      return colors.primaryText;
    case 'string':
      return colors.successText;
    case 'number':
      return colors.accentText;
    case 'function':
      return colors.warningText;
    case 'comment':
      return colors.subduedText;
    default:
      return undefined;
  }
}

interface QueryBoxProps {
  label: string;
  /** What the copy button takes. */
  text: string;
  maxHeight?: number;
  children: ReactNode;
  'data-test-subj'?: string;
}

/** The box around highlighted query text: scrolls by keyboard, copies. */
export function QueryBox({ label, text, maxHeight = 320, children, 'data-test-subj': testSubject }: QueryBoxProps) {
  const tokens = useTokens();
  return (
    <EuiPanel color="subdued" hasShadow={false} hasBorder paddingSize="none" style={{ position: 'relative' }}>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        data-test-subj={testSubject}
        style={{
          ...tokens.mono,
          margin: 0,
          padding: tokens.theme.size.m,
          paddingRight: tokens.theme.size.xxl,
          maxHeight,
          overflow: 'auto',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          fontSize: 12,
          lineHeight: 1.6,
        }}
      >
        {children}
      </pre>
      <div style={{ position: 'absolute', top: 4, right: 4 }}>
        <CopyButton
          text={text}
          label={i18n.translate('detectionWorkbench.query.copy', {
            defaultMessage: 'Copy: {label}',
            values: { label },
          })}
        />
      </div>
    </EuiPanel>
  );
}

/** A query with its words coloured. */
export function QueryCode({ query, label, maxHeight }: { query: string; label: string; maxHeight?: number }) {
  const tokens = useTokens();
  return (
    <QueryBox label={label} text={query} data-test-subj={subj.query.code} {...(maxHeight ? { maxHeight } : {})}>
      <code>
        {tokenize(query).map((token, index) => (
          <span key={index} style={{ color: tokenColor(token.kind, tokens) }}>
            {token.text}
          </span>
        ))}
      </code>
    </QueryBox>
  );
}
