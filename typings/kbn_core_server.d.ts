/**
 * What the workbench uses of Kibana's server core, written by hand: Kibana publishes no types.
 * The members are those present in 8.12 and in 9.x; optional ones exist in only some of those versions and must be feature-detected.
 */
declare module '@kbn/core/server' {
  import type { Readable } from 'node:stream';
  import type { Observable } from 'rxjs';
  import type { Type } from '@kbn/config-schema';

  // ---- plugin lifecycle ---------------------------------------------------------------------------------------------

  export interface LogMeta {
    [key: string]: unknown;
  }

  /** Kibana's logger; `meta` is written as fields of the log record. */
  export interface Logger {
    trace(message: string, meta?: LogMeta): void;
    debug(message: string, meta?: LogMeta): void;
    info(message: string, meta?: LogMeta): void;
    warn(messageOrError: string | Error, meta?: LogMeta): void;
    error(messageOrError: string | Error, meta?: LogMeta): void;
    fatal(messageOrError: string | Error, meta?: LogMeta): void;
    get(...context: string[]): Logger;
  }

  export interface PackageInfo {
    version: string;
    branch: string;
    buildNum: number;
    buildSha: string;
    dist: boolean;
  }

  export interface PluginInitializerContext<Config = unknown> {
    opaqueId: symbol;
    env: { mode: { dev: boolean; prod: boolean }; packageInfo: PackageInfo; instanceUuid: string };
    logger: { get(...context: string[]): Logger };
    config: {
      create<T = Config>(): Observable<T>;
      get<T = Config>(): T;
    };
  }

  export interface Plugin<Setup = void, Start = void, SetupDeps = object, StartDeps = object> {
    setup(core: CoreSetup<StartDeps, Start>, deps: SetupDeps): Setup;
    start(core: CoreStart, deps: StartDeps): Start;
    stop?(): void | Promise<void>;
  }

  export interface PluginConfigDescriptor<Config = unknown> {
    schema: Type<Config>;
    exposeToBrowser?: { [Key in keyof Config]?: boolean };
  }

  export interface CoreSetup<StartDeps = object, Start = unknown> {
    http: HttpServiceSetup;
    savedObjects: SavedObjectsServiceSetup;
    capabilities: CapabilitiesSetup;
    getStartServices(): Promise<[CoreStart, StartDeps, Start]>;
  }

  export interface CoreStart {
    http: HttpServiceStart;
    elasticsearch: {
      client: { asInternalUser: ElasticsearchClient; asScoped(request: KibanaRequest): ScopedClusterClient };
    };
    savedObjects: SavedObjectsServiceStart;
    capabilities: CapabilitiesStart;
    /** 9.x; in 8.12 the `security` plugin contract has `authc` instead. */
    security?: SecurityServiceStart;
  }

  // ---- http ---------------------------------------------------------------------------------------------------------

  export interface BasePath {
    /** Base path of a request: the server's, plus `/s/<space>` when the request came through a space. */
    get(request: KibanaRequest): string;
    prepend(path: string): string;
    remove(path: string): string;
    readonly serverBasePath: string;
    readonly publicBaseUrl?: string;
  }

  export interface HttpServerInfo {
    name: string;
    hostname: string;
    port: number;
    protocol: 'http' | 'https' | 'socket';
  }

  export interface HttpServiceSetup {
    createRouter(): IRouter;
    basePath: BasePath;
    getServerInfo(): HttpServerInfo;
  }

  export interface HttpServiceStart {
    basePath: BasePath;
    getServerInfo(): HttpServerInfo;
    /** Newest 9.x only: calls this Kibana on behalf of the user of a request. */
    selfClient?: { asScoped(request: KibanaRequest): SelfClient };
  }

  export interface SelfClientFetchOptions {
    method?: string;
    query?: Record<string, unknown>;
    body?: unknown;
    headers?: Record<string, string>;
    version?: string;
    signal?: AbortSignal;
    timeout?: number;
    access?: 'public' | 'internal';
    asResponse?: boolean;
  }

  export interface SelfClient {
    fetch(path: string, options?: SelfClientFetchOptions): Promise<unknown>;
  }

  export type RouteMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

  export interface RouteValidationError extends Error {
    readonly path?: string[];
  }

  export interface RouteValidationResultFactory {
    ok<T>(value: T): { value: T; error?: undefined };
    badRequest(error: Error | string, path?: string[]): { value?: undefined; error: RouteValidationError };
  }

