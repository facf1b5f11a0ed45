import React, { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { AppMountParameters, CoreStart } from '@kbn/core/public';

/** What Kibana (or our own host) hands to the application. */
export interface WorkbenchServices {
  core: CoreStart;
  history: AppMountParameters['history'];
  /** Outside Kibana: the pages for events exist, Kibana's other apps do not. */
  standalone: boolean;
}

const ServicesContext = createContext<WorkbenchServices | undefined>(undefined);

export function ServicesProvider(props: WorkbenchServices & { children: ReactNode }) {
  const { core, history, standalone, children } = props;
  const services = useMemo(() => ({ core, history, standalone }), [core, history, standalone]);
  return <ServicesContext.Provider value={services}>{children}</ServicesContext.Provider>;
}

export function useServices(): WorkbenchServices {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices needs a ServicesProvider around it');
  return services;
}

export const useToasts = () => useServices().core.notifications.toasts;
