/** "Open in Detection Workbench" on the cells of Security's alert tables and of its alert flyout. */
import type { CellActionExecutionContext } from '@kbn/cell-actions';
import { i18n } from '@kbn/i18n';
import type { CoreStart } from '@kbn/core/public';
import type { UiActionsStart } from '@kbn/ui-actions-plugin/public';
import { APP_ID } from '../../../common/tiers';
import { openCell } from './open_cell';

export const ACTION_ID = `${APP_ID}-openCell`;
const TRIGGERS = ['security-default-cellActions', 'security-detailsFlyout-cellActions'];
/** Tables of alerts, e.g. `alerts-page`, and the flyouts over them. Other tables show events, hosts, users. */
const ALERT_SCOPE = 'alerts-';

/** Security makes its triggers about two seconds after it is opened. */
const RETRY_MS = 500;
const MOST_TRIES = 120;

/** One cell of a table of alerts. A point in time leads nowhere. The value may not be known yet. */
export function isAlertCell({ data, metadata }: CellActionExecutionContext): boolean {
  const [cell] = data;
  return (
    cell !== undefined &&
    data.length === 1 &&
    cell.field.type !== 'date' &&
    metadata?.scopeId?.startsWith(ALERT_SCOPE) === true
  );
}

/** For a user who may see the workbench, once Security is open. */
export function offerCellAction(core: CoreStart, uiActions: UiActionsStart): void {
  const name = i18n.translate('detectionWorkbench.cellAction.name', { defaultMessage: 'Open in Detection Workbench' });
  uiActions.registerAction<CellActionExecutionContext>({
    id: ACTION_ID,
    type: ACTION_ID,
    order: 100,
    getDisplayName: () => name,
    getDisplayNameTooltip: () => name,
    getIconType: () => 'inspect',
    isCompatible: async (context) => isAlertCell(context),
    execute: async ({ data: [cell] }) => {
      if (cell) await openCell(core, cell.field.name, cell.value);
    },
  });
  for (const trigger of TRIGGERS) attachWhenThere(uiActions, trigger, MOST_TRIES);
}

function attachWhenThere(uiActions: UiActionsStart, trigger: string, tries: number): void {
  try {
    uiActions.getTrigger(trigger);
    uiActions.attachAction(trigger, ACTION_ID);
  } catch {
    // Not there yet; a version without it ends here in silence.
    if (tries > 1) setTimeout(() => attachWhenThere(uiActions, trigger, tries - 1), RETRY_MS);
  }
}
