/** Doubles of the plugins that have doors into the workbench, in the forms that the two lines of Kibana have them. */
import { firstValueFrom } from 'rxjs';
import type { CasesPublicSetup, ExternalReferenceAttachmentType } from '@kbn/cases-plugin/public';
import type { CellActionExecutionContext } from '@kbn/cell-actions';
import type { GlobalSearchPluginSetup, GlobalSearchResultProvider } from '@kbn/global-search-plugin/public';
import type { ActionDefinition, UiActionsStart } from '@kbn/ui-actions-plugin/public';
import type { DocView, UnifiedDocViewerSetup } from '@kbn/unified-doc-viewer-plugin/public';
import type { KibanaLine } from '../kibana_core';

export const CELL_TRIGGERS = ['security-default-cellActions', 'security-detailsFlyout-cellActions'];

type CellAction = ActionDefinition<CellActionExecutionContext>;

export class Neighbours {
  readonly providers: GlobalSearchResultProvider[] = [];
  readonly docViews: DocView[] = [];
  readonly attachmentTypes = new Map<string, ExternalReferenceAttachmentType>();
  private readonly actions = new Map<string, CellAction>();
  /** Ids of the actions of each trigger; Security makes its triggers only when it is opened. */
  private readonly triggers = new Map<string, string[]>();

  constructor(readonly line: KibanaLine) {}

  /** What a plugin gets in setup. */
  readonly setup: {
    cases: CasesPublicSetup;
    globalSearch: GlobalSearchPluginSetup;
    unifiedDocViewer: UnifiedDocViewerSetup;
  } = {
    cases: {
      attachmentFramework: {
        registerExternalReference: (type) => void this.attachmentTypes.set(type.id, type),
      },
    },
    globalSearch: { registerResultProvider: (provider) => void this.providers.push(provider) },
    unifiedDocViewer: this.docViewer(),
  };

  /** What a plugin gets in start. */
  readonly start: { uiActions: UiActionsStart } = {
    uiActions: {
      registerAction: (action) => {
        if (this.actions.has(action.id)) throw new Error(`Action [action.id = ${action.id}] already registered`);
        this.actions.set(action.id, action as CellAction);
      },
      getTrigger: (id) => this.actionIds(id),
      attachAction: (trigger, action) => void this.actionIds(trigger).push(action),
    },
  };

  openSecurity(): void {
    for (const trigger of CELL_TRIGGERS) if (!this.triggers.has(trigger)) this.triggers.set(trigger, []);
  }

  /** As a table asks: once for a column, so without a value. */
  async actionsOf(trigger: string, column: CellActionExecutionContext): Promise<CellAction[]> {
    const found: CellAction[] = [];
    for (const id of this.triggers.get(trigger) ?? []) {
      const action = this.actions.get(id);
      if (action && (await action.isCompatible(column))) found.push(action);
    }
    return found;
  }

  async find(term: string) {
    const results = await Promise.all(this.providers.map((provider) => firstValueFrom(provider.find({ term }))));
    return results.flat().sort((a, b) => b.score - a.score);
  }

  private actionIds(trigger: string): string[] {
    const ids = this.triggers.get(trigger);
    if (!ids) throw new Error(`Trigger [triggerId = ${trigger}] does not exist.`);
    return ids;
  }

  private docViewer(): UnifiedDocViewerSetup {
    const add = (view: DocView): void => void this.docViews.push(view);
    return this.line === '8.12' ? { addDocView: add } : { registry: { add } };
  }
}
