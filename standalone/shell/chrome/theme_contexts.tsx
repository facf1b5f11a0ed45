/** EUI's provider for a tree below the shell: same style caches, colours that follow the switch. */
import React, { type ReactNode } from 'react';
import { EuiProvider } from '@elastic/eui';
import createCache from '@emotion/cache';
import type { Observable } from 'rxjs';
import type { CoreTheme } from '@kbn/core/public';
import { useObservable } from './use_observable';

const cacheFor = (key: string, meta: string) =>
  createCache({ key, container: document.querySelector<HTMLElement>(`meta[name="${meta}"]`) ?? document.head });

/** Shared by all trees of the page, so that each style is inserted once and in the order that EUI wants. */
const caches = {
  default: cacheFor('css', 'emotion'),
  global: cacheFor('eui-global', 'eui-global'),
  utility: cacheFor('eui-utility', 'eui-utilities'),
};

export interface ThemeContextsProps {
  theme$: Observable<CoreTheme>;
  /** The shell's own tree brings the global styles; all others rely on it. */
  isRoot?: boolean;
  children: ReactNode;
}

export function ThemeContexts({ theme$, isRoot = false, children }: ThemeContextsProps) {
  const theme = useObservable<CoreTheme | undefined>(theme$, undefined);
  if (!theme) return null;
  return (
    <EuiProvider
      colorMode={theme.darkMode ? 'dark' : 'light'}
      globalStyles={isRoot ? undefined : false}
      utilityClasses={isRoot ? undefined : false}
      cache={caches}
    >
      {children}
    </EuiProvider>
  );
}
