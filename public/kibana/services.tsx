import React, { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { AppMountParameters, CoreStart } from '@kbn/core/public';

/** What Kibana (or our own host) hands to the application. */
export interface WorkbenchServices {
  core: CoreStart;
  history: AppMountParameters['history'];
}

const ServicesContext = createContext<WorkbenchServices | undefined>(undefined);

export function ServicesProvider({ core, history, children }: WorkbenchServices & { children: ReactNode }) {
  const services = useMemo(() => ({ core, history }), [core, history]);
  return <ServicesContext.Provider value={services}>{children}</ServicesContext.Provider>;
}

export function useServices(): WorkbenchServices {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider around it');
  return services;
}

export const useToasts = () => useServices().core.notifications.toasts;
