/**
 * What the workbench uses of Kibana's browser core, written by hand: Kibana publishes no types.
 * The members are those present in 8.12 and in 9.x; optional ones exist in only some of those versions and must be feature-detected.
 */
declare module '@kbn/core/public' {
  import type { ComponentType, MouseEvent, ReactElement, ReactNode } from 'react';
  import type { History, Href, LocationDescriptorObject } from 'history';
  import type { Observable } from 'rxjs';

  // ---- plugin lifecycle ---------------------------------------------------------------------------------------------

  export interface PluginInitializerContext<Config = unknown> {
    opaqueId: symbol;
    env: { mode: { dev: boolean; prod: boolean }; packageInfo: { version: string; buildNum: number } };
    logger: { get(...context: string[]): { error(messageOrError: string | Error): void } };
    /** The configuration keys that the server half exposes to the browser. */
    config: { get<T = Config>(): T };
  }

  export interface Plugin<Setup = void, Start = void, SetupDeps = object, StartDeps = object> {
    setup(core: CoreSetup<StartDeps, Start>, deps: SetupDeps): Setup;
    start(core: CoreStart, deps: StartDeps): Start;
    stop?(): void;
  }

  export interface CoreSetup<StartDeps = object, Start = unknown> {
    application: ApplicationSetup;
    http: HttpSetup;
    notifications: { toasts: IToasts };
    theme: ThemeServiceSetup;
    uiSettings: IUiSettingsClient;
    executionContext: ExecutionContext;
    getStartServices(): Promise<[CoreStart, StartDeps, Start]>;
  }

  export interface CoreStart {
    application: ApplicationStart;
    chrome: ChromeStart;
    executionContext: ExecutionContext;
    http: HttpSetup;
    i18n: { Context: ComponentType<{ children: ReactNode }> };
    notifications: { toasts: IToasts };
    overlays: OverlayStart;
    theme: ThemeServiceSetup;
    uiSettings: IUiSettingsClient;
    /** 8.19 and 9.1 on: wraps an element in all of Kibana's React contexts. */
    rendering?: { addContext(element: ReactNode): ReactElement };
    /** 9.x. */
    security?: { authc: { getCurrentUser(): Promise<{ username: string; full_name?: string; profile_uid?: string }> } };
  }

  // ---- application --------------------------------------------------------------------------------------------------

  export interface AppCategory {
    id: string;
    label: string;
    euiIconType?: string;
    order?: number;
  }

  export interface AppDeepLink {
    id: string;
    title: string;
    path: string;
    keywords?: string[];
    order?: number;
  }

  export type AppUnmount = () => void;

  export interface App {
    id: string;
    title: string;
    appRoute?: string;
    category?: AppCategory;
    order?: number;
    euiIconType?: string;
    keywords?: string[];
    deepLinks?: AppDeepLink[];
    defaultPath?: string;
    mount(params: AppMountParameters): AppUnmount | Promise<AppUnmount>;
  }

  export interface ScopedHistory<State = unknown> extends History<State> {
    createHref(location: LocationDescriptorObject<State>, options?: { prependBasePath?: boolean }): Href;
    createSubHistory(basePath: string): ScopedHistory<State>;
  }

  export type MountPoint = (element: HTMLElement) => () => void;

  export interface AppLeaveActionFactory {
    confirm(text: string, title?: string): AppLeaveAction;
    default(): AppLeaveAction;
  }
  export type AppLeaveAction = { type: 'confirm'; text: string; title?: string } | { type: 'default' };
  export type AppLeaveHandler = (factory: AppLeaveActionFactory, nextAppId?: string) => AppLeaveAction;

  export interface AppMountParameters {
    appBasePath: string;
    history: ScopedHistory;
    element: HTMLElement;
    theme$: Observable<CoreTheme>;
    onAppLeave(handler: AppLeaveHandler): void;
    /** Puts the app's own menu (badges, buttons) into the header; undefined takes it away. */
    setHeaderActionMenu(mount: MountPoint | undefined): void;
  }

  export interface NavigateToAppOptions {
    deepLinkId?: string;
    path?: string;
    state?: unknown;
    replace?: boolean;
    openInNewTab?: boolean;
  }

  /** `capabilities.<featureId>.<capability>`. */
  export interface Capabilities {
    navLinks: Record<string, boolean>;
    management: Record<string, Record<string, boolean>>;
    catalogue: Record<string, boolean>;
    [featureId: string]: Record<string, boolean | Record<string, boolean>>;
  }

  export interface ApplicationSetup {
    register(app: App): void;
  }

  export interface ApplicationStart {
    capabilities: Capabilities;
    currentAppId$: Observable<string | undefined>;
    navigateToApp(appId: string, options?: NavigateToAppOptions): Promise<void>;
    navigateToUrl(url: string): Promise<void>;
    getUrlForApp(appId: string, options?: { path?: string; absolute?: boolean; deepLinkId?: string }): string;
  }

  // ---- http ---------------------------------------------------------------------------------------------------------

