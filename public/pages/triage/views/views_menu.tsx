import React, { useState } from 'react';
import {
  EuiButton,
  EuiButtonEmpty,
  EuiButtonIcon,
  EuiFieldText,
  EuiFlexGroup,
  EuiFlexItem,
  EuiFormRow,
  EuiPopover,
  EuiPopoverFooter,
  EuiPopoverTitle,
  EuiText,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { icons } from '../../../components/icons';
import { MAX_LINE } from '../../../../common/api/fields';
import { deleteView, listViews, saveView } from '../../../../common/api/misc';
import type { ResponseOf } from '../../../../common/api/contract';
import { useApiMutation, useApiQuery, type ApiError } from '../../../api';
import { useTier, useToasts } from '../../../kibana';
import { subj } from '../../../test_subjects';
import { viewFilterOf, type TriageState } from '../state/triage_state';

export type SavedView = ResponseOf<typeof listViews>['views'][number];

interface ViewsMenuProps {
  state: TriageState;
  columns: readonly string[];
  onOpen(view: SavedView): void;
}

const title = i18n.translate('detectionWorkbench.views.title', { defaultMessage: 'Saved views' });

function ViewLine({
  view,
  canEdit,
  onOpen,
  onSave,
  onDelete,
}: {
  view: SavedView;
  canEdit: boolean;
  onOpen(): void;
  onSave(): void;
  onDelete(): void;
}) {
  return (
    <EuiFlexGroup gutterSize="xs" alignItems="center" responsive={false}>
      <EuiFlexItem style={{ alignItems: 'flex-start' }}>
        <EuiButtonEmpty size="s" flush="left" onClick={onOpen} data-test-subj={subj.triage.view(view.id)}>
          {view.name}
        </EuiButtonEmpty>
      </EuiFlexItem>
      {canEdit && (
        <>
          <EuiFlexItem grow={false}>
            <EuiButtonIcon
              iconType="save"
              aria-label={i18n.translate('detectionWorkbench.views.update', {
                defaultMessage: 'Replace "{name}" with what is shown now',
                values: { name: view.name },
              })}
              onClick={onSave}
            />
          </EuiFlexItem>
          <EuiFlexItem grow={false}>
            <EuiButtonIcon
              iconType="trash"
              color="danger"
              aria-label={i18n.translate('detectionWorkbench.views.delete', {
                defaultMessage: 'Delete the view "{name}"',
                values: { name: view.name },
              })}
              onClick={onDelete}
              data-test-subj={subj.triage.viewDelete(view.id)}
            />
          </EuiFlexItem>
        </>
      )}
    </EuiFlexGroup>
  );
}

/** Filters, grouping and columns under a name, for everyone in the space. The time range is not part of a view. */
export function ViewsMenu({ state, columns, onOpen }: ViewsMenuProps) {
  const { can } = useTier();
  const toasts = useToasts();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const views = useApiQuery(listViews, {}, { enabled: isOpen });
  const failed = (error: ApiError) =>
    toasts.addError(error, {
      title: i18n.translate('detectionWorkbench.views.failed', { defaultMessage: 'The view is not saved' }),
    });
  const save = useApiMutation(saveView, {
    invalidates: ['views'],
    onError: failed,
    onSuccess: ({ view }) => {
      setName('');
      toasts.addSuccess({
        title: i18n.translate('detectionWorkbench.views.saved', {
          defaultMessage: 'View saved: {name}',
          values: { name: view.name },
        }),
      });
    },
  });
  const remove = useApiMutation(deleteView, { invalidates: ['views'], onError: failed });

  const content = {
    filter: viewFilterOf(state),
    columns: [...columns],
    ...(state.groupBy ? { groupBy: state.groupBy } : {}),
  };
  const saveNew = () => {
    if (name.trim()) save.mutate({ body: { ...content, name: name.trim() } });
  };
  return (
    <EuiPopover
      isOpen={isOpen}
      closePopover={() => setOpen(false)}
      aria-label={title}
      anchorPosition="downRight"
      button={
        <EuiButtonEmpty
          size="s"
          iconType={icons.menuDown}
          iconSide="right"
          onClick={() => setOpen(!isOpen)}
          data-test-subj={subj.triage.views}
        >
          {title}
        </EuiButtonEmpty>
      }
    >
      <EuiPopoverTitle paddingSize="s">{title}</EuiPopoverTitle>
      <div style={{ width: 320 }}>
        {views.data?.views.length === 0 && (
          <EuiText size="s" color="subdued">
            {i18n.translate('detectionWorkbench.views.none', {
              defaultMessage: 'None yet. Set filters, then give them a name.',
            })}
          </EuiText>
        )}
        <ul>
          {views.data?.views.map((view) => (
            <li key={view.id}>
              <ViewLine
                view={view}
                canEdit={can('triage')}
                onOpen={() => {
                  setOpen(false);
                  onOpen(view);
                }}
                onSave={() =>
                  save.mutate({ body: { ...content, id: view.id, version: view.version, name: view.name } })
                }
                onDelete={() => remove.mutate({ params: { viewId: view.id } })}
              />
            </li>
          ))}
        </ul>
      </div>
      {can('triage') && (
        <EuiPopoverFooter paddingSize="s">
          <EuiFlexGroup gutterSize="s" alignItems="flexEnd" responsive={false}>
            <EuiFlexItem>
              <EuiFormRow
                display="rowCompressed"
                label={i18n.translate('detectionWorkbench.views.name', { defaultMessage: 'Save what is shown now as' })}
              >
                <EuiFieldText
                  compressed
                  value={name}
                  maxLength={MAX_LINE}
                  onChange={({ target }) => setName(target.value)}
                  onKeyDown={({ key }) => key === 'Enter' && saveNew()}
                  data-test-subj={subj.triage.viewName}
                />
              </EuiFormRow>
            </EuiFlexItem>
            <EuiFlexItem grow={false}>
              <EuiButton
                size="s"
                isLoading={save.isLoading}
                isDisabled={name.trim() === ''}
                onClick={saveNew}
                data-test-subj={subj.triage.viewSave}
              >
                {i18n.translate('detectionWorkbench.views.save', { defaultMessage: 'Save' })}
              </EuiButton>
            </EuiFlexItem>
          </EuiFlexGroup>
        </EuiPopoverFooter>
      )}
    </EuiPopover>
  );
}
