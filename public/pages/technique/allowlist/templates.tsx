import React from 'react';
import {
  EuiAccordion,
  EuiButton,
  EuiFlexGroup,
  EuiFlexItem,
  EuiPanel,
  EuiSpacer,
  EuiText,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AllowlistTemplate, Pack } from '../../../../common/packs';
import { useTier } from '../../../kibana';
import { subj } from '../../../test_subjects';

function answersText({ answers }: AllowlistTemplate, pack: Pack): string | undefined {
  if (answers === 'own') return undefined;
  const published = pack.published?.false_positives.find(({ number }) => number === answers.published_false_positive);
  return published?.text;
}

function TemplateCard({ template, pack, onUse }: { template: AllowlistTemplate; pack: Pack; onUse(): void }) {
  const { can } = useTier();
  const answers = answersText(template, pack);
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="m">
      <EuiFlexGroup direction="column" gutterSize="s" style={{ height: '100%' }}>
        <EuiFlexItem>
          <EuiText size="s">
            <h3>{template.title}</h3>
            <p>
              {template.rules.join(', ')}
              {answers && (
                <>
                  {' · '}
                  {i18n.translate('detectionWorkbench.template.answers', {
                    defaultMessage: 'for the published false positive: {text}',
                    values: { text: answers },
                  })}
                </>
              )}
            </p>
          </EuiText>
          <EuiText size="xs" color="subdued">
            {i18n.translate('detectionWorkbench.template.stillAlerts', {
              defaultMessage: 'Still alerts on: {what}',
              values: { what: template.still_alerts_on },
            })}
          </EuiText>
        </EuiFlexItem>
        {can('tune') && (
          <EuiFlexItem grow={false}>
            <div>
              <EuiButton size="s" onClick={onUse} data-test-subj={subj.allowlist.useTemplate(template.id)}>
                {i18n.translate('detectionWorkbench.template.use', { defaultMessage: 'Fill in' })}
              </EuiButton>
            </div>
          </EuiFlexItem>
        )}
      </EuiFlexGroup>
    </EuiPanel>
  );
}

/** Entries for the known false positives, with blanks for what is local. */
export function Templates({
  pack,
  isOpen,
  onUse,
}: {
  pack: Pack;
  isOpen: boolean;
  onUse(template: AllowlistTemplate): void;
}) {
  const id = useGeneratedHtmlId({ prefix: 'dwTemplates' });
  return (
    <EuiAccordion
      id={id}
      initialIsOpen={isOpen}
      paddingSize="s"
      buttonContent={i18n.translate('detectionWorkbench.template.title', {
        defaultMessage: 'Templates for known false positives ({count, number})',
        values: { count: pack.allowlist.length },
      })}
      data-test-subj={subj.allowlist.templates}
    >
      <EuiSpacer size="s" />
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))', gap: 16 }}>
        {pack.allowlist.map((template) => (
          <TemplateCard key={template.id} template={template} pack={pack} onUse={() => onUse(template)} />
        ))}
      </div>
    </EuiAccordion>
  );
}
