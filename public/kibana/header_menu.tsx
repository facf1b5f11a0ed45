/** The application's own place in the header: what is rendered here appears there, in Kibana and outside it. */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { AppMountParameters } from '@kbn/core/public';

type SetHeaderMenu = AppMountParameters['setHeaderActionMenu'];

const HeaderMenuContext = createContext<SetHeaderMenu | undefined>(undefined);

/** Makes the header known to the application. */
export const HeaderMenuProvider = HeaderMenuContext.Provider;

/** Use it once per page: the header shows the last one. */
export function HeaderMenu({ children }: { children: ReactNode }) {
  const setHeaderMenu = useContext(HeaderMenuContext);
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    setHeaderMenu?.((mounted) => {
      setElement(mounted);
      return () => setElement(null);
    });
    return () => setHeaderMenu?.(undefined);
  }, [setHeaderMenu]);
  return element ? createPortal(children, element) : null;
}
