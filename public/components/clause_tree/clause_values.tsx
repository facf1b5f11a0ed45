import React, { useState } from 'react';
import { EuiLink } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useTokens } from '../tokens';

const SHOWN = 4;

const textOf = (value: unknown): string => {
  if (value === null) return 'null';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** A few values on one line, the matching ones first and bold; long lists open on demand. */
export function ClauseValues({
  values,
  matched = [],
}: {
  values: readonly unknown[];
  matched?: readonly unknown[] | undefined;
}) {
  const tokens = useTokens();
  const [open, setOpen] = useState(false);
  const isMatch = (value: unknown) => matched.some((other) => textOf(other) === textOf(value));
  const ordered = [...values.filter(isMatch), ...values.filter((value) => !isMatch(value))];
  const shown = open ? ordered : ordered.slice(0, SHOWN);
  return (
    <span style={{ ...tokens.mono, overflowWrap: 'anywhere' }}>
      {shown.map((value, index) => (
        <React.Fragment key={index}>
          {index > 0 && ', '}
          {isMatch(value) ? <strong>{textOf(value)}</strong> : textOf(value)}
        </React.Fragment>
      ))}
      {ordered.length > shown.length && (
        <>
          {' '}
          <EuiLink onClick={() => setOpen(true)}>
            {i18n.translate('detectionWorkbench.clause.moreValues', {
              defaultMessage: '+{count, number} more',
              values: { count: ordered.length - shown.length },
            })}
          </EuiLink>
        </>
      )}
    </span>
  );
}
