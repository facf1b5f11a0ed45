import React, { useMemo, useState } from 'react';
import {
  EuiBadge,
  EuiIcon,
  EuiLink,
  EuiScreenReaderOnly,
  EuiText,
  EuiTextColor,
  useEuiBackgroundColor,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ExplainNode, Explanation } from '../../../common/eql';
import { useTokens } from '../tokens';
import { subj } from '../../test_subjects';
import { ClauseValues } from './clause_values';
import { clauseRows, type ClauseRow } from './rows';

type Verdict = ExplainNode['verdict'];

function VerdictIcon({ verdict }: { verdict: Verdict }) {
  const label =
    verdict === true
      ? i18n.translate('detectionWorkbench.clause.holds', { defaultMessage: 'Holds' })
      : verdict === false
        ? i18n.translate('detectionWorkbench.clause.fails', { defaultMessage: 'Does not hold' })
        : i18n.translate('detectionWorkbench.clause.notEvaluated', { defaultMessage: 'Not evaluated' });
  const [type, color] =
    verdict === true ? ['check', 'success'] : verdict === false ? ['cross', 'danger'] : ['minus', 'subdued'];
  return <EuiIcon type={type} color={color} size="m" aria-label={label} />;
}

function groupText(node: ExplainNode): string | undefined {
  switch (node.label) {
    case 'and':
      return i18n.translate('detectionWorkbench.clause.all', { defaultMessage: 'All of these' });
    case 'or':
      return i18n.translate('detectionWorkbench.clause.any', { defaultMessage: 'At least one of these' });
    case 'not':
      return i18n.translate('detectionWorkbench.clause.not', { defaultMessage: 'Not' });
    default:
      return undefined;
  }
}

function Condition({ row }: { row: ClauseRow }) {
  const tokens = useTokens();
  const group = groupText(row.node);
  if (group) return <strong>{group}</strong>;
  return <span style={{ ...tokens.mono, overflowWrap: 'anywhere' }}>{row.text}</span>;
}

export interface ClauseTreeProps {
  root: ExplainNode;
  firstDecidingFalse?: ExplainNode | undefined;
  /** Names the table for screen readers. */
  caption: string;
}

/** One condition tree: each clause with its verdict, what the query asks for and what the event has, side by side. */
export function ConditionTree({ root, firstDecidingFalse, caption }: ClauseTreeProps) {
  const tokens = useTokens();
  const highlight = useEuiBackgroundColor('danger');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => clauseRows(root, firstDecidingFalse, open), [root, firstDecidingFalse, open]);
  const border = tokens.theme.border.thin;
  const cell = {
    padding: `${tokens.theme.size.xs} ${tokens.theme.size.s}`,
    verticalAlign: 'top',
    borderBottom: border,
  } as const;
  const head = { ...cell, textAlign: 'left', fontWeight: 600 } as const;
  return (
    <EuiText size="xs" style={{ overflowX: 'auto' }}>
      <table
        data-test-subj={subj.clauseTree.root}
        style={{ width: '100%', borderCollapse: 'collapse', border: 0, tableLayout: 'fixed' }}
      >
        <EuiScreenReaderOnly>
          <caption>{caption}</caption>
        </EuiScreenReaderOnly>
        <thead>
          <tr>
            <th scope="col" style={{ ...head, width: '44%' }}>
              {i18n.translate('detectionWorkbench.clause.condition', { defaultMessage: 'Condition' })}
            </th>
            <th scope="col" style={{ ...head, width: '30%' }}>
              {i18n.translate('detectionWorkbench.clause.asked', { defaultMessage: 'Rule asks for' })}
            </th>
            <th scope="col" style={{ ...head, width: '26%' }}>
              {i18n.translate('detectionWorkbench.clause.actual', { defaultMessage: 'Event has' })}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const indent = {
              ...cell,
              paddingLeft: `calc(${tokens.theme.size.s} + ${row.depth} * ${tokens.theme.size.base})`,
            };
            if (row.folded) {
              return (
                <tr key={row.key}>
                  <td colSpan={3} style={indent}>
                    <EuiLink onClick={() => setOpen((now) => new Set([...now, row.key]))}>
                      {i18n.translate('detectionWorkbench.clause.folded', {
                        defaultMessage:
                          '{count, plural, one {# other alternative} other {# other alternatives}} did not match',
                        values: { count: row.folded.length },
                      })}
                    </EuiLink>
                  </td>
                </tr>
              );
            }
            return (
              <tr
                key={row.key}
                data-test-subj={row.deciding ? subj.clauseTree.deciding : subj.clauseTree.node}
                style={row.deciding ? { background: highlight } : {}}
              >
                <td style={indent}>
                  <span style={{ display: 'flex', gap: 6, alignItems: 'flex-start' }}>
                    <VerdictIcon verdict={row.node.verdict} />
                    <span style={{ minWidth: 0 }}>
                      <Condition row={row} />{' '}
                      {row.deciding && (
                        <EuiBadge color="danger">
                          {i18n.translate('detectionWorkbench.clause.deciding', { defaultMessage: 'decided' })}
                        </EuiBadge>
                      )}
                    </span>
                  </span>
                </td>
                <td style={cell}>
                  {row.node.literal && <ClauseValues values={row.node.literal} matched={row.node.matched} />}
                </td>
                <td style={cell}>
                  {row.node.missing ? (
                    <EuiTextColor color="subdued">
                      {i18n.translate('detectionWorkbench.clause.noValue', { defaultMessage: 'no value' })}
                    </EuiTextColor>
                  ) : (
                    row.node.actual && <ClauseValues values={row.node.actual} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </EuiText>
  );
}

/** The explanation of a rule on one event: one tree, or one per stage of a sequence. */
export function ClauseTree({ explanation, caption }: { explanation: Explanation; caption: string }) {
  if (explanation.kind === 'event') {
    return (
      <ConditionTree root={explanation.root} firstDecidingFalse={explanation.firstDecidingFalse} caption={caption} />
    );
  }
  return (
    <>
      {explanation.stages.map((stage) => (
        <section key={stage.stage}>
          <EuiText size="xs">
            <h4>
              <VerdictIcon verdict={stage.serves} />{' '}
              {i18n.translate('detectionWorkbench.clause.stage', {
                defaultMessage: 'Step {step, number} of the sequence',
                values: { step: stage.stage + 1 },
              })}{' '}
              {stage.missing &&
                i18n.translate('detectionWorkbench.clause.stageMissing', { defaultMessage: '(must be absent)' })}
            </h4>
            {stage.missingKeys.length > 0 && (
              <p>
                {i18n.translate('detectionWorkbench.clause.missingKeys', {
                  defaultMessage: 'The event lacks what the steps are joined by: {fields}.',
                  values: { fields: stage.missingKeys.join(', ') },
                })}
              </p>
            )}
          </EuiText>
          <ConditionTree
            root={stage.root}
            firstDecidingFalse={stage.serves ? undefined : explanation.firstDecidingFalse}
            caption={`${caption} ${stage.stage + 1}`}
          />
        </section>
      ))}
    </>
  );
}
