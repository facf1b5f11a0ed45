import React from 'react';
import { EuiBasicTable, EuiCallOut, EuiCode, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getReadiness } from '../../../../common/api/readiness';
import type { Readiness, ReadinessReason } from '../../../../common/readiness';
import { useApiQuery } from '../../../api';
import { Loaded } from '../../../components';
import { subj } from '../../../test_subjects';

interface Finding {
  key: string;
  reason: ReadinessReason;
  sources: string[];
  rules: string[];
}

const ORDER: Record<ReadinessReason['level'], number> = { blind: 0, limited: 1, unknown: 2, ready: 3 };

/** One finding per reason, with the rules and data sources it concerns; the worst first. */
export function findingsOf(rows: readonly Readiness[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const { rule, source, reason, also } of rows) {
    for (const one of [reason, ...also]) {
      if (one.level === 'ready') continue;
      const key = `${one.code} ${one.sentence}`;
      const known = found.get(key) ?? { key, reason: one, sources: [], rules: [] };
      if (!known.sources.includes(source)) known.sources.push(source);
      if (!known.rules.includes(rule)) known.rules.push(rule);
      found.set(key, known);
    }
  }
  return [...found.values()].sort((a, b) => ORDER[a.reason.level] - ORDER[b.reason.level]);
}

/** What the rules cannot see here, why, and what to do about it. */
export function ReadinessFindings({
  techniqueId,
  labels,
}: {
  techniqueId: string;
  labels: ReadonlyMap<string, string>;
}) {
  const query = useApiQuery(getReadiness, { query: { techniqueId } });
  return (
    <Loaded query={query}>
      {({ rows }) => {
        const findings = findingsOf(rows);
        if (findings.length === 0) {
          return (
            <EuiCallOut
              size="s"
              color="success"
              title={i18n.translate('detectionWorkbench.readiness.allReady', {
                defaultMessage: 'Every rule can see what it needs on every data source',
              })}
            />
          );
        }
        return (
          <EuiBasicTable<Finding>
            tableCaption={i18n.translate('detectionWorkbench.readiness.caption', {
              defaultMessage: 'What rules cannot see, and why',
            })}
            items={findings}
            data-test-subj={subj.technique.readiness}
            columns={[
              {
                name: i18n.translate('detectionWorkbench.readiness.column.source', { defaultMessage: 'Data sources' }),
                width: '20%',
                render: ({ sources }: Finding) => sources.map((source) => labels.get(source) ?? source).join(', '),
              },
              {
                name: i18n.translate('detectionWorkbench.readiness.column.reason', { defaultMessage: 'What is wrong' }),
                render: ({ reason }: Finding) => (
                  <EuiText size="s">
                    {reason.sentence} <EuiCode>{reason.code}</EuiCode>
                  </EuiText>
                ),
              },
              {
                name: i18n.translate('detectionWorkbench.readiness.column.advice', { defaultMessage: 'What to do' }),
                width: '30%',
                render: ({ reason }: Finding) => reason.advice,
              },
              {
                name: i18n.translate('detectionWorkbench.readiness.column.rules', { defaultMessage: 'Rules' }),
                width: '16%',
                render: ({ rules }: Finding) => rules.join(', '),
              },
            ]}
          />
        );
      }}
    </Loaded>
  );
}