  export type HttpFetchQuery = Record<
    string,
    string | number | boolean | undefined | Array<string | number | boolean | undefined>
  >;

  export interface HttpFetchOptions {
    method?: string;
    query?: HttpFetchQuery;
    /** JSON text, or a Blob for uploads. */
    body?: BodyInit | null;
    headers?: Record<string, string>;
    signal?: AbortSignal | null;
    version?: string;
    /** Resolve with `{ fetchOptions, request, response, body }`. */
    asResponse?: boolean;
    /** With `asResponse`: leave the body unread, for streams. */
    rawResponse?: boolean;
    /** Not shown by the loading indicator and does not prolong the session. */
    asSystemRequest?: boolean;
  }

  export interface HttpFetchOptionsWithPath extends HttpFetchOptions {
    path: string;
  }

  export interface HttpResponse<Body = unknown> {
    request: Readonly<Request>;
    response?: Readonly<Response>;
    body?: Body;
  }

  /** The body of every failed request. */
  export interface ResponseErrorBody {
    statusCode: number;
    error?: string;
    message: string;
    attributes?: Record<string, unknown>;
  }

  /** What `http.*` rejects with; an aborted request rejects with an error named `AbortError`. */
  export interface IHttpFetchError<Body = ResponseErrorBody> extends Error {
    readonly request: Request;
    readonly response?: Response;
    readonly body?: Body;
  }

  export interface HttpHandler {
    <Body = unknown>(path: string, options: HttpFetchOptions & { asResponse: true }): Promise<HttpResponse<Body>>;
    <Body = unknown>(options: HttpFetchOptionsWithPath & { asResponse: true }): Promise<HttpResponse<Body>>;
    <Body = unknown>(path: string, options?: HttpFetchOptions): Promise<Body>;
    <Body = unknown>(options: HttpFetchOptionsWithPath): Promise<Body>;
  }

  export interface HttpSetup {
    basePath: {
      get(): string;
      prepend(path: string): string;
      remove(path: string): string;
      readonly serverBasePath: string;
    };
    fetch: HttpHandler;
    get: HttpHandler;
    head: HttpHandler;
    post: HttpHandler;
    put: HttpHandler;
    patch: HttpHandler;
    delete: HttpHandler;
    getLoadingCount$(): Observable<number>;
  }

  // ---- chrome, notifications, overlays ------------------------------------------------------------------------------

  export interface ChromeBreadcrumb {
    text: ReactNode;
    href?: string;
    onClick?: (event: MouseEvent) => void;
    'data-test-subj'?: string;
  }

  export interface ChromeStart {
    setBreadcrumbs(breadcrumbs: ChromeBreadcrumb[]): void;
    docTitle: { change(newTitle: string | string[]): void; reset(): void };
  }

  export interface ToastInput {
    title: string | MountPoint;
    text?: string | MountPoint;
    color?: 'primary' | 'success' | 'warning' | 'danger';
    iconType?: string;
    toastLifeTimeMs?: number;
    'data-test-subj'?: string;
  }

  export interface Toast extends ToastInput {
    id: string;
  }

  export interface ErrorToastOptions {
    title: string;
    /** Text of the toast; the error's own message is behind "See the full error". */
    toastMessage?: string;
    toastLifeTimeMs?: number;
  }

  export interface IToasts {
    get$(): Observable<Toast[]>;
    add(toast: ToastInput | string): Toast;
    remove(toast: Toast | string): void;
    addInfo(toast: ToastInput | string): Toast;
    addSuccess(toast: ToastInput | string): Toast;
    addWarning(toast: ToastInput | string): Toast;
    addDanger(toast: ToastInput | string): Toast;
    addError(error: Error, options: ErrorToastOptions): Toast;
  }

  export interface OverlayRef {
    onClose: Promise<void>;
    close(): Promise<void>;
  }

  export interface ConfirmOptions {
    title?: string;
    confirmButtonText?: string;
    cancelButtonText?: string;
    buttonColor?: 'primary' | 'danger' | 'warning' | 'success';
    'data-test-subj'?: string;
  }

  export interface OverlayStart {
    openConfirm(message: string, options?: ConfirmOptions): Promise<boolean>;
  }

  // ---- the rest -----------------------------------------------------------------------------------------------------

  export interface CoreTheme {
    darkMode: boolean;
    /** 9.x: `borealis` or `amsterdam`. */
    name?: string;
  }

  export interface ThemeServiceSetup {
    theme$: Observable<CoreTheme>;
    /** 9.x. */
    getTheme?(): CoreTheme;
  }

  export interface IUiSettingsClient {
    get<T = unknown>(key: string, defaultOverride?: T): T;
    get$<T = unknown>(key: string, defaultOverride?: T): Observable<T>;
    set(key: string, value: unknown): Promise<boolean>;
  }

  export interface ExecutionContextValue {
    type?: string;
    name?: string;
    page?: string;
    id?: string;
    description?: string;
  }

  export interface ExecutionContext {
    set(context: ExecutionContextValue): void;
    clear(): void;
  }
}
