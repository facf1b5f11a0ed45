import React, { useEffect, useState } from 'react';
import { EuiFlexGroup, EuiFlexItem, EuiSpacer } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { explainEvent } from '../../../common/api/misc';
import { useApiQuery } from '../../api';
import { EmptyState, Loaded, PageFrame } from '../../components';
import { useUrlState } from '../../hooks';
import { EventInput } from './event_input';
import { Results } from './results';
import { StartingPoints } from './starting_points';

const title = i18n.translate('detectionWorkbench.explain.title', { defaultMessage: 'Explain' });

type Asked = { event: Record<string, unknown> } | { eventId: string; index?: string };

/** An event against every rule: why it alerts, or the first thing that stops it. A stored event comes by `?eventId=` and `?index=`. */
export function ExplainPage() {
  const { get, set } = useUrlState();
  const eventId = get('eventId');
  const index = get('index');
  const [text, setText] = useState('');
  /** The recorded event that the text still is. */
  const [attack, setAttack] = useState('');
  const [pasted, setPasted] = useState<Record<string, unknown>>();
  const asked: Asked | undefined = pasted
    ? { event: pasted }
    : eventId === undefined
      ? undefined
      : { eventId, ...(index ? { index } : {}) };
  const query = useApiQuery(explainEvent, { body: asked ?? {} }, { enabled: asked !== undefined, staleTime: 0 });

  // A stored event is shown where one would be pasted, so that it can be changed and tried again.
  const stored = pasted ? undefined : query.data?.event;
  useEffect(() => {
    if (stored) setText(JSON.stringify(stored, null, 2));
  }, [stored]);

  const explain = (event: Record<string, unknown>) => {
    setPasted(event);
    set({ eventId: undefined, index: undefined });
  };
  const edit = (changed: string) => {
    setText(changed);
    setAttack('');
  };
  return (
    <PageFrame
      section="explain"
      title={title}
      description={i18n.translate('detectionWorkbench.explain.description', {
        defaultMessage:
          'Paste an event to see, rule by rule, why it alerts or what stops it: the query, the allowlist, the schedule.',
      })}
      crumbs={[{ text: title }]}
    >
      <EuiFlexGroup gutterSize="xl" alignItems="flexStart">
        <EuiFlexItem grow={2} style={{ minWidth: 0 }}>
          <StartingPoints
            attack={attack}
            onAttack={(id, event) => {
              setAttack(id);
              setText(JSON.stringify(event, null, 2));
              explain(event);
            }}
            onStored={(stored) => {
              setAttack('');
              setPasted(undefined);
              set(stored);
            }}
          />
          <EuiSpacer size="m" />
          <EventInput text={text} onText={edit} onEvent={explain} isBusy={asked !== undefined && query.isFetching} />
        </EuiFlexItem>
        <EuiFlexItem grow={3} style={{ minWidth: 0 }}>
          {asked === undefined ? (
            <EmptyState
              icon="inspect"
              title={i18n.translate('detectionWorkbench.explain.none.title', { defaultMessage: 'No event yet' })}
            >
              <p>
                {i18n.translate('detectionWorkbench.explain.none.body', {
                  defaultMessage:
                    'Paste one, or begin with an event of a recorded attack. The answers of all rules appear here, those that match first.',
                })}
              </p>
            </EmptyState>
          ) : (
            <Loaded
              query={query}
              errorTitle={i18n.translate('detectionWorkbench.explain.failed', {
                defaultMessage: 'The event could not be explained',
              })}
            >
              {({ rules }) => <Results key={query.dataUpdatedAt} rules={rules} />}
            </Loaded>
          )}
        </EuiFlexItem>
      </EuiFlexGroup>
    </PageFrame>
  );
}
