/**
 * The React contexts (EUI theme, styles, texts) that an application needs, from whatever this Kibana offers: core's own
 * wrapper from 8.19 and 9.1 on, the shared provider of 9.0, else what 8.12 itself does.
 */
import React, { useEffect, useState, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { EuiProvider } from '@elastic/eui';
import createCache from '@emotion/cache';
import type { CoreStart } from '@kbn/core/public';

interface ContextProps {
  core: CoreStart;
  children: ReactNode;
}

export function KibanaContexts({ core, children }: ContextProps): ReactElement {
  if (core.rendering) return core.rendering.addContext(<>{children}</>);
  const Provider = sharedProvider();
  return Provider ? (
    <Provider {...core}>{children}</Provider>
  ) : (
    <ClassicContexts core={core}>{children}</ClassicContexts>
  );
}

/** 9.0 only: takes core's services as its props. */
function sharedProvider(): ComponentType<CoreStart & { children: ReactNode }> | undefined {
  const shared = __kbnSharedDeps__['KbnReactKibanaContextRender'];
  if (typeof shared !== 'object' || shared === null || !('KibanaRenderContextProvider' in shared)) return undefined;
  return shared.KibanaRenderContextProvider as ComponentType<CoreStart & { children: ReactNode }>;
}

let cache: ReturnType<typeof createCache> | undefined;

/** One cache for the life of the page: styles of an earlier mount stay valid. */
function styleCache(): ReturnType<typeof createCache> {
  cache ??= createCache({
    key: 'detection-workbench',
    container: document.querySelector<HTMLElement>('meta[name="emotion"]') ?? document.head,
  });
  return cache;
}

function ClassicContexts({ core, children }: ContextProps): ReactElement {
  const [isDark, setDark] = useState(false);
  useEffect(() => {
    const subscription = core.theme.theme$.subscribe(({ darkMode }) => setDark(darkMode));
    return () => subscription.unsubscribe();
  }, [core]);
  return (
    <core.i18n.Context>
      <EuiProvider
        colorMode={isDark ? 'dark' : 'light'}
        globalStyles={false}
        utilityClasses={false}
        cache={styleCache()}
      >
        {children}
      </EuiProvider>
    </core.i18n.Context>
  );
}