  /** The portable validator: plain functions are the only kind that both lines accept and that needs no Kibana package. */
  export type RouteValidationFunction<T> = (
    value: unknown,
    result: RouteValidationResultFactory,
  ) => { value: T; error?: undefined } | { value?: undefined; error: RouteValidationError };

  export type RouteValidationSpec<T> = RouteValidationFunction<T> | Type<T>;

  export interface RouteValidatorConfig<P = unknown, Q = unknown, B = unknown> {
    params?: RouteValidationSpec<P>;
    query?: RouteValidationSpec<Q>;
    body?: RouteValidationSpec<B>;
  }

  export interface RouteOptionsBody {
    /** Upper bound of the payload in bytes; more is answered with 413. */
    maxBytes?: number;
    /** Media types that are accepted; others are answered with 415. */
    accepts?: string | string[];
    output?: 'data' | 'stream';
    parse?: boolean;
  }

  export interface RouteOptions {
    access?: 'public' | 'internal';
    /** `access:<privilege>` is what authorises a route in 8.12. */
    tags?: readonly string[];
    body?: RouteOptionsBody;
    /** Milliseconds. */
    timeout?: { payload?: number; idleSocket?: number };
    xsrfRequired?: boolean;
    summary?: string;
    description?: string;
  }

  /** What authorises a route in 9.x; ignored by 8.12. */
  export interface RouteSecurity {
    authz: { requiredPrivileges: string[] } | { enabled: false; reason: string };
  }

  export interface RouteConfig<P = unknown, Q = unknown, B = unknown> {
    path: string;
    validate: RouteValidatorConfig<P, Q, B> | false;
    options?: RouteOptions;
    security?: RouteSecurity;
  }

  export type RequestHandler<
    P = unknown,
    Q = unknown,
    B = unknown,
    C extends RequestHandlerContext = RequestHandlerContext,
  > = (
    context: C,
    request: KibanaRequest<P, Q, B>,
    response: KibanaResponseFactory,
  ) => IKibanaResponse | Promise<IKibanaResponse>;

  export type RouteRegistrar = <P, Q, B>(config: RouteConfig<P, Q, B>, handler: RequestHandler<P, Q, B>) => void;

  export interface VersionedRouteConfig {
    path: string;
    access: 'public' | 'internal';
    options?: Omit<RouteOptions, 'access'>;
    security?: RouteSecurity;
    summary?: string;
    description?: string;
  }

  export interface VersionedRouteValidation<P = unknown, Q = unknown, B = unknown> {
    request?: RouteValidatorConfig<P, Q, B>;
  }

  export interface VersionedRoute {
    addVersion<P, Q, B>(
      options: { version: string; validate: VersionedRouteValidation<P, Q, B> | false },
      handler: RequestHandler<P, Q, B>,
    ): VersionedRoute;
  }

  export type VersionedRouteRegistrar = (config: VersionedRouteConfig) => VersionedRoute;

  export interface IRouter extends Record<RouteMethod, RouteRegistrar> {
    versioned: Record<RouteMethod, VersionedRouteRegistrar>;
  }

  export type Headers = Readonly<Record<string, string | string[] | undefined>>;

  export interface KibanaRequest<P = unknown, Q = unknown, B = unknown> {
    readonly id: string;
    readonly uuid: string;
    readonly params: P;
    readonly query: Q;
    /** Parsed JSON, or a Readable for routes with `output: 'stream'`. */
    readonly body: B;
    readonly headers: Headers;
    readonly url: URL;
    readonly route: { path: string; method: RouteMethod; options: RouteOptions };
    readonly auth: { isAuthenticated: boolean };
    readonly events: {
      /** The client went away before an answer was given. */
      readonly aborted$: Observable<void>;
      /** The answer is complete, or the client went away (also while a stream was being sent). */
      readonly completed$: Observable<void>;
    };
  }

  export type ResponseHeaders = Record<string, string | string[]>;
  export type ResponseError = string | Error | { message: string | Error; attributes?: Record<string, unknown> };
  export type HttpResponsePayload = undefined | string | object | Buffer | Readable;

  export interface HttpResponseOptions {
    body?: HttpResponsePayload;
    headers?: ResponseHeaders;
  }

  export interface ErrorHttpResponseOptions {
    body?: ResponseError;
    headers?: ResponseHeaders;
  }

