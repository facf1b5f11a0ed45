/**
 * Doors from other parts of Kibana into the workbench. Each is optional: a contract that is absent, has another form or
 * throws costs that door and nothing else. Nothing here is a stable public API of Kibana.
 */
import type { CasesPublicSetup } from '@kbn/cases-plugin/public';
import type { GlobalSearchPluginSetup } from '@kbn/global-search-plugin/public';
import type { UiActionsStart } from '@kbn/ui-actions-plugin/public';
import type { UnifiedDocViewerSetup } from '@kbn/unified-doc-viewer-plugin/public';
import { offerCaseVerdict } from './case_verdict/attachment_type';
import { watchForSecurity } from './cell_action/watch_for_security';
import { offerWhyTab } from './discover_tab/doc_view';
import type { Hall } from './door';
import { offerGlobalSearch } from './global_search/provider';

export type { Behind } from './door';

/** Other plugins, by their ids in `optionalPlugins` of the manifest. */
export interface SetupDeps {
  cases?: CasesPublicSetup;
  globalSearch?: GlobalSearchPluginSetup;
  unifiedDocViewer?: UnifiedDocViewerSetup;
}

export interface StartDeps {
  uiActions?: UiActionsStart;
}

/** In setup. Never throws. */
export function offerDoors({ cases, globalSearch, unifiedDocViewer }: SetupDeps, hall: Hall): void {
  attempt(hall, () => globalSearch && offerGlobalSearch(globalSearch, hall));
  attempt(hall, () => unifiedDocViewer && offerWhyTab(unifiedDocViewer, hall));
  attempt(hall, () => cases && offerCaseVerdict(cases, hall));
}

/** In start: what needs contracts that are complete only then. Never throws. */
export function openDoors({ uiActions }: StartDeps, hall: Hall): void {
  attempt(hall, () => uiActions && watchForSecurity(uiActions, hall));
}

function attempt(hall: Hall, offer: () => void): void {
  try {
    offer();
  } catch (error) {
    hall.report(error);
  }
}
