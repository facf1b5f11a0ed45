import React, { type CSSProperties } from 'react';
import {
  EuiAccordion,
  EuiCallOut,
  EuiFlexGroup,
  EuiFlexItem,
  EuiForm,
  EuiSpacer,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { saveTuning, type Tuning } from '../../../../common/api/tuning';
import type { Knob, RuleTemplate } from '../../../../common/packs';
import { useApiMutation } from '../../../api';
import { GuardPanel, QueryDiff } from '../../../components';
import { ImpactPanel } from '../../../components/impact';
import { useTuningGuard } from '../../../guard';
import { useTier, useToasts } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { KnobField } from './knob_field';
import { SaveBox } from './save_box';
import { TuningHistory } from './tuning_history';
import { TUNING_RESOURCES } from './resources';
import { useTuningForm, type TuningForm } from './use_tuning_form';

function KnobList({ knobs, form, isDisabled }: { knobs: readonly Knob[]; form: TuningForm; isDisabled: boolean }) {
  return (
    <>
      {knobs.map((knob) => (
        <KnobField
          key={knob.id}
          knob={knob}
          value={form.valueOf(knob)}
          isDefault={form.isDefault(knob)}
          isDisabled={isDisabled}
          problems={form.problemsOf(knob.id)}
          onChange={(value) => form.set(knob.id, value)}
          onReset={() => form.reset(knob.id)}
        />
      ))}
    </>
  );
}

/** A newer pack renamed, removed or narrowed a knob: said here, so that a value is not lost in silence. */
function DroppedValues({ dropped }: { dropped: NonNullable<Tuning['dropped']> }) {
  return (
    <>
      <EuiCallOut
        size="s"
        color="warning"
        title={i18n.translate('detectionWorkbench.tuning.dropped', {
          defaultMessage:
            '{count, plural, one {A saved value is} other {# saved values are}} not used any more since the pack was updated. The history keeps what was saved.',
          values: { count: dropped.length },
        })}
        data-test-subj={subj.tuning.dropped}
      >
        <ul>
          {dropped.map(({ knob, message }) => (
            <li key={`${knob} ${message}`}>{message}</li>
          ))}
        </ul>
      </EuiCallOut>
      <EuiSpacer size="m" />
    </>
  );
}

const isChanged = (form: TuningForm) => (knob: Knob) => !form.isDefault(knob);

/** The consequences stay beside the knob that is being changed, however long the form is. */
const IN_VIEW: CSSProperties = {
  minWidth: 0,
  position: 'sticky',
  top: 'calc(var(--euiFixedHeadersOffset, 0px) + 16px)',
  maxHeight: 'calc(100vh - var(--euiFixedHeadersOffset, 0px) - 32px)',
  overflowY: 'auto',
};

/** Knobs at the left; at the right, following each keystroke: verdicts, save, query, impact. */
export function TuningEditor({ template, tuning }: { template: RuleTemplate; tuning: Tuning }) {
  const { can } = useTier();
  const toasts = useToasts();
  const moreId = useGeneratedHtmlId({ prefix: 'dwKnobs' });
  const form = useTuningForm(template, tuning.values);
  const isValid = form.effective !== undefined;
  const guard = useTuningGuard(
    template,
    form.values,
    isValid
      ? undefined
      : i18n.translate('detectionWorkbench.tuning.invalid', {
          defaultMessage: 'A value is not accepted: see the marked field',
        }),
  );
  const save = useApiMutation(saveTuning, {
    invalidates: TUNING_RESOURCES,
    onSuccess: ({ tuning: saved }) =>
      toasts.addSuccess({
        title: i18n.translate('detectionWorkbench.tuning.saved', {
          defaultMessage: '{rule}: tuning saved as revision {revision, number}',
          values: { rule: saved.ruleKey, revision: saved.revision },
        }),
        'data-test-subj': subj.tuning.saved,
      }),
  });
  const own = form.knobs.filter((knob) => template.knobs.some(({ id }) => id === knob.id));
  const general = form.knobs.filter((knob) => !own.includes(knob));

  return (
    <>
      {tuning.dropped && <DroppedValues dropped={tuning.dropped} />}
      <EuiFlexGroup gutterSize="xl" alignItems="flexStart">
        <EuiFlexItem grow={5} style={{ minWidth: 0 }}>
          <EuiForm component="div" fullWidth data-test-subj={subj.tuning.form}>
            <KnobList knobs={own} form={form} isDisabled={!can('tune')} />
            <EuiSpacer size="l" />
            <EuiAccordion
              id={moreId}
              initialIsOpen={general.some(isChanged(form))}
              buttonContent={i18n.translate('detectionWorkbench.tuning.general', {
                defaultMessage: 'Severity, interval, suppression, data sources',
              })}
              paddingSize="s"
            >
              <KnobList knobs={general} form={form} isDisabled={!can('tune')} />
            </EuiAccordion>
          </EuiForm>
        </EuiFlexItem>
        <EuiFlexItem grow={6} style={IN_VIEW}>
          <GuardPanel state={guard} />
          <EuiSpacer size="m" />
          {can('tune') && (
            <SaveBox
              key={tuning.revision}
              guard={guard}
              isDirty={form.isDirty}
              isValid={isValid}
              isSaving={save.isLoading}
              error={save.error}
              onDiscard={() => {
                save.reset();
                form.discard();
              }}
              onSave={(answer) =>
                save.mutate({
                  params: { ruleKey: template.id },
                  body: {
                    values: mutable(form.values),
                    ...answer,
                    ...(tuning.version ? { version: tuning.version } : {}),
                  },
                })
              }
            />
          )}
          <EuiSpacer size="l" />
          <EuiTitle size="xxs">
            <h3>{i18n.translate('detectionWorkbench.tuning.query', { defaultMessage: 'Effective query' })}</h3>
          </EuiTitle>
          <QueryDiff
            before={form.default.query}
            after={(form.effective ?? form.default).query}
            label={i18n.translate('detectionWorkbench.tuning.queryOf', {
              defaultMessage: 'Effective query of {rule}',
              values: { rule: template.id },
            })}
            comparedWith={i18n.translate('detectionWorkbench.tuning.theDefault', { defaultMessage: 'the default' })}
          />
          {can('tune') && (
            <>
              <EuiSpacer size="l" />
              <ImpactPanel
                change={
                  isValid && form.isDirty
                    ? { kind: 'tuning', ruleKey: template.id, values: mutable(form.values) }
                    : undefined
                }
              />
            </>
          )}
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiSpacer size="xl" />
      <TuningHistory template={template} tuning={tuning} />
    </>
  );
}

type WireValues = Record<string, string | number | boolean | Array<string | number>>;

/** The contract takes plain arrays; the form keeps them read-only. */
const mutable = (values: Readonly<Record<string, unknown>>): WireValues =>
  JSON.parse(JSON.stringify(values)) as WireValues;
