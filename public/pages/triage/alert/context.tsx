import React from 'react';
import { EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useTokens } from '../../../components';
import { subj } from '../../../test_subjects';
import { FactList } from './fact_list';
import { networkFacts, parentFacts, processFacts, type Fact } from './facts';
import { FlyoutSection } from './flyout_section';
import { ScoreTable, ScoreText } from './score';
import type { AlertDetails } from './use_alert';

const parentTitle = i18n.translate('detectionWorkbench.alert.parent', { defaultMessage: 'Started by' });
const processTitle = i18n.translate('detectionWorkbench.alert.process', { defaultMessage: 'Process' });
const networkTitle = i18n.translate('detectionWorkbench.alert.network', { defaultMessage: 'Network' });

/** Events of a sequence are numbered, a single event needs no number. */
const titleOf = (title: string, index: number, total: number): string =>
  total < 2
    ? title
    : i18n.translate('detectionWorkbench.alert.stepTitle', {
        defaultMessage: '{title}, step {step, number}',
        values: { title, step: index + 1 },
      });

/** The process below the one that started it. */
function ProcessTree({ parent, own }: { parent: readonly Fact[]; own: readonly Fact[] }) {
  const { size, border } = useTokens().theme;
  return (
    <>
      {parent.length > 0 && (
        <>
          <EuiText size="xs" color="subdued">
            {parentTitle}
          </EuiText>
          <FactList facts={parent} caption={parentTitle} />
        </>
      )}
      {parent.length > 0 ? (
        <div style={{ marginBlockStart: size.s, paddingInlineStart: size.m, borderInlineStart: border.thick }}>
          <FactList facts={own} caption={processTitle} />
        </div>
      ) : (
        <FactList facts={own} caption={processTitle} />
      )}
    </>
  );
}

/** Who did it and with whom it talked, for each event of the alert. */
export function Context({ alert }: { alert: AlertDetails }) {
  const events = alert.events.length > 0 ? alert.events.map(({ event }) => event) : [alert.source];
  return (
    <>
      {events.map((event, index) => {
        const [parent, own, network] = [parentFacts(event), processFacts(event), networkFacts(event)];
        return (
          <React.Fragment key={index}>
            {parent.length + own.length > 0 && (
              <FlyoutSection title={titleOf(processTitle, index, events.length)} data-test-subj={subj.alert.process}>
                <ProcessTree parent={parent} own={own} />
              </FlyoutSection>
            )}
            {network.length > 0 && (
              <FlyoutSection title={titleOf(networkTitle, index, events.length)} data-test-subj={subj.alert.network}>
                <FactList facts={network} caption={networkTitle} />
              </FlyoutSection>
            )}
          </React.Fragment>
        );
      })}
      {alert.row.score && (
        <FlyoutSection title={i18n.translate('detectionWorkbench.alert.score', { defaultMessage: 'Score' })}>
          <EuiText size="s">
            <p>
              <ScoreText score={alert.row.score} />
            </p>
          </EuiText>
          <ScoreTable score={alert.row.score} />
        </FlyoutSection>
      )}
    </>
  );
}
