/**
 * What is behind the doors. The entry loads this module when the first door is used; the tab, which needs half of the
 * application, comes as a chunk of its own.
 */
import type { CoreStart } from '@kbn/core/public';
import { caseVerdictView } from './case_verdict/case_verdict_view';

export { offerCellAction } from './cell_action/cell_action';
export { findPages } from './global_search/find_pages';

/** As React's `lazy` wants it. */
export async function whyTab(core: CoreStart) {
  return { default: (await import('./discover_tab/why_tab')).whyTab(core) };
}

/** As React's `lazy` wants it. @param core of a user who may see the workbench */
export async function caseVerdict(core: CoreStart | undefined) {
  return { default: caseVerdictView(core) };
}
