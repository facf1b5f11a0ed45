import React, { useCallback } from 'react';
import { EuiAccordion, EuiButtonEmpty, EuiLink, EuiSpacer, EuiText, useGeneratedHtmlId } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { tickPlaybook } from '../../../../common/api/alerts';
import type { Pack } from '../../../../common/packs';
import { fillSearch } from '../../../../common/searches';
import { useApiMutation, useInvalidate, type ApiError } from '../../../api';
import { EmptyState, Markdown, SkeletonTable, useAppLink } from '../../../components';
import { PlaybookChecklist, type PlaybookStep } from '../../../components/playbook_checklist';
import { useOpenQuery, useTier, useToasts } from '../../../kibana';
import { paths } from '../../../sections';
import type { AlertDetails } from './use_alert';

/** The searches of a step, filled with the values of the alert and opened where events are shown. */
function StepSearches({ step, pack, alert }: { step: PlaybookStep; pack: Pack; alert: AlertDetails }) {
  const openQuery = useOpenQuery();
  const event = alert.events.at(-1)?.event ?? alert.source;
  const searches = pack.searches.filter(({ id }) => step.searches.includes(id));
  return (
    <EuiText size="s">
      {searches.map((search) => {
        const filled = fillSearch(search, event, alert.row.eventAt ?? alert.row.at);
        const href =
          filled.available &&
          openQuery({
            language: 'kuery',
            query: filled.kql,
            index: search.index,
            columns: search.columns,
            range: { from: filled.from, to: filled.to },
          });
        if (!href) return null;
        return (
          <div key={search.id}>
            <EuiLink href={href} target="_blank">
              {search.title}
            </EuiLink>
          </div>
        );
      })}
    </EuiText>
  );
}

interface PlaybookTabProps {
  alert: AlertDetails;
  pack: Pack | undefined;
}

/** What to do about the alert. Ticks are kept with the alert, for everyone who works on it. */
export function PlaybookTab({ alert, pack }: PlaybookTabProps) {
  const guideId = useGeneratedHtmlId({ prefix: 'dwGuide' });
  const { can } = useTier();
  const link = useAppLink();
  const toasts = useToasts();
  const invalidate = useInvalidate();
  const { row, playbook: ticked } = alert;
  const tick = useApiMutation(tickPlaybook, {
    invalidates: ['alerts'],
    onError: (error: ApiError) => {
      void invalidate(['alerts']);
      toasts.addError(error, {
        title: i18n.translate('detectionWorkbench.playbook.notTicked', { defaultMessage: 'The step is not ticked' }),
      });
    },
  });
  const investigate = `${paths.technique(row.techniqueId, 'investigate')}?alert=${encodeURIComponent(row.id)}`;
  const linkTo = useCallback(
    (kind: string, id: string) => {
      if (kind === 'rule') return `${paths.technique(row.techniqueId, 'tuning')}?rule=${encodeURIComponent(id)}`;
      if (kind === 'test') return `${paths.technique(row.techniqueId, 'tests')}?test=${encodeURIComponent(id)}`;
      return `${investigate}&focus=${encodeURIComponent(id)}`;
    },
    [row.techniqueId, investigate],
  );
  if (!pack) return <SkeletonTable />;
  const onTick = (stepId: string, done: boolean) => {
    const { version } = ticked;
    tick.mutate({ params: { alertId: row.id }, body: { stepId, done, ...(version ? { version } : {}) } });
  };
  return (
    <>
      <EuiButtonEmpty size="s" flush="left" iconType="inspect" {...link(investigate)}>
        {i18n.translate('detectionWorkbench.alert.investigate', {
          defaultMessage: 'All searches and hunts, filled from this alert',
        })}
      </EuiButtonEmpty>
      {pack.guide && (
        <EuiAccordion
          id={guideId}
          buttonContent={i18n.translate('detectionWorkbench.alert.guide', { defaultMessage: 'Investigation guide' })}
        >
          <EuiSpacer size="s" />
          <Markdown linkTo={linkTo}>{pack.guide}</Markdown>
        </EuiAccordion>
      )}
      <EuiSpacer size="m" />
      {pack.playbook ? (
        <PlaybookChecklist
          playbook={pack.playbook}
          ruleKey={row.ruleKey}
          done={ticked.done}
          isBusy={tick.isLoading}
          linkTo={linkTo}
          renderLinks={(step) => <StepSearches step={step} pack={pack} alert={alert} />}
          {...(can('triage') ? { onTick } : {})}
        />
      ) : (
        <EmptyState
          title={i18n.translate('detectionWorkbench.alert.noPlaybook', { defaultMessage: 'The pack has no playbook' })}
        >
          {null}
        </EmptyState>
      )}
    </>
  );
}
