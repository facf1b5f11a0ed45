import React, { type ReactNode } from 'react';
import { EuiPanel, EuiSkeletonRectangle, EuiStat } from '@elastic/eui';

export interface KeyFigure {
  id: string;
  label: string;
  value: ReactNode;
  /** Below the number: what it is made of. */
  detail?: ReactNode;
  color?: 'default' | 'success' | 'warning' | 'danger' | 'subdued';
  'data-test-subj'?: string;
}

/** A row of numbers that answer "how are we doing" at one glance. */
export function KeyFigures({ figures, isLoading = false }: { figures: readonly KeyFigure[]; isLoading?: boolean }) {
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))', gap: 16 }}>
      {figures.map(({ id, label, value, detail, color = 'default', 'data-test-subj': testSubject }) => (
        <EuiPanel key={id} hasBorder hasShadow={false} paddingSize="m" data-test-subj={testSubject ?? `dwFigure-${id}`}>
          <EuiStat
            title={isLoading ? <EuiSkeletonRectangle width={64} height={28} isLoading /> : value}
            description={label}
            titleSize="m"
            titleColor={color}
            reverse
          >
            {detail}
          </EuiStat>
        </EuiPanel>
      ))}
    </div>
  );
}
