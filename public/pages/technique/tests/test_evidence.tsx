import React, { useState } from 'react';
import {
  EuiAccordion,
  EuiBadge,
  EuiBadgeGroup,
  EuiButtonEmpty,
  EuiButtonGroup,
  EuiFlexGroup,
  EuiFlexItem,
  EuiLink,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ResponseOf } from '../../../../common/api/contract';
import type { getExpectation } from '../../../../common/api/expectations';
import { AbsoluteTime, ClauseTree, JsonView } from '../../../components';
import { downloadFiles } from '../../../components/download';
import { icons } from '../../../components/icons';
import { eventSummary, eventTime } from '../../../components/event_summary';
import { subj } from '../../../test_subjects';
import { RuleVerdictBadge } from './matrix_cell';

type Evidence = ResponseOf<typeof getExpectation>;
type RecordedEvent = Evidence['recordings'][number]['events'][number];
type RuleExplanation = RecordedEvent['explanations'][number];

function RuleReason({ reason }: { reason: RuleExplanation }) {
  return (
    <section>
      <EuiTitle size="xxs">
        <h4>
          {reason.explanation.verdict
            ? i18n.translate('detectionWorkbench.evidence.matches', {
                defaultMessage: '{rule} matches',
                values: { rule: reason.ruleKey },
              })
            : i18n.translate('detectionWorkbench.evidence.matchesNot', {
                defaultMessage: '{rule} does not match',
                values: { rule: reason.ruleKey },
              })}
        </h4>
      </EuiTitle>
      {reason.hiddenBy && (
        <EuiText size="s" color="danger">
          {i18n.translate('detectionWorkbench.evidence.hiddenBy', {
            defaultMessage: 'Hidden by the allowlist entry "{entry}"',
            values: { entry: reason.hiddenBy },
          })}
        </EuiText>
      )}
      <ClauseTree
        explanation={reason.explanation}
        caption={i18n.translate('detectionWorkbench.evidence.caption', {
          defaultMessage: 'Clauses of {rule} on this event',
          values: { rule: reason.ruleKey },
        })}
      />
      <EuiSpacer size="m" />
    </section>
  );
}

/** One recorded event: which rules take it, and for each rule which clause decided. */
function EventPanel({ event, expected }: { event: RecordedEvent; expected: ReadonlySet<string> }) {
  const id = useGeneratedHtmlId({ prefix: 'dwEvent' });
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const matching = event.explanations.filter(({ explanation }) => explanation.verdict);
  const relevant = event.explanations.filter(
    ({ ruleKey, explanation }) => explanation.verdict || expected.has(ruleKey),
  );
  const shown = all ? event.explanations : relevant;
  const at = eventTime(event.event);
  return (
    <EuiPanel hasBorder hasShadow={false} paddingSize="s" data-test-subj={subj.tests.recordingEvent}>
      <EuiAccordion
        id={id}
        onToggle={setOpen}
        paddingSize="s"
        buttonContent={
          <EuiText size="s">
            {at && <AbsoluteTime at={at} />} {eventSummary(event.event)}
          </EuiText>
        }
        extraAction={
          <EuiBadgeGroup gutterSize="xs">
            {matching.map(({ ruleKey, hiddenBy }) => (
              <EuiBadge key={ruleKey} color={hiddenBy ? 'danger' : 'success'}>
                {ruleKey}
              </EuiBadge>
            ))}
          </EuiBadgeGroup>
        }
      >
        {open && (
          <>
            {shown.map((reason) => (
              <RuleReason key={reason.ruleKey} reason={reason} />
            ))}
            {!all && event.explanations.length > relevant.length && (
              <EuiText size="s">
                <EuiLink onClick={() => setAll(true)}>
                  {i18n.translate('detectionWorkbench.evidence.otherRules', {
                    defaultMessage: 'Why {count, plural, one {# other rule does} other {# other rules do}} not match',
                    values: { count: event.explanations.length - relevant.length },
                  })}
                </EuiLink>
                <EuiSpacer size="s" />
              </EuiText>
            )}
            <JsonView value={event.event} height={280} />
          </>
        )}
      </EuiAccordion>
    </EuiPanel>
  );
}

/** NDJSON, one event a line: what the import page and `--events` take. */
const recordingFile = (testId: string, { dataSource, events }: Evidence['recordings'][number]) => ({
  name: `${testId}.${dataSource}.ndjson`,
  mediaType: 'application/x-ndjson',
  text: events.map(({ event }) => `${JSON.stringify(event)}\n`).join(''),
});

interface TestEvidenceProps {
  testId: string;
  evidence: Evidence;
  /** Data sources as people know them, by id. */
  labels: ReadonlyMap<string, string>;
}

/** Verdicts per data source and the recording behind them. */
export function TestEvidence({ testId, evidence, labels }: TestEvidenceProps) {
  const [chosen, setChosen] = useState(evidence.recordings[0]?.dataSource);
  const recording = evidence.recordings.find(({ dataSource }) => dataSource === chosen);
  if (!recording) {
    return (
      <EuiText size="s" color="subdued">
        {i18n.translate('detectionWorkbench.evidence.none', { defaultMessage: 'There is no recording of this test.' })}
      </EuiText>
    );
  }
  const cells = evidence.cells.filter(
    ({ source, expected, verdict }) => source === chosen && (expected > 0 || verdict !== 'not_applicable'),
  );
  const expected = new Set(cells.map(({ rule }) => rule));
  return (
    <>
      <EuiFlexGroup alignItems="center" gutterSize="s" wrap>
        <EuiFlexItem grow={false}>
          <EuiButtonGroup
            legend={i18n.translate('detectionWorkbench.evidence.source', {
              defaultMessage: 'Data source of the recording',
            })}
            options={evidence.recordings.map(({ dataSource }) => ({
              id: dataSource,
              label: labels.get(dataSource) ?? dataSource,
            }))}
            idSelected={recording.dataSource}
            onChange={setChosen}
            buttonSize="compressed"
          />
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiButtonEmpty
            size="s"
            iconType={icons.export}
            onClick={() => downloadFiles([recordingFile(testId, recording)], testId)}
            data-test-subj={subj.tests.download}
          >
            {i18n.translate('detectionWorkbench.evidence.download', { defaultMessage: 'Download the recording' })}
          </EuiButtonEmpty>
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="m" />
      {cells.map((cell) => (
        <EuiText size="s" key={cell.rule}>
          <RuleVerdictBadge cell={cell} />{' '}
          {i18n.translate('detectionWorkbench.evidence.count', {
            defaultMessage: '{matches, plural, one {# match} other {# matches}}, {expected, number} expected.',
            values: { matches: cell.matches, expected: cell.expected },
          })}{' '}
          {cell.reasons.map(({ text }) => text).join(' ')}
        </EuiText>
      ))}
      <EuiSpacer size="m" />
      {recording.events.map((event, index) => (
        <React.Fragment key={index}>
          <EventPanel event={event} expected={expected} />
          <EuiSpacer size="s" />
        </React.Fragment>
      ))}
    </>
  );
}
