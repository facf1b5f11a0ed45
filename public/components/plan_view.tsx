import React, { type ReactNode } from 'react';
import {
  EuiAccordion,
  EuiBadge,
  EuiBadgeGroup,
  EuiFlexGroup,
  EuiFlexItem,
  EuiSpacer,
  EuiText,
  EuiTitle,
  useGeneratedHtmlId,
} from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { PlanItem } from '../../common/api/content';
import { subj } from '../test_subjects';
import { DiffTable } from './diff_table';
import { ACTION_COLOR, actionName, kindName, type PlannedKind } from './plan_words';

const KINDS = ['rule', 'exception_list', 'data_view', 'saved_search', 'tuning', 'allowlist_entry'] as const;
/** The others follow from the rules. */
const OPEN = new Set<PlannedKind>(['rule', 'tuning', 'allowlist_entry']);

/** An object of a plan, of content or of a file from another space. */
type ShownItem = Pick<PlanItem, 'id' | 'name' | 'action' | 'reason' | 'diff'> & {
  kind: PlannedKind;
  packId?: string;
  userEdits?: PlanItem['userEdits'];
};

function ItemDiff({ item }: { item: ShownItem }) {
  const id = useGeneratedHtmlId({ prefix: 'dwPlan' });
  const diffs = [...item.diff, ...(item.userEdits ?? [])];
  if (diffs.length === 0) return null;
  return (
    <EuiAccordion
      id={id}
      buttonContent={
        <EuiText size="xs">
          {i18n.translate('detectionWorkbench.plan.fields', {
            defaultMessage: '{count, plural, one {# field differs} other {# fields differ}}',
            values: { count: diffs.length },
          })}
        </EuiText>
      }
    >
      <DiffTable
        diffs={diffs}
        caption={i18n.translate('detectionWorkbench.plan.diffCaption', {
          defaultMessage: 'What changes in {name}',
          values: { name: item.name },
        })}
      />
    </EuiAccordion>
  );
}

/** What is done with one object, why, and which fields change. `control` is a choice beside it. */
function PlanRow({ item, control }: { item: ShownItem; control?: ReactNode }) {
  return (
    <li data-test-subj={subj.install.item} style={{ paddingBlock: 6 }}>
      <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
        <EuiFlexItem grow={false} style={{ width: 88 }}>
          <EuiBadge color={ACTION_COLOR[item.action]} style={{ alignSelf: 'flex-start' }}>
            {actionName(item.action)}
          </EuiBadge>
        </EuiFlexItem>
        <EuiFlexItem>
          <EuiText size="s">
            {item.kind === 'rule' && <strong>{item.id} </strong>}
            {item.name}
          </EuiText>
          {item.reason && (
            <EuiText size="xs" color="subdued">
              {item.reason}
            </EuiText>
          )}
          <ItemDiff item={item} />
        </EuiFlexItem>
        {control && <EuiFlexItem grow={false}>{control}</EuiFlexItem>}
      </EuiFlexGroup>
    </li>
  );
}

function PlanGroup<T extends ShownItem>({
  kind,
  items,
  control,
}: {
  kind: PlannedKind;
  items: readonly T[];
  control?: (item: T) => ReactNode;
}) {
  const id = useGeneratedHtmlId({ prefix: 'dwPlanGroup' });
  const actions = [...new Set(items.map(({ action }) => action))];
  return (
    <EuiAccordion
      id={id}
      initialIsOpen={OPEN.has(kind)}
      paddingSize="s"
      buttonContent={
        <EuiFlexGroup gutterSize="s" alignItems="center" responsive={false}>
          <EuiTitle size="xxs">
            <h3>{kindName(kind)}</h3>
          </EuiTitle>
          <EuiBadgeGroup gutterSize="xs">
            {actions.map((action) => (
              <EuiBadge key={action} color={ACTION_COLOR[action]}>
                {actionName(action)} {items.filter((item) => item.action === action).length}
              </EuiBadge>
            ))}
          </EuiBadgeGroup>
        </EuiFlexGroup>
      }
    >
      <ul>
        {items.map((item) => (
          <PlanRow key={`${item.packId ?? ''} ${item.id}`} item={item} control={control?.(item)} />
        ))}
      </ul>
    </EuiAccordion>
  );
}

/** A plan, object by object, grouped by kind. Nothing of it is written yet. */
export function PlanView<T extends ShownItem>({
  items,
  control,
}: {
  items: readonly T[];
  control?: (item: T) => ReactNode;
}) {
  return (
    <>
      {KINDS.map((kind) => {
        const own = items.filter((item) => item.kind === kind);
        if (own.length === 0) return null;
        return (
          <React.Fragment key={kind}>
            <PlanGroup kind={kind} items={own} {...(control ? { control } : {})} />
            <EuiSpacer size="m" />
          </React.Fragment>
        );
      })}
    </>
  );
}
