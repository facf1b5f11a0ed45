import React from 'react';
import {
  EuiAccordion,
  EuiBasicTable,
  EuiCallOut,
  EuiLoadingSpinner,
  EuiSpacer,
  EuiText,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { GuardReport } from '../../common/api/guard';
import type { ExpectationVerdict, RowVerdict } from '../../common/expectations';
import { subj } from '../test_subjects';
import { isVerdict, VerdictBadge } from './verdict_badge';
import { icons } from './icons';

export type GuardState =
  | { status: 'loading' }
  /** The change cannot be judged as it stands, e.g. a field is empty. */
  | { status: 'waiting'; message: string }
  | { status: 'failed'; message: string }
  | { status: 'ready'; report: GuardReport; sourceLabels?: Readonly<Record<string, string>> };

type Outlook = 'blinding' | 'weaker' | 'unknown' | 'safe' | 'unproven';

/** The one answer about a change. `unknown` and `unproven` are never shown as safe. */
export function outlookOf({ judgement, blinding, uncovered }: GuardReport): Outlook {
  if (blinding) return 'blinding';
  if (judgement.worse.length > 0) return 'weaker';
  if (judgement.expectations.some(({ verdict }) => verdict === 'unknown')) return 'unknown';
  if (uncovered.length > 0) return 'unproven';
  return 'safe';
}

const LOOK: Record<Outlook, { color: 'danger' | 'warning' | 'success'; icon: string }> = {
  blinding: { color: 'danger', icon: icons.hidden },
  weaker: { color: 'warning', icon: 'sortDown' },
  unknown: { color: 'warning', icon: icons.question },
  unproven: { color: 'warning', icon: icons.question },
  safe: { color: 'success', icon: 'check' },
};

/** A change that loses nothing is no good news while something is not caught. */
function lookOf(outlook: Outlook, { judgement: { totals, expectations } }: GuardReport) {
  const allCaught = totals.caught === expectations.length - totals.not_applicable;
  return outlook === 'safe' && !allCaught ? { color: 'primary' as const, icon: icons.info } : LOOK[outlook];
}

function headline(outlook: Outlook, report: GuardReport): string {
  const { worse, expectations, totals } = report.judgement;
  const tests = (verdict: string) =>
    new Set(report.losses.filter((loss) => loss.verdict === verdict).map(({ testId }) => testId)).size;
  switch (outlook) {
    case 'blinding':
      return i18n.translate('detectionWorkbench.guard.blinding', {
        defaultMessage: 'Would hide {count, plural, one {# expected attack} other {# expected attacks}}',
        values: { count: Math.max(1, tests('blinded')) },
      });
    case 'weaker':
      return i18n.translate('detectionWorkbench.guard.weaker', {
        defaultMessage:
          'Would weaken the detection of {count, plural, one {# expected attack} other {# expected attacks}}',
        values: { count: new Set(worse.map(({ expectation }) => expectation)).size },
      });
    case 'unknown':
      return i18n.translate('detectionWorkbench.guard.unknown', {
        defaultMessage:
          '{count, plural, one {# expected attack} other {# expected attacks}} could not be judged: not known to be safe',
        values: { count: totals.unknown },
      });
    case 'unproven':
      return i18n.translate('detectionWorkbench.guard.unproven', {
        defaultMessage: 'No expected attack is lost, but nothing proves the change harmless for every rule',
      });
    case 'safe':
      return i18n.translate('detectionWorkbench.guard.safe', {
        defaultMessage: 'Nothing is lost: {caught, number} of {total, number} expected attacks caught, as before',
        values: { caught: totals.caught, total: expectations.length - totals.not_applicable },
      });
  }
}

interface Loss {
  expectation: string;
  verdict: RowVerdict['verdict'];
  sources: string[];
  lost: string[];
  caughtBy: string[];
  reason: string | undefined;
}

/** Rows that lost the same rules of the same test are one line: the data sources are listed in it. */
export function lossesOf(worse: readonly RowVerdict[]): Loss[] {
  const losses = new Map<string, Loss>();
  for (const { expectation, source, verdict, lost, caughtBy, reasons } of worse) {
    const key = JSON.stringify([expectation, verdict, lost, caughtBy]);
    const known = losses.get(key);
    if (known) known.sources.push(source);
    else losses.set(key, { expectation, verdict, sources: [source], lost, caughtBy, reason: reasons[0]?.text });
  }
  return [...losses.values()];
}

function lossText({ verdict, lost, caughtBy }: Loss): string {
  const values = { lost: lost.join(', '), left: caughtBy.join(', ') };
  if (verdict === 'unknown') {
    return i18n.translate('detectionWorkbench.guard.lossUnknown', { defaultMessage: 'cannot be judged any more.' });
  }
  if (caughtBy.length === 0) {
    return i18n.translate('detectionWorkbench.guard.lossAll', {
      defaultMessage: 'nothing would alert any more. Lost: {lost}.',
      values,
    });
  }
  if (lost.length === 0) {
    return i18n.translate('detectionWorkbench.guard.lossFewer', {
      defaultMessage: '{left} would alert less than expected.',
      values,
    });
  }
  return i18n.translate('detectionWorkbench.guard.lossSome', {
    defaultMessage: '{lost} would not alert any more; {left} still would.',
    values,
  });
}

function Losses({ report: { judgement }, labels }: { report: GuardReport; labels: Readonly<Record<string, string>> }) {
  const losses = lossesOf(judgement.worse);
  if (losses.length === 0) return null;
  const nameOf = (id: string) => judgement.expectations.find(({ expectation }) => expectation === id)?.name ?? '';
  return (
    <ul>
      {losses.map((loss, index) => (
        <li key={index} data-test-subj={subj.guard.loss}>
          <strong>
            {loss.expectation} {nameOf(loss.expectation)}
          </strong>{' '}
          ({loss.sources.map((source) => labels[source] ?? source).join(', ')}): {lossText(loss)}
          {loss.reason && (
            <EuiText size="xs" style={{ overflowWrap: 'anywhere' }}>
              {loss.reason}
            </EuiText>
          )}
        </li>
      ))}
    </ul>
  );
}

function AllVerdicts({ expectations }: { expectations: readonly ExpectationVerdict[] }) {
  const id = useGeneratedHtmlId({ prefix: 'dwGuard' });
  const shown = expectations.filter(
    ({ verdict, before }) => verdict !== 'not_applicable' || before !== 'not_applicable',
  );
  return (
    <EuiAccordion
      id={id}
      buttonContent={i18n.translate('detectionWorkbench.guard.details', {
        defaultMessage: '{count, plural, one {# attack} other {# attacks}} replayed',
        values: { count: shown.length },
      })}
      data-test-subj={subj.guard.details}
    >
      <EuiBasicTable<ExpectationVerdict>
        tableCaption={i18n.translate('detectionWorkbench.guard.caption', {
          defaultMessage: 'Verdict per expected attack',
        })}
        compressed
        items={shown}
        columns={[
          {
            name: i18n.translate('detectionWorkbench.guard.test', { defaultMessage: 'Expected attack' }),
            render: ({ expectation, name }: ExpectationVerdict) => `${expectation} ${name}`,
          },
          {
            name: i18n.translate('detectionWorkbench.guard.before', { defaultMessage: 'Now' }),
            width: '120px',
            render: ({ before }: ExpectationVerdict) => isVerdict(before) && <VerdictBadge verdict={before} />,
          },
          {
            name: i18n.translate('detectionWorkbench.guard.after', { defaultMessage: 'With the change' }),
            width: '130px',
            render: ({ verdict }: ExpectationVerdict) => isVerdict(verdict) && <VerdictBadge verdict={verdict} />,
          },
          {
            name: i18n.translate('detectionWorkbench.guard.by', { defaultMessage: 'Caught by' }),
            render: ({ caughtBy }: ExpectationVerdict) => caughtBy.join(', '),
          },
        ]}
      />
    </EuiAccordion>
  );
}

/** What a change does to the attacks that must still be caught. Announced politely, because it changes with every keystroke. */
export function GuardPanel({ state }: { state: GuardState }) {
  if (state.status === 'loading') {
    return (
      <EuiText size="s" color="subdued" data-test-subj={subj.guard.busy}>
        <EuiLoadingSpinner size="s" />{' '}
        {i18n.translate('detectionWorkbench.guard.loading', { defaultMessage: 'Loading the recorded attacks' })}
      </EuiText>
    );
  }
  if (state.status !== 'ready') {
    return (
      <EuiCallOut
        size="s"
        color={state.status === 'failed' ? 'danger' : 'primary'}
        iconType={state.status === 'failed' ? 'error' : icons.info}
        title={state.message}
        data-test-subj={subj.guard.panel}
      />
    );
  }
  const { report } = state;
  const outlook = outlookOf(report);
  const { color, icon } = lookOf(outlook, report);
  return (
    <div data-test-subj={subj.guard.panel} data-outlook={outlook}>
      <div aria-live="polite">
        <EuiCallOut
          size="s"
          color={color}
          iconType={icon}
          title={headline(outlook, report)}
          data-test-subj={subj.guard.headline}
        >
          <EuiText size="s">
            <Losses report={report} labels={state.sourceLabels ?? {}} />
            {report.uncovered.length > 0 && (
              <p data-test-subj={subj.guard.uncovered}>
                {i18n.translate('detectionWorkbench.guard.uncovered', {
                  defaultMessage:
                    'No atomic test makes {rules} alert: the guard can say nothing about {count, plural, one {it} other {them}}.',
                  values: { rules: report.uncovered.join(', '), count: report.uncovered.length },
                })}
              </p>
            )}
          </EuiText>
        </EuiCallOut>
      </div>
      <EuiSpacer size="s" />
      <AllVerdicts expectations={report.judgement.expectations} />
    </div>
  );
}
