import { i18n } from '@kbn/i18n';
import type { ApplyEvent, PlanItem } from '../../common/api/content';
import type { TransferItem } from '../../common/api/transfer';

export type PlannedKind = PlanItem['kind'] | TransferItem['kind'];
type Outcome = Extract<ApplyEvent, { type: 'item' }>['outcome'];

export function actionName(action: PlanItem['action']): string {
  switch (action) {
    case 'create':
      return i18n.translate('detectionWorkbench.plan.create', { defaultMessage: 'Create' });
    case 'update':
      return i18n.translate('detectionWorkbench.plan.update', { defaultMessage: 'Change' });
    case 'unchanged':
      return i18n.translate('detectionWorkbench.plan.unchanged', { defaultMessage: 'Unchanged' });
    case 'blocked':
      return i18n.translate('detectionWorkbench.plan.blocked', { defaultMessage: 'Blocked' });
    case 'remove':
      return i18n.translate('detectionWorkbench.plan.remove', { defaultMessage: 'Remove' });
    case 'keep':
      return i18n.translate('detectionWorkbench.plan.keep', { defaultMessage: 'Keep' });
  }
}

export const ACTION_COLOR: Record<PlanItem['action'], string> = {
  create: 'success',
  update: 'primary',
  unchanged: 'hollow',
  blocked: 'danger',
  remove: 'warning',
  keep: 'hollow',
};

export function kindName(kind: PlannedKind): string {
  switch (kind) {
    case 'rule':
      return i18n.translate('detectionWorkbench.plan.kind.rule', { defaultMessage: 'Rules' });
    case 'exception_list':
      return i18n.translate('detectionWorkbench.plan.kind.list', { defaultMessage: 'Exception lists' });
    case 'data_view':
      return i18n.translate('detectionWorkbench.plan.kind.view', { defaultMessage: 'Data views' });
    case 'saved_search':
      return i18n.translate('detectionWorkbench.plan.kind.search', { defaultMessage: 'Saved searches' });
    case 'tuning':
      return i18n.translate('detectionWorkbench.plan.kind.tuning', { defaultMessage: 'Tunings' });
    case 'allowlist_entry':
      return i18n.translate('detectionWorkbench.plan.kind.entry', { defaultMessage: 'Allowlist entries' });
  }
}

export function outcomeName(outcome: Outcome): string {
  switch (outcome) {
    case 'created':
      return i18n.translate('detectionWorkbench.apply.created', { defaultMessage: 'Created' });
    case 'updated':
      return i18n.translate('detectionWorkbench.apply.updated', { defaultMessage: 'Changed' });
    case 'unchanged':
      return i18n.translate('detectionWorkbench.apply.unchanged', { defaultMessage: 'Unchanged' });
    case 'enabled':
      return i18n.translate('detectionWorkbench.apply.enabled', { defaultMessage: 'Enabled' });
    case 'removed':
      return i18n.translate('detectionWorkbench.apply.removed', { defaultMessage: 'Removed' });
    case 'skipped':
      return i18n.translate('detectionWorkbench.apply.skipped', { defaultMessage: 'Skipped' });
    case 'failed':
      return i18n.translate('detectionWorkbench.apply.failed', { defaultMessage: 'Failed' });
  }
}
