import React from 'react';
import { EuiText } from '@elastic/eui';
import { useTokens } from '../../../components';
import type { Fact } from './facts';

/** Names beside values, one a line; the field's own name on hover. */
export function FactList({ facts, caption }: { facts: readonly Fact[]; caption: string }) {
  const tokens = useTokens();
  const { size } = tokens.theme;
  return (
    <EuiText size="xs">
      <dl
        aria-label={caption}
        style={{ display: 'grid', gridTemplateColumns: '150px minmax(0, 1fr)', columnGap: size.m, rowGap: size.xs }}
      >
        {facts.map(({ field, name, values }) => (
          <React.Fragment key={field}>
            <dt title={field} style={{ margin: 0, fontWeight: 600 }}>
              {name}
            </dt>
            <dd style={{ ...tokens.mono, margin: 0, overflowWrap: 'anywhere' }}>{values.join(', ')}</dd>
          </React.Fragment>
        ))}
      </dl>
    </EuiText>
  );
}
