import React from 'react';
import { EuiCodeBlock } from '@elastic/eui';

/** A document as it is, to read and to copy. */
export function JsonView({ value, height }: { value: unknown; height?: number }) {
  return (
    <EuiCodeBlock
      language="json"
      fontSize="s"
      paddingSize="s"
      isCopyable
      {...(height ? { overflowHeight: height } : {})}
    >
      {JSON.stringify(value, null, 2)}
    </EuiCodeBlock>
  );
}
