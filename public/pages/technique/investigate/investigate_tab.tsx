import React, { useCallback } from 'react';
import { EuiCallOut, EuiFlexGroup, EuiFlexItem, EuiLink, EuiSpacer, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { getAlert, tickPlaybook } from '../../../../common/api/alerts';
import type { EventDocument } from '../../../../common/allowlist';
import type { Hunt, SavedSearch } from '../../../../common/packs';
import { fillSearch } from '../../../../common/searches';
import { useApiMutation, useApiQuery } from '../../../api';
import { Markdown, useAppLink } from '../../../components';
import { PlaybookChecklist, type PlaybookStep } from '../../../components/playbook_checklist';
import { useTimeRange, useUrlState } from '../../../hooks';
import { useTier } from '../../../kibana';
import { paths } from '../../../sections';
import { subj } from '../../../test_subjects';
import type { TechniqueTabProps } from '../types';
import { QueryCard } from './query_card';

interface AlertContext {
  event: EventDocument;
  at: string;
}

function SearchCard({
  search,
  alert,
  isFocused,
}: {
  search: SavedSearch;
  alert: AlertContext | undefined;
  isFocused: boolean;
}) {
  const filled = alert && fillSearch(search, alert.event, alert.at);
  const ready = filled?.available ? filled : undefined;
  return (
    <QueryCard
      id={search.id}
      title={search.title}
      description={search.description}
      limits={search.limits}
      query={ready?.kql ?? search.query}
      isFocused={isFocused}
      {...(ready
        ? {
            open: {
              language: 'kuery',
              query: ready.kql,
              index: search.index,
              columns: search.columns,
              range: { from: ready.from, to: ready.to },
            },
          }
        : {})}
      {...(filled && !filled.available
        ? {
            note: i18n.translate('detectionWorkbench.investigate.missing', {
              defaultMessage: 'The alert has no {fields}.',
              values: { fields: filled.missing.join(', ') },
            }),
          }
        : alert
          ? {}
          : {
              note: i18n.translate('detectionWorkbench.investigate.fromAlert', {
                defaultMessage: 'The blanks are filled in when it is opened from an alert.',
              }),
            })}
      data-test-subj={subj.investigate.search(search.id)}
    />
  );
}

function HuntCard({ hunt, range, isFocused }: { hunt: Hunt; range: { from: string; to: string }; isFocused: boolean }) {
  return (
    <QueryCard
      id={hunt.id}
      title={hunt.title}
      description={
        <>
          {hunt.description} {hunt.reading}
        </>
      }
      limits={hunt.limits}
      query={hunt.query}
      open={{ language: hunt.language, query: hunt.query, index: hunt.language === 'kuery' ? hunt.index : [], range }}
      isFocused={isFocused}
      {...(hunt.language === 'esql'
        ? {
            note: i18n.translate('detectionWorkbench.investigate.esql', {
              defaultMessage: 'ES|QL, from {version} on.',
              values: { version: hunt.min_stack },
            }),
          }
        : {})}
      data-test-subj={subj.investigate.hunt(hunt.id)}
    />
  );
}

/** The guide, the playbook, and the queries to go on with; with `?alert=` all of it is about that alert. */
export function InvestigateTab({ technique: { summary }, pack }: TechniqueTabProps) {
  const url = useUrlState();
  const time = useTimeRange();
  const { can } = useTier();
  const link = useAppLink();
  const alertId = url.get('alert');
  const focus = url.get('focus');
  const alert = useApiQuery(getAlert, { params: { alertId: alertId ?? '' } }, { enabled: alertId !== undefined });
  const tick = useApiMutation(tickPlaybook, { invalidates: ['alerts'] });
  const context = alert.data && { event: alert.data.source, at: alert.data.row.eventAt ?? alert.data.row.at };
  const here = paths.technique(summary.id, 'investigate');
  const queryPath = useCallback(
    (id: string) => `${here}?${new URLSearchParams({ focus: id, ...(alertId ? { alert: alertId } : {}) }).toString()}`,
    [here, alertId],
  );
  const linkTo = useCallback(
    (kind: string, id: string) => {
      if (kind === 'rule') return `${paths.technique(summary.id, 'tuning')}?rule=${id}`;
      return kind === 'test' ? `${paths.technique(summary.id, 'tests')}?test=${id}` : queryPath(id);
    },
    [summary.id, queryPath],
  );
  const titleOf = (id: string) => [...pack.searches, ...pack.hunts].find((query) => query.id === id)?.title;
  const stepLinks = (step: PlaybookStep) => (
    <EuiText size="s">
      {[...step.searches, ...step.hunts].map((id) => (
        <div key={id}>
          <EuiLink {...link(queryPath(id))}>
            {id} {titleOf(id)}
          </EuiLink>
        </div>
      ))}
    </EuiText>
  );
  const onTick = (stepId: string, done: boolean) => {
    if (!alert.data) return;
    const { version } = alert.data.playbook;
    tick.mutate({ params: { alertId: alert.data.row.id }, body: { stepId, done, ...(version ? { version } : {}) } });
  };

  return (
    <>
      {alert.data && (
        <>
          <EuiCallOut
            size="s"
            title={i18n.translate('detectionWorkbench.investigate.alert', {
              defaultMessage: 'For the alert: {reason}',
              values: { reason: alert.data.row.reason },
            })}
          />
          <EuiSpacer size="m" />
        </>
      )}
      <EuiFlexGroup gutterSize="xl" alignItems="flexStart">
        <EuiFlexItem grow={1} style={{ minWidth: 0 }} data-test-subj={subj.investigate.guide}>
          {pack.guide && <Markdown linkTo={linkTo}>{pack.guide}</Markdown>}
        </EuiFlexItem>
        <EuiFlexItem grow={1} style={{ minWidth: 0 }}>
          {pack.playbook && (
            <>
              <EuiTitle size="s">
                <h2>{pack.playbook.title}</h2>
              </EuiTitle>
              <PlaybookChecklist
                playbook={pack.playbook}
                linkTo={linkTo}
                renderLinks={stepLinks}
                isBusy={tick.isLoading}
                {...(alert.data ? { done: alert.data.playbook.done, ruleKey: alert.data.row.ruleKey } : {})}
                {...(alert.data && can('triage') ? { onTick } : {})}
              />
            </>
          )}
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="xl" />
      <EuiFlexGroup gutterSize="xl" alignItems="flexStart">
        <EuiFlexItem grow={1} style={{ minWidth: 0 }}>
          <EuiTitle size="s">
            <h2>{i18n.translate('detectionWorkbench.investigate.searches', { defaultMessage: 'Saved searches' })}</h2>
          </EuiTitle>
          <EuiSpacer size="s" />
          {pack.searches.map((search) => (
            <SearchCard key={search.id} search={search} alert={context} isFocused={focus === search.id} />
          ))}
        </EuiFlexItem>
        <EuiFlexItem grow={1} style={{ minWidth: 0 }}>
          <EuiTitle size="s">
            <h2>{i18n.translate('detectionWorkbench.investigate.hunts', { defaultMessage: 'Hunting queries' })}</h2>
          </EuiTitle>
          <EuiSpacer size="s" />
          {pack.hunts.map((hunt) => (
            <HuntCard
              key={hunt.id}
              hunt={hunt}
              range={{ from: time.from, to: time.to }}
              isFocused={focus === hunt.id}
            />
          ))}
        </EuiFlexItem>
      </EuiFlexGroup>
    </>
  );
}
