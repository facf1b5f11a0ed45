import React, { useMemo, useState } from 'react';
import { EuiFlexGroup, EuiFlexItem, EuiSpacer, EuiSwitch, EuiText, useEuiBackgroundColor } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useTokens } from '../tokens';
import { subj } from '../../test_subjects';
import { diffQueries, type DiffToken } from './diff';
import { QueryBox, tokenColor } from './query_code';
import { linesOf } from './tokens';

/** Lines around a change that are shown with it. */
const CONTEXT = 1;

const isChanged = (line: readonly DiffToken[]) =>
  line.some(({ change, text }) => change !== 'same' && text.trim() !== '');

/** For each line whether it is near a change. */
function nearChange(lines: ReadonlyArray<readonly DiffToken[]>): boolean[] {
  const changed = lines.map(isChanged);
  return lines.map((_, index) => changed.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(Boolean));
}

function DiffSpan({ token }: { token: DiffToken }) {
  const tokens = useTokens();
  const added = useEuiBackgroundColor('success');
  const removed = useEuiBackgroundColor('danger');
  const style = { color: tokenColor(token.kind, tokens) };
  if (token.change === 'same' || token.text.trim() === '') return <span style={style}>{token.text}</span>;
  return token.change === 'added' ? (
    <ins style={{ background: added, color: tokens.theme.colors.text, fontWeight: 600 }}>{token.text}</ins>
  ) : (
    <del style={{ background: removed, color: tokens.theme.colors.text }}>{token.text}</del>
  );
}

export interface QueryDiffProps {
  before: string;
  after: string;
  /** Names the box for screen readers. */
  label: string;
  /** What `before` is: "the default", "the saved query". */
  comparedWith: string;
}

/** The query as it would become, with what is added and what is taken out; unchanged stretches are folded away. */
export function QueryDiff({ before, after, label, comparedWith }: QueryDiffProps) {
  const [whole, setWhole] = useState(false);
  const lines = useMemo(() => linesOf(diffQueries(before, after)), [before, after]);
  const shown = useMemo(() => nearChange(lines), [lines]);
  const changes = lines.filter(isChanged).length;
  return (
    <>
      <EuiFlexGroup alignItems="center" justifyContent="spaceBetween" gutterSize="s" responsive={false}>
        <EuiFlexItem grow={false}>
          <EuiText size="xs" color="subdued">
            {changes === 0
              ? i18n.translate('detectionWorkbench.query.same', {
                  defaultMessage: 'The same as {comparedWith}.',
                  values: { comparedWith },
                })
              : i18n.translate('detectionWorkbench.query.changedLines', {
                  defaultMessage: '{changes, plural, one {# line differs} other {# lines differ}} from {comparedWith}.',
                  values: { changes, comparedWith },
                })}
          </EuiText>
        </EuiFlexItem>
        {changes > 0 && (
          <EuiFlexItem grow={false}>
            <EuiSwitch
              compressed
              label={i18n.translate('detectionWorkbench.query.whole', { defaultMessage: 'Whole query' })}
              checked={whole}
              onChange={(event) => setWhole(event.target.checked)}
            />
          </EuiFlexItem>
        )}
      </EuiFlexGroup>
      <EuiSpacer size="xs" />
      <QueryBox label={label} text={after} data-test-subj={subj.query.diff}>
        <code>
          {lines.map((line, index) => {
            if (!whole && changes > 0 && !shown[index]) {
              return shown[index - 1] || index === 0 ? <div key={index}>…</div> : null;
            }
            return (
              <div key={index}>
                {line.map((token, position) => (
                  <DiffSpan key={position} token={token} />
                ))}
                {line.length === 0 && '\n'}
              </div>
            );
          })}
        </code>
      </QueryBox>
    </>
  );
}