  export interface IKibanaResponse {
    readonly status: number;
    readonly payload?: HttpResponsePayload | ResponseError;
    readonly options: { headers?: ResponseHeaders };
  }

  /** Only the helpers that both 8.12 and 9.x have. */
  export interface KibanaResponseFactory {
    ok(options?: HttpResponseOptions): IKibanaResponse;
    accepted(options?: HttpResponseOptions): IKibanaResponse;
    noContent(options?: { headers?: ResponseHeaders }): IKibanaResponse;
    redirected(options: { headers: { location: string } & ResponseHeaders }): IKibanaResponse;
    badRequest(options?: ErrorHttpResponseOptions): IKibanaResponse;
    unauthorized(options?: ErrorHttpResponseOptions): IKibanaResponse;
    forbidden(options?: ErrorHttpResponseOptions): IKibanaResponse;
    notFound(options?: ErrorHttpResponseOptions): IKibanaResponse;
    conflict(options?: ErrorHttpResponseOptions): IKibanaResponse;
    customError(options: ErrorHttpResponseOptions & { statusCode: number }): IKibanaResponse;
    custom(options: HttpResponseOptions & { statusCode: number }): IKibanaResponse;
  }

  export interface CoreRequestHandlerContext {
    elasticsearch: { client: ScopedClusterClient };
    savedObjects: {
      client: SavedObjectsClientContract;
      getClient(options?: { includedHiddenTypes?: string[] }): SavedObjectsClientContract;
    };
  }

  export interface RequestHandlerContext {
    core: Promise<CoreRequestHandlerContext>;
  }

  // ---- elasticsearch ------------------------------------------------------------------------------------------------

  export interface TransportRequestParams {
    method: string;
    path: string;
    querystring?: Record<string, unknown> | string;
    body?: object | string;
    bulkBody?: object[] | string;
  }

  export interface TransportRequestOptions {
    signal?: AbortSignal;
    requestTimeout?: number;
    maxRetries?: number;
    ignore?: number[];
    headers?: Record<string, string>;
    /** Answer with the whole response instead of its body. */
    meta?: boolean;
  }

  /** What the client answers when asked for the whole response (`meta: true`). */
  export interface TransportResponse<T> {
    body: T;
    statusCode?: number;
  }

  /**
   * The one method whose shape is the same in the clients of all supported versions (8.9-canary in 8.12, 9 in 9.x).
   * Rejects with an error that carries `statusCode` and `body`.
   */
  export interface ElasticsearchClient {
    transport: {
      request<T = unknown>(
        params: TransportRequestParams,
        options: TransportRequestOptions & { meta: true },
      ): Promise<TransportResponse<T>>;
      request<T = unknown>(params: TransportRequestParams, options?: TransportRequestOptions): Promise<T>;
    };
  }

  export interface ScopedClusterClient {
    asCurrentUser: ElasticsearchClient;
    asInternalUser: ElasticsearchClient;
  }

  // ---- saved objects ------------------------------------------------------------------------------------------------

  export interface SavedObjectReference {
    name: string;
    type: string;
    id: string;
  }

  export interface SavedObject<T = unknown> {
    id: string;
    type: string;
    attributes: T;
    references: SavedObjectReference[];
    /** Opaque; hand it back to `update` for optimistic concurrency. */
    version?: string;
    created_at?: string;
    updated_at?: string;
    error?: { statusCode: number; error: string; message: string };
  }

  export interface SavedObjectsCreateOptions {
    id?: string;
    overwrite?: boolean;
    version?: string;
    references?: SavedObjectReference[];
    refresh?: boolean | 'wait_for';
  }

  export interface SavedObjectsUpdateOptions {
    version?: string;
    references?: SavedObjectReference[];
    refresh?: boolean | 'wait_for';
    retryOnConflict?: number;
  }

  export interface SavedObjectsFindOptions {
    type: string | string[];
    page?: number;
    perPage?: number;
    search?: string;
    searchFields?: string[];
    sortField?: string;
    sortOrder?: 'asc' | 'desc';
    /** KQL over `<type>.attributes.<field>`. */
    filter?: string;
    searchAfter?: unknown[];
    pit?: { id: string; keepAlive?: string };
  }

