import React, { type ReactNode } from 'react';
import { EuiCallOut, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { Markdown } from '../../../components';
import type { TechniqueTabProps } from '../types';
import { DataSources } from './data_sources';
import { PublishedQuery } from './published_query';
import { ReadinessFindings } from './readiness_findings';
import { RulesTable } from './rules_table';

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <EuiTitle size="s">
        <h2>{title}</h2>
      </EuiTitle>
      <EuiSpacer size="s" />
      {children}
      <EuiSpacer size="xl" />
    </section>
  );
}

/** What the technique is, which rules look for it, what they can see here, and where the content departs from what was published. */
export function OverviewTab({ technique: { summary, rules }, pack }: TechniqueTabProps) {
  const { technique, data_sources: sources } = pack.manifest;
  const labels = new Map(sources.map(({ id, label }) => [id, label]));
  return (
    <>
      {technique.deprecated && (
        <>
          <EuiCallOut
            size="s"
            title={i18n.translate('detectionWorkbench.overview.deprecated', {
              defaultMessage: 'Deprecated since {since}; alerts carry {ids}',
              values: { since: technique.deprecated.since, ids: technique.deprecated.live.join(', ') },
            })}
          >
            <Markdown>{technique.deprecated.reason}</Markdown>
          </EuiCallOut>
          <EuiSpacer size="l" />
        </>
      )}
      <Markdown>{technique.description}</Markdown>
      <EuiSpacer size="l" />
      <Section title={i18n.translate('detectionWorkbench.overview.rules', { defaultMessage: 'Rules' })}>
        <RulesTable rules={rules} techniqueId={summary.id} />
      </Section>
      <Section
        title={i18n.translate('detectionWorkbench.overview.readiness', {
          defaultMessage: 'What the rules cannot see here',
        })}
      >
        <ReadinessFindings techniqueId={summary.id} labels={labels} />
      </Section>
      {pack.published && (
        <Section
          title={i18n.translate('detectionWorkbench.overview.published', { defaultMessage: 'Published and shipped' })}
        >
          <PublishedQuery published={pack.published} rules={rules} />
        </Section>
      )}
      <Section title={i18n.translate('detectionWorkbench.overview.sources', { defaultMessage: 'Data sources' })}>
        <DataSources sources={sources} readiness={summary.readiness} />
      </Section>
      {pack.published && (
        <Section
          title={i18n.translate('detectionWorkbench.overview.falsePositives', {
            defaultMessage: 'Known false positives',
          })}
        >
          <EuiText size="s">
            <ol>
              {pack.published.false_positives.map(({ number, text }) => (
                <li key={number}>{text}</li>
              ))}
            </ol>
          </EuiText>
        </Section>
      )}
    </>
  );
}
