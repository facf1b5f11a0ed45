import React, { useState } from 'react';
import { EuiBadge, EuiBasicTable, EuiButtonEmpty, EuiText, EuiTitle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { revertTuning, tuningHistory, type Tuning, type TuningRevision } from '../../../../common/api/tuning';
import type { RuleTemplate } from '../../../../common/packs';
import { useApiMutation, useApiQuery } from '../../../api';
import { Loaded, RelativeTime, valueText } from '../../../components';
import { ReasonModal } from '../../../components/reason_modal';
import { useTier, useToasts } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { TUNING_RESOURCES } from './resources';

interface KnobChange {
  knob: string;
  /** Members that came and went, for lists; otherwise the two values. */
  text: string;
}

const labelOf = (template: RuleTemplate, id: string) => template.knobs.find((knob) => knob.id === id)?.label ?? id;

/** What a revision changed against the one before it. */
export function knobChanges(
  template: RuleTemplate,
  before: TuningRevision['values'],
  after: TuningRevision['values'],
): KnobChange[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const inForce = (values: TuningRevision['values'], id: string) =>
    values[id] ?? template.knobs.find((knob) => knob.id === id)?.default;
  return ids.flatMap((id): KnobChange[] => {
    const old = inForce(before, id);
    const fresh = inForce(after, id);
    if (JSON.stringify(old) === JSON.stringify(fresh)) return [];
    if (Array.isArray(old) && Array.isArray(fresh)) {
      const texts = (list: readonly unknown[]) => list.map(String);
      const added = texts(fresh).filter((item) => !texts(old).includes(item));
      const removed = texts(old).filter((item) => !texts(fresh).includes(item));
      const parts = [...added.map((item) => `+${item}`), ...removed.map((item) => `−${item}`)];
      return [{ knob: labelOf(template, id), text: parts.join(', ') }];
    }
    return [{ knob: labelOf(template, id), text: `${valueText(old)} → ${valueText(fresh)}` }];
  });
}

/** Who changed the rule, when and why, and a way back to each earlier state. */
export function TuningHistory({ template, tuning }: { template: RuleTemplate; tuning: Tuning }) {
  const { can } = useTier();
  const toasts = useToasts();
  const [reverting, setReverting] = useState<number>();
  const history = useApiQuery(tuningHistory, { params: { ruleKey: template.id } });
  const revert = useApiMutation(revertTuning, {
    invalidates: TUNING_RESOURCES,
    onSuccess: () => {
      setReverting(undefined);
      toasts.addSuccess({
        title: i18n.translate('detectionWorkbench.tuning.reverted', {
          defaultMessage: 'The earlier values are in force again',
        }),
      });
    },
  });
  const ask = (revision: number) => {
    revert.reset();
    setReverting(revision);
  };
  return (
    <section data-test-subj={subj.tuning.history}>
      <EuiTitle size="xs">
        <h2>{i18n.translate('detectionWorkbench.tuning.history', { defaultMessage: 'History' })}</h2>
      </EuiTitle>
      <Loaded query={history}>
        {({ revisions }) =>
          revisions.length === 0 ? (
            <EuiText size="s" color="subdued">
              <p>
                {i18n.translate('detectionWorkbench.tuning.neverTuned', {
                  defaultMessage: 'Never tuned: the rule runs with the defaults of the pack.',
                })}
              </p>
            </EuiText>
          ) : (
            <EuiBasicTable<TuningRevision>
              tableCaption={i18n.translate('detectionWorkbench.tuning.historyCaption', {
                defaultMessage: 'Revisions of the tuning, newest first',
              })}
              items={revisions}
              columns={[
                {
                  field: 'revision',
                  name: i18n.translate('detectionWorkbench.tuning.revision', { defaultMessage: 'Revision' }),
                  width: '90px',
                },
                {
                  name: i18n.translate('detectionWorkbench.tuning.when', { defaultMessage: 'When' }),
                  width: '140px',
                  render: ({ at }: TuningRevision) => <RelativeTime at={at} />,
                },
                {
                  field: 'author',
                  name: i18n.translate('detectionWorkbench.tuning.who', { defaultMessage: 'Who' }),
                  width: '140px',
                },
                { field: 'reason', name: i18n.translate('detectionWorkbench.tuning.why', { defaultMessage: 'Why' }) },
                {
                  name: i18n.translate('detectionWorkbench.tuning.what', { defaultMessage: 'What' }),
                  render: (revision: TuningRevision) => {
                    const older = revisions[revisions.indexOf(revision) + 1];
                    const changes = knobChanges(template, older?.values ?? {}, revision.values);
                    return (
                      <EuiText size="s">
                        {changes.map(({ knob, text }) => (
                          <div key={knob}>
                            {knob}: {text}
                          </div>
                        ))}
                        {revision.override && (
                          <EuiBadge color="danger">
                            {i18n.translate('detectionWorkbench.tuning.overridden', { defaultMessage: 'override' })}
                          </EuiBadge>
                        )}
                      </EuiText>
                    );
                  },
                },
                ...(can('tune')
                  ? [
                      {
                        name: i18n.translate('detectionWorkbench.tuning.undo', { defaultMessage: 'Way back' }),
                        width: '170px',
                        render: ({ revision }: TuningRevision) => {
                          const target = revision === tuning.revision ? (revisions[1]?.revision ?? 0) : revision;
                          return (
                            <EuiButtonEmpty
                              size="xs"
                              flush="left"
                              onClick={() => ask(target)}
                              data-test-subj={subj.tuning.revert(target)}
                            >
                              {revision === tuning.revision
                                ? i18n.translate('detectionWorkbench.tuning.undoLast', {
                                    defaultMessage: 'Undo this change',
                                  })
                                : i18n.translate('detectionWorkbench.tuning.revertTo', {
                                    defaultMessage: 'Back to this',
                                  })}
                            </EuiButtonEmpty>
                          );
                        },
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
      {reverting !== undefined && (
        <ReasonModal
          title={
            reverting === 0
              ? i18n.translate('detectionWorkbench.tuning.revertDefaults', {
                  defaultMessage: 'Put {rule} back to the defaults?',
                  values: { rule: template.id },
                })
              : i18n.translate('detectionWorkbench.tuning.revertTitle', {
                  defaultMessage: 'Put {rule} back to revision {revision, number}?',
                  values: { rule: template.id, revision: reverting },
                })
          }
          confirm={i18n.translate('detectionWorkbench.tuning.revertConfirm', { defaultMessage: 'Put back' })}
          initialReason={i18n.translate('detectionWorkbench.tuning.revertReason', {
            defaultMessage: 'Back to revision {revision, number}',
            values: { revision: reverting },
          })}
          isBusy={revert.isLoading}
          error={revert.error}
          onCancel={() => setReverting(undefined)}
          onConfirm={({ reason, override }) =>
            revert.mutate({
              params: { ruleKey: template.id },
              body: {
                revision: reverting,
                reason,
                ...(tuning.version ? { version: tuning.version } : {}),
                ...(override ? { override } : {}),
              },
            })
          }
          data-test-subj={subj.tuning.revertConfirm}
        />
      )}
    </section>
  );
}