  export interface SavedObjectsFindResponse<T = unknown> {
    saved_objects: Array<SavedObject<T> & { score: number; sort?: unknown[] }>;
    total: number;
    page: number;
    per_page: number;
    pit_id?: string;
  }

  export interface SavedObjectsClientContract {
    create<T>(type: string, attributes: T, options?: SavedObjectsCreateOptions): Promise<SavedObject<T>>;
    get<T>(type: string, id: string): Promise<SavedObject<T>>;
    bulkGet<T>(objects: Array<{ type: string; id: string }>): Promise<{ saved_objects: Array<SavedObject<T>> }>;
    bulkCreate<T>(
      objects: Array<{
        type: string;
        id?: string;
        attributes: T;
        version?: string;
        references?: SavedObjectReference[];
      }>,
      options?: { overwrite?: boolean; refresh?: boolean | 'wait_for' },
    ): Promise<{ saved_objects: Array<SavedObject<T>> }>;
    find<T>(options: SavedObjectsFindOptions): Promise<SavedObjectsFindResponse<T>>;
    update<T>(
      type: string,
      id: string,
      attributes: Partial<T>,
      options?: SavedObjectsUpdateOptions,
    ): Promise<SavedObject<Partial<T>>>;
    delete(type: string, id: string, options?: { refresh?: boolean | 'wait_for'; force?: boolean }): Promise<unknown>;
    /** Namespace of the client; undefined in the default space. */
    getCurrentNamespace(): string | undefined;
  }

  /** Space of a call; `undefined` is the default space. */
  interface InNamespace {
    namespace?: string;
  }

  /** As Kibana itself, in any space. Only what the workbench uses of it. */
  export interface SavedObjectsRepository {
    create<T>(type: string, attributes: T, options: SavedObjectsCreateOptions & InNamespace): Promise<SavedObject<T>>;
    get<T>(type: string, id: string, options: InNamespace): Promise<SavedObject<T>>;
    find<T>(options: SavedObjectsFindOptions & { namespaces: string[] }): Promise<SavedObjectsFindResponse<T>>;
    update<T>(
      type: string,
      id: string,
      attributes: Partial<T>,
      options: SavedObjectsUpdateOptions & InNamespace,
    ): Promise<SavedObject<Partial<T>>>;
    delete(type: string, id: string, options: { refresh?: boolean | 'wait_for' } & InNamespace): Promise<unknown>;
  }

  export interface SavedObjectsModelVersion {
    changes: Array<Record<string, unknown>>;
    schemas?: {
      create?: Type<unknown>;
      forwardCompatibility?: Type<unknown> | ((attributes: Record<string, unknown>) => Record<string, unknown>);
    };
  }

  export interface SavedObjectsType {
    name: string;
    hidden: boolean;
    namespaceType: 'single' | 'multiple' | 'multiple-isolated' | 'agnostic';
    mappings: { dynamic: false | 'strict'; properties: Record<string, unknown> };
    management?: {
      importableAndExportable?: boolean;
      defaultSearchField?: string;
      getTitle?(object: SavedObject): string;
    };
    modelVersions?: Record<number, SavedObjectsModelVersion>;
  }

  export interface SavedObjectsServiceSetup {
    registerType(type: SavedObjectsType): void;
  }

  export interface SavedObjectsServiceStart {
    getScopedClient(request: KibanaRequest, options?: { includedHiddenTypes?: string[] }): SavedObjectsClientContract;
    createInternalRepository(includedHiddenTypes?: string[]): SavedObjectsRepository;
  }

  // ---- capabilities and users ---------------------------------------------------------------------------------------

  /** `capabilities.<featureId>.<capability>`. */
  export interface Capabilities {
    navLinks: Record<string, boolean>;
    management: Record<string, Record<string, boolean>>;
    catalogue: Record<string, boolean>;
    [featureId: string]: Record<string, boolean | Record<string, boolean>>;
  }

  export interface CapabilitiesSetup {
    registerProvider(provider: () => Partial<Capabilities>): void;
  }

  export interface CapabilitiesStart {
    resolveCapabilities(request: KibanaRequest, options?: { capabilityPath: string | string[] }): Promise<Capabilities>;
  }

  export interface AuthenticatedUser {
    username: string;
    full_name?: string;
    email?: string;
    roles: readonly string[];
    profile_uid?: string;
  }

  export interface SecurityServiceStart {
    authc: { getCurrentUser(request: KibanaRequest): AuthenticatedUser | null };
  }
}
