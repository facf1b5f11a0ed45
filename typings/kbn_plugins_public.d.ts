/**
 * Contracts of other plugins in the browser, as far as the workbench uses them. None is a stable public API: members that
 * only some versions have are optional, and every use must expect them to be absent or to throw.
 */

declare module '@kbn/global-search-plugin/public' {
  import type { Observable } from 'rxjs';

  export interface GlobalSearchProviderFindParams {
    term?: string;
    /** Only results of these types are wanted. */
    types?: string[];
    /** Only results with one of these tags are wanted. */
    tags?: string[];
  }

  export interface GlobalSearchProviderResult {
    id: string;
    title: string;
    type: string;
    icon?: string;
    /** Path below the base path and the space; Kibana puts both in front. */
    url: string;
    /** 0 to 100. */
    score: number;
  }

  export interface GlobalSearchResultProvider {
    id: string;
    find(search: GlobalSearchProviderFindParams): Observable<GlobalSearchProviderResult[]>;
    getSearchableTypes(): string[] | Promise<string[]>;
  }

  export interface GlobalSearchPluginSetup {
    registerResultProvider(provider: GlobalSearchResultProvider): void;
  }
}

declare module '@kbn/ui-actions-plugin/public' {
  export interface ActionDefinition<Context> {
    id: string;
    type: string;
    order: number;
    getDisplayName(context: Context): string;
    getDisplayNameTooltip(context: Context): string;
    getIconType(context: Context): string | undefined;
    isCompatible(context: Context): Promise<boolean>;
    execute(context: Context): Promise<void>;
  }

  export interface UiActionsStart {
    registerAction<Context>(definition: ActionDefinition<Context>): unknown;
    /** Throws while no plugin has registered the trigger. */
    getTrigger(triggerId: string): unknown;
    attachAction(triggerId: string, actionId: string): void;
  }
}

declare module '@kbn/cell-actions' {
  /** What an action on a cell is told: field and value, never which document. */
  export interface CellActionExecutionContext {
    /** The value is there when the action is executed; a table asks once for a whole column whether it is compatible. */
    data: Array<{ field: { name: string; type?: string }; value?: unknown }>;
    metadata?: { scopeId?: string };
  }
}

declare module '@kbn/unified-doc-viewer-plugin/public' {
  import type { ReactElement } from 'react';

  export interface DataTableRecord {
    id: string;
    /** As Elasticsearch answered; a row of ES|QL names no document. */
    raw: { _id?: string; _index?: string; _source?: unknown };
    /** By dotted field name. */
    flattened: Record<string, unknown>;
  }

  export interface DocViewRenderProps {
    hit: DataTableRecord;
  }

  /** Until 9.1: draws into an element and answers how to take it away. */
  export type DocViewRenderFn = (element: HTMLElement, props: DocViewRenderProps) => () => void;
  /** From 9.2 on: answers what to draw. */
  export type DocViewElementFn = (props: DocViewRenderProps) => ReactElement;

  export interface DocView {
    id: string;
    title: string;
    order: number;
    render: DocViewRenderFn & DocViewElementFn;
  }

  export interface UnifiedDocViewerSetup {
    /** 8.12. */
    addDocView?(view: DocView): void;
    /** Later versions. */
    registry?: { add(view: DocView): void };
  }
}

declare module '@kbn/cases-plugin/public' {
  import type { FC, LazyExoticComponent } from 'react';

  export interface ExternalReferenceAttachmentViewProps {
    externalReferenceId: string;
    /** What was stored with the attachment: anything that JSON can hold. */
    externalReferenceMetadata: unknown;
    caseData: { id: string; title: string };
  }

  export interface ExternalReferenceAttachmentType {
    id: string;
    icon: string;
    displayName: string;
    getAttachmentViewObject(props: ExternalReferenceAttachmentViewProps): {
      timelineAvatar?: string;
      /** The sentence after the user's name. */
      event?: string;
      children?: LazyExoticComponent<FC<ExternalReferenceAttachmentViewProps>>;
    };
  }

  export interface CasesPublicSetup {
    attachmentFramework?: {
      registerExternalReference?(type: ExternalReferenceAttachmentType): void;
    };
  }
}
