import React from 'react';
import { EuiBasicTable, EuiCode, EuiTextColor } from '@elastic/eui';
import { i18n } from '@kbn/i18n';

export interface FieldDiff {
  field: string;
  before?: unknown;
  after?: unknown;
  cause?: string;
}

/** A value on one line: text as it is, everything else as JSON. */
export const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const Value = ({ value }: { value: unknown }) =>
  value === undefined || value === null || value === '' ? (
    <EuiTextColor color="subdued">
      {i18n.translate('detectionWorkbench.diff.none', { defaultMessage: 'none' })}
    </EuiTextColor>
  ) : (
    <EuiCode transparentBackground style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {valueText(value)}
    </EuiCode>
  );

/** Before beside after, field by field. */
export function DiffTable({ diffs, caption }: { diffs: readonly FieldDiff[]; caption: string }) {
  const hasCause = diffs.some(({ cause }) => cause);
  return (
    <EuiBasicTable<FieldDiff>
      tableCaption={caption}
      items={[...diffs]}
      compressed
      columns={[
        {
          field: 'field',
          name: i18n.translate('detectionWorkbench.diff.field', { defaultMessage: 'Field' }),
          width: '20%',
        },
        {
          name: i18n.translate('detectionWorkbench.diff.before', { defaultMessage: 'Before' }),
          render: ({ before }: FieldDiff) => <Value value={before} />,
        },
        {
          name: i18n.translate('detectionWorkbench.diff.after', { defaultMessage: 'After' }),
          render: ({ after }: FieldDiff) => <Value value={after} />,
        },
        ...(hasCause
          ? [
              {
                field: 'cause',
                name: i18n.translate('detectionWorkbench.diff.cause', { defaultMessage: 'Cause' }),
                width: '22%',
              },
            ]
          : []),
      ]}
    />
  );
}
