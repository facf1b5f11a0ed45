/** Contracts of other Kibana plugins that the workbench looks at when they are there. */

declare module '@kbn/features-plugin/server' {
  import type { AppCategory } from '@kbn/core/public';

  export interface FeatureKibanaPrivileges {
    app?: string[];
    catalogue?: string[];
    api?: string[];
    savedObject: { all: string[]; read: string[] };
    ui: string[];
  }

  /** Accepted by 8.12 and by 9.x alike: no `scope`, no `alerting`. */
  export interface KibanaFeatureConfig {
    id: string;
    name: string;
    description?: string;
    category: AppCategory;
    order?: number;
    app: string[];
    catalogue?: string[];
    privileges: { all: FeatureKibanaPrivileges; read: FeatureKibanaPrivileges } | null;
  }

  export interface FeaturesPluginSetup {
    registerKibanaFeature(feature: KibanaFeatureConfig): void;
  }
}

declare module '@kbn/security-plugin/server' {
  import type { SecurityServiceStart } from '@kbn/core/server';

  export interface UserProfile {
    uid: string;
    user: { username: string; full_name?: string | null; email?: string | null };
  }

  /** 8.12 keeps the current user here; 9.x has it in core too. */
  export interface SecurityPluginStart extends SecurityServiceStart {
    userProfiles: {
      suggest(params: { name: string; size?: number }): Promise<UserProfile[]>;
    };
  }
}

declare module '@kbn/licensing-plugin/server' {
  export interface License {
    isActive: boolean;
    /** The licence is of this type or a higher one. */
    hasAtLeast(minimum: 'basic' | 'gold' | 'platinum' | 'enterprise' | 'trial'): boolean;
  }

  export interface LicensingPluginStart {
    getLicense(): Promise<License>;
  }
}

declare module '@kbn/spaces-plugin/server' {
  import type { KibanaRequest } from '@kbn/core/server';

  export interface SpacesPluginStart {
    spacesService: {
      getSpaceId(request: KibanaRequest): string;
      /** Rejects with a 404 where the space of the request does not exist. */
      getActiveSpace(request: KibanaRequest): Promise<{ id: string }>;
    };
  }
}

declare module '@kbn/lists-plugin/server' {
  import type { KibanaRequest } from '@kbn/core/server';

  /** `data` of a create, an update or a delete; in camel case, unlike the public API. */
  export interface ItemChangeData {
    id?: string;
    itemId?: string;
    /** Not given by an update. */
    listId?: string;
    namespaceType?: string;
    entries?: unknown;
    osTypes?: unknown;
    expireTime?: string | null;
    name?: string;
  }

  /** `data` of an import, in the spelling of the public API; lines that could not be read are errors. */
  export interface ImportedExceptions {
    lists: unknown[];
    items: Array<Error | Record<string, unknown>>;
  }

  export interface ExtensionContext {
    /** Absent where Security writes for the user, e.g. through its rule route. */
    request?: KibanaRequest;
    /** Not a stable part of the contract: present on 8.12, to be looked at with care. */
    exceptionListClient?: {
      user?: string;
      savedObjectsClient?: { getCurrentNamespace?(): string | undefined };
    };
  }

  export type ItemExtensionType =
    'exceptionsListPreCreateItem' | 'exceptionsListPreUpdateItem' | 'exceptionsListPreDeleteItem';

  interface Extension<Type extends string, Data> {
    type: Type;
    callback(args: { context: ExtensionContext; data: Data }): Promise<Data>;
  }

  export interface ListsPluginSetup {
    /** Absent in versions without extension points. */
    registerExtension?(
      extension:
        Extension<ItemExtensionType, ItemChangeData> | Extension<'exceptionsListPreImport', ImportedExceptions>,
    ): void;
  }
}

declare module '@kbn/cases-plugin/server' {
  export interface CasesServerSetup {
    attachmentFramework?: {
      /** An attachment of a type that is not registered is refused with 400. */
      registerExternalReference?(type: { id: string }): void;
    };
  }
}
