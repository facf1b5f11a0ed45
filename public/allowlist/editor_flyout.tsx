import React, { useCallback, useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiCallOut,
  EuiComboBox,
  EuiFieldText,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFlyout,
  EuiFlyoutBody,
  EuiFlyoutFooter,
  EuiFlyoutHeader,
  EuiForm,
  EuiFormRow,
  EuiLink,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { describeEntry } from '../../common/allowlist';
import { createEntry, updateEntry, type Entry } from '../../common/api/allowlist';
import { MAX_LINE } from '../../common/api/fields';
import { useApiMutation, type Resource } from '../api';
import { completeOverride, ErrorCallout, isReason, newOverride, OverrideFields, ReasonField } from '../components';
import { missingInDraft, useEntryGuard } from '../guard';
import { tierName, useTier, useToasts } from '../kibana';
import { subj } from '../test_subjects';
import { ConditionBuilder } from './condition_builder';
import { ExpiryField } from './expiry_field';
import { isRefused, LivePanel, useEntryPreview } from './live_panel';
import { TemplateFields } from './template_fields';
import { useEntryForm, type EntryForm, type EntryStart } from './use_entry_form';

/** Everything that a written entry shows in. */
export const ALLOWLIST_RESOURCES: readonly Resource[] = [
  'allowlist',
  'techniques',
  'guard',
  'expectations',
  'readiness',
  'activity',
];

export interface AllowlistEditorFlyoutProps {
  /** What the form starts with. Changing it later has no effect: give the flyout another `key`. */
  start: EntryStart;
  /** Rules to choose from. */
  rules: ReadonlyArray<{ key: string; name: string }>;
  /** Field names to suggest, the likeliest first. */
  fields: readonly string[];
  /** The entry that is replaced; absent for a new one. */
  replaces?: Pick<Entry, 'id' | 'version'>;
  onClose(): void;
  onSaved?(entry: Entry): void;
}

function RuleSelect({ form, rules }: { form: EntryForm; rules: AllowlistEditorFlyoutProps['rules'] }) {
  const label = ({ key, name }: { key: string; name: string }) => `${key} ${name}`;
  const known = rules.filter(({ key }) => form.ruleKeys.includes(key));
  const foreign = form.ruleKeys.filter((key) => !rules.some((rule) => rule.key === key));
  return (
    <EuiFormRow
      fullWidth
      label={i18n.translate('detectionWorkbench.entry.rules', { defaultMessage: 'Rules it applies to' })}
    >
      <EuiComboBox
        fullWidth
        compressed
        options={rules.map((rule) => ({ label: label(rule), key: rule.key }))}
        selectedOptions={[
          ...known.map((rule) => ({ label: label(rule), key: rule.key })),
          ...foreign.map((key) => ({ label: key, key })),
        ]}
        onChange={(options) => form.setRuleKeys(options.map(({ key }) => String(key)))}
        data-test-subj={subj.editor.rules}
      />
    </EuiFormRow>
  );
}

function Conditions({ form, fields }: { form: EntryForm; fields: readonly string[] }) {
  if (!form.template) {
    return <ConditionBuilder rows={form.rows} fields={fields} ruleKeys={form.ruleKeys} onChange={form.setRows} />;
  }
  return (
    <>
      <TemplateFields template={form.template} values={form.placeholders} onChange={form.setPlaceholders} />
      <EuiSpacer size="m" />
      <EuiPanel color="subdued" hasShadow={false} paddingSize="m">
        <EuiText size="s" style={{ overflowWrap: 'anywhere' }}>
          <ul>
            {form.conditions.map((condition, index) => (
              <li key={index}>{describeEntry(condition)}</li>
            ))}
          </ul>
          <EuiLink onClick={form.editFreely}>
            {i18n.translate('detectionWorkbench.entry.editFreely', { defaultMessage: 'Edit these conditions freely' })}
          </EuiLink>
        </EuiText>
      </EuiPanel>
      <EuiSpacer size="m" />
    </>
  );
}

/** Writes an allowlist entry: builder at the left, its consequences at the right, before anything is saved. */
export function AllowlistEditorFlyout({
  start,
  rules,
  fields,
  replaces,
  onClose,
  onSaved,
}: AllowlistEditorFlyoutProps) {
  const titleId = useGeneratedHtmlId({ prefix: 'dwEntry' });
  const { can } = useTier();
  const toasts = useToasts();
  const form = useEntryForm(start);
  const guard = useEntryGuard(form.draft, replaces?.id);
  const preview = useEntryPreview(form.draft, replaces?.id);
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(newOverride);
  const [tried, setTried] = useState(false);
  const onlyReasonMissing = start.conditions !== undefined && replaces === undefined;
  const focusReason = useCallback(
    (input: HTMLInputElement | null) => {
      // After the flyout has taken the focus for itself.
      if (input && onlyReasonMissing) requestAnimationFrame(() => input.focus());
    },
    [onlyReasonMissing],
  );

  const options = {
    invalidates: ALLOWLIST_RESOURCES,
    onSuccess: ({ entry }: { entry: Entry }) => {
      toasts.addSuccess({
        title: i18n.translate('detectionWorkbench.entry.saved', {
          defaultMessage: 'Saved and read back: {name}',
          values: { name: entry.name },
        }),
      });
      onSaved?.(entry);
      onClose();
    },
  };
  const create = useApiMutation(createEntry, options);
  const update = useApiMutation(updateEntry, options);
  const error = create.error ?? update.error;
  const blinding = guard.status === 'ready' && guard.report.blinding;
  const accepted = blinding ? completeOverride(override) : undefined;
  const refused = isRefused(preview.data?.findings);
  const incomplete = missingInDraft(form.draft);

  const save = () => {
    setTried(true);
    if (!isReason(reason) || incomplete !== undefined || (blinding && !accepted)) return;
    const body = { ...form.complete(reason.trim()), ...(accepted ? { override: accepted } : {}) };
    if (replaces) update.mutate({ params: { entryId: replaces.id }, body: { ...body, version: replaces.version } });
    else create.mutate({ body });
  };

  return (
    <EuiFlyout onClose={onClose} size="l" ownFocus aria-labelledby={titleId} data-test-subj={subj.editor.flyout}>
      <EuiFlyoutHeader hasBorder>
        <EuiTitle size="m">
          <h2 id={titleId}>
            {replaces
              ? i18n.translate('detectionWorkbench.entry.editTitle', { defaultMessage: 'Edit allowlist entry' })
              : i18n.translate('detectionWorkbench.entry.newTitle', { defaultMessage: 'New allowlist entry' })}
          </h2>
        </EuiTitle>
      </EuiFlyoutHeader>
      <EuiFlyoutBody>
        <EuiFlexGroup gutterSize="xl" alignItems="flexStart">
          <EuiFlexItem grow={1} style={{ minWidth: 0 }}>
            <EuiForm component="div" fullWidth>
              <RuleSelect form={form} rules={rules} />
              <Conditions form={form} fields={fields} />
              <ReasonField
                value={reason}
                onChange={setReason}
                showError={tried}
                onSubmit={save}
                inputRef={focusReason}
                placeholder={i18n.translate('detectionWorkbench.entry.reasonPlaceholder', {
                  defaultMessage: 'Why this is harmless',
                })}
              />
              {blinding && can('manage') && (
                <>
                  <EuiSpacer size="m" />
                  <OverrideFields value={override} onChange={setOverride} showError={tried} />
                </>
              )}
              <EuiSpacer size="m" />
              <EuiFormRow fullWidth label={i18n.translate('detectionWorkbench.entry.name', { defaultMessage: 'Name' })}>
                <EuiFieldText
                  fullWidth
                  compressed
                  maxLength={MAX_LINE}
                  value={form.name}
                  onChange={(event) => form.setName(event.target.value)}
                  data-test-subj={subj.editor.name}
                />
              </EuiFormRow>
              <EuiSpacer size="m" />
              <EuiFlexGroup gutterSize="m">
                <EuiFlexItem>
                  <EuiFormRow
                    fullWidth
                    label={i18n.translate('detectionWorkbench.entry.owner', { defaultMessage: 'Owner' })}
                  >
                    <EuiFieldText
                      fullWidth
                      compressed
                      maxLength={MAX_LINE}
                      value={form.owner}
                      placeholder={i18n.translate('detectionWorkbench.entry.ownerPlaceholder', {
                        defaultMessage: 'You',
                      })}
                      onChange={(event) => form.setOwner(event.target.value)}
                      data-test-subj={subj.editor.owner}
                    />
                  </EuiFormRow>
                </EuiFlexItem>
                <EuiFlexItem>
                  <EuiFormRow
                    fullWidth
                    label={i18n.translate('detectionWorkbench.entry.ticket', { defaultMessage: 'Ticket' })}
                  >
                    <EuiFieldText
                      fullWidth
                      compressed
                      maxLength={MAX_LINE}
                      value={form.ticket}
                      onChange={(event) => form.setTicket(event.target.value)}
                      data-test-subj={subj.editor.ticket}
                    />
                  </EuiFormRow>
                </EuiFlexItem>
              </EuiFlexGroup>
              <EuiSpacer size="m" />
              <ExpiryField value={form.expiresAt} onChange={form.setExpiresAt} />
            </EuiForm>
          </EuiFlexItem>
          <EuiFlexItem grow={1} style={{ minWidth: 0 }}>
            {error && (
              <>
                <ErrorCallout
                  title={i18n.translate('detectionWorkbench.entry.notSaved', {
                    defaultMessage: 'The entry is not saved',
                  })}
                  error={error}
                />
                <EuiSpacer size="m" />
              </>
            )}
            {blinding && !can('manage') && (
              <>
                <EuiCallOut
                  size="s"
                  color="danger"
                  title={i18n.translate('detectionWorkbench.entry.needsOverride', {
                    defaultMessage: 'Hiding an expected attack needs the privilege "{privilege}"',
                    values: { privilege: tierName('manage') },
                  })}
                />
                <EuiSpacer size="m" />
              </>
            )}
            <LivePanel draft={form.draft} replacesEntryId={replaces?.id} guard={guard} preview={preview} />
          </EuiFlexItem>
        </EuiFlexGroup>
      </EuiFlyoutBody>
      <EuiFlyoutFooter>
        <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
          <EuiFlexItem grow={false}>
            <EuiButton
              fill
              color={blinding ? 'danger' : 'primary'}
              isLoading={create.isLoading || update.isLoading}
              isDisabled={incomplete !== undefined || refused || (blinding && !can('manage'))}
              onClick={save}
              data-test-subj={subj.editor.save}
            >
              {blinding
                ? i18n.translate('detectionWorkbench.entry.saveAnyway', { defaultMessage: 'Save with override' })
                : i18n.translate('detectionWorkbench.entry.save', { defaultMessage: 'Save entry' })}
            </EuiButton>
          </EuiFlexItem>
          <EuiFlexItem grow={false}>
            <EuiButtonEmpty onClick={onClose} data-test-subj={subj.editor.cancel}>
              {i18n.translate('detectionWorkbench.entry.cancel', { defaultMessage: 'Cancel' })}
            </EuiButtonEmpty>
          </EuiFlexItem>
          {incomplete !== undefined && (
            <EuiFlexItem>
              <EuiText size="s" color="subdued">
                {incomplete}
              </EuiText>
            </EuiFlexItem>
          )}
        </EuiFlexGroup>
      </EuiFlyoutFooter>
    </EuiFlyout>
  );
}
