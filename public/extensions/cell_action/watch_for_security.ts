/** Security's tables are only met in Security: until it is opened, nothing of the action is loaded. */
import type { UiActionsStart } from '@kbn/ui-actions-plugin/public';
import type { Hall } from '../door';

const SECURITY_APP = 'securitySolutionUI';

export function watchForSecurity(uiActions: UiActionsStart, { viewer, behind, report }: Hall): void {
  const watch = async () => {
    const core = await viewer();
    if (!core) return;
    const subscription = core.application.currentAppId$.subscribe((appId) => {
      if (appId !== SECURITY_APP) return;
      // The answer may come within `subscribe`, before there is a subscription to end.
      queueMicrotask(() => subscription.unsubscribe());
      behind()
        .then((parts) => parts.offerCellAction(core, uiActions))
        .catch(report);
    });
  };
  watch().catch(report);
}
