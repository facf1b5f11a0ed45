import React from 'react';
import { EuiCallOut, EuiLink, EuiSpacer, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AlertRow } from '../../../../common/api/alerts';
import type { Pack } from '../../../../common/packs';
import { useAppLink } from '../../../components';
import { icons } from '../../../components/icons';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import { FlyoutSection } from './flyout_section';

interface TestRunProps {
  row: AlertRow;
  pack: Pack | undefined;
}

/** Tests of the technique after which the rule must fire. */
const testsOf = ({ expectations }: Pack, ruleKey: string) =>
  expectations.filter(({ sources }) => sources.some((source) => source.must_fire.some(({ rule }) => rule === ruleKey)));

/** Whether somebody exercised the rule, or somebody attacks. */
export function TestRun({ row, pack }: TestRunProps) {
  const link = useAppLink();
  const tests = pack ? testsOf(pack, row.ruleKey) : [];
  return (
    <FlyoutSection
      title={i18n.translate('detectionWorkbench.alert.testRun', { defaultMessage: 'Is it a test run?' })}
      data-test-subj={subj.alert.testRun}
    >
      {row.testRun ? (
        <EuiCallOut
          size="s"
          iconType={icons.test}
          title={i18n.translate('detectionWorkbench.alert.isTestRun', {
            defaultMessage: 'Yes: its event is marked as demo data or as a replayed recording',
          })}
        />
      ) : (
        <EuiText size="s">
          {i18n.translate('detectionWorkbench.alert.noTestRun', {
            defaultMessage: 'Nothing in the event marks it as a test.',
          })}
        </EuiText>
      )}
      {tests.length > 0 && (
        <>
          <EuiSpacer size="s" />
          <EuiText size="s">
            <p>
              {i18n.translate('detectionWorkbench.alert.testsOfRule', {
                defaultMessage: 'Atomic tests that raise this alert; ask whoever runs them, and compare the recording:',
              })}
            </p>
            <ul>
              {tests.map(({ id, title }) => (
                <li key={id}>
                  <EuiLink {...link(`${paths.technique(row.techniqueId, 'tests')}?test=${encodeURIComponent(id)}`)}>
                    {id} {title}
                  </EuiLink>
                </li>
              ))}
            </ul>
          </EuiText>
        </>
      )}
    </FlyoutSection>
  );
}
