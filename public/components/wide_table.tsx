import React, { type ReactNode } from 'react';

/** Below this the columns of our widest tables run into each other. */
const MIN_WIDTH = 1180;

/** A table that scrolls by itself in a narrow window; its links and badges take the focus, so a keyboard scrolls it too. */
export const WideTable = ({ children }: { children: ReactNode }) => (
  <div style={{ overflowX: 'auto' }}>
    <div style={{ minWidth: MIN_WIDTH }}>{children}</div>
  </div>
);
