/** The browser core that the plugin sees, made of the services of this folder. */
import React, { Fragment, type ReactNode } from 'react';
import type { History } from 'history';
import { map, type Observable } from 'rxjs';
import type { CoreSetup, CoreStart, CoreTheme, HttpSetup } from '@kbn/core/public';
import type { PageMetadata } from '../../host/page';
import { ThemeContexts } from '../chrome/theme_contexts';
import { createApplication, type Application } from './application';
import { createChrome, type Chrome } from './chrome';
import { createHttp } from './http';
import { createOverlays, type Overlays } from './overlays';
import { browserStorage, DARK_MODE } from './settings_store';
import { Toasts } from './toasts';
import { UiSettings } from './ui_settings';

export interface ShellCore {
  application: Application;
  chrome: Chrome;
  http: HttpSetup;
  overlays: Overlays;
  toasts: Toasts;
  uiSettings: UiSettings;
  theme$: Observable<CoreTheme>;
  setup: CoreSetup;
  start: CoreStart;
  resolveStartServices(): void;
}

export function createShellCore(metadata: PageMetadata, history: History): ShellCore {
  const { basePath, capabilities, user, version } = metadata;
  const application = createApplication(history, basePath, capabilities);
  const chrome = createChrome();
  const http = createHttp(basePath, version);
  const overlays = createOverlays();
  const toasts = new Toasts();
  const uiSettings = new UiSettings(browserStorage(), matchMedia('(prefers-color-scheme: dark)').matches);
  const theme$ = uiSettings
    .get$<boolean>(DARK_MODE)
    .pipe(map((darkMode): CoreTheme => ({ darkMode, name: 'borealis' })));
  const theme = {
    theme$,
    getTheme: (): CoreTheme => ({ darkMode: uiSettings.get<boolean>(DARK_MODE), name: 'borealis' }),
  };
  // Kibana sends the context of a page along with its requests; here nobody reads it.
  const executionContext = { set: () => undefined, clear: () => undefined };
  const shared = { http, notifications: { toasts }, theme, uiSettings, executionContext };

  const start: CoreStart = {
    ...shared,
    application: application.start,
    chrome,
    overlays,
    i18n: { Context: ({ children }: { children: ReactNode }) => <Fragment>{children}</Fragment> },
    rendering: { addContext: (element) => <ThemeContexts theme$={theme$}>{element}</ThemeContexts> },
    security: { authc: { getCurrentUser: async () => ({ username: user.username }) } },
  };
  let resolveStartServices: () => void = () => undefined;
  const startServices = new Promise<[CoreStart, object, unknown]>((resolve) => {
    resolveStartServices = () => resolve([start, {}, undefined]);
  });
  const setup: CoreSetup = {
    ...shared,
    application: application.setup,
    getStartServices: () => startServices,
  };
  return { application, chrome, http, overlays, toasts, uiSettings, theme$, setup, start, resolveStartServices };
}
