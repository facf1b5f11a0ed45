/** "Why it fired", or why not, as a tab of Discover's document flyout. */
import { createElement, lazy, Suspense, type ReactElement } from 'react';
import { render as draw, unmountComponentAtNode } from 'react-dom';
import { i18n } from '@kbn/i18n';
import type { DocViewRenderProps, UnifiedDocViewerSetup } from '@kbn/unified-doc-viewer-plugin/public';
import { APP_ID } from '../../../common/tiers';
import type { Hall } from '../door';

/** After Kibana's own Table (10) and JSON (20). */
const ORDER = 30;

/** The tab is there for those who may see the workbench; who that is, is known only after start. */
export function offerWhyTab({ addDocView, registry }: UnifiedDocViewerSetup, { viewer, behind, report }: Hall): void {
  const offer = async () => {
    const core = await viewer();
    if (!core) return;
    const Tab = lazy(async () => (await behind()).whyTab(core));
    const elementOf = (props: DocViewRenderProps) =>
      createElement(Suspense, { fallback: null }, createElement(Tab, { hit: props.hit }));

    // React, too, may call it, with a second argument of its own.
    function render(element: HTMLElement, props: DocViewRenderProps): () => void;
    function render(props: DocViewRenderProps): ReactElement;
    function render(first: DocViewRenderProps | HTMLElement, props?: DocViewRenderProps): ReactElement | (() => void) {
      if (!(first instanceof HTMLElement)) return elementOf(first);
      draw(elementOf(props as DocViewRenderProps), first);
      return () => unmountComponentAtNode(first);
    }

    const view = {
      id: `${APP_ID}-why`,
      title: i18n.translate('detectionWorkbench.discoverTab.title', { defaultMessage: 'Why it fired' }),
      order: ORDER,
      render,
    };
    if (addDocView) addDocView(view);
    else registry?.add(view);
  };
  offer().catch(report);
}
