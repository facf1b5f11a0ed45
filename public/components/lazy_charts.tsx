/** Charts come in their own chunk, after the words and numbers. */
import React, { lazy, Suspense, type ComponentProps } from 'react';

const LazySparkline = lazy(async () => ({ default: (await import('./sparkline')).Sparkline }));

export const Sparkline = (props: ComponentProps<typeof LazySparkline>) => (
  <Suspense fallback={<div style={{ width: 96, height: 28 }} />}>
    <LazySparkline {...props} />
  </Suspense>
);
