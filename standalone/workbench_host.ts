/** The workbench itself in the standalone host: the real plugin classes around the given stack. */
import type { Logger } from '@kbn/core/server';
import { APP_ID } from '../common/tiers';
import { config, type WorkbenchConfig } from '../server/config';
import { DetectionWorkbenchPlugin } from '../server/plugin';
import type { OpenPacks } from '../server/services/packs';
import type { StackFactory } from '../server/stack/factory';
import { startHost, type Host } from './host/host';
import type { Role } from './host/roles';

export interface WorkbenchHostOptions {
  host: string;
  port: number;
  basePath: string;
  role: Role;
  username: string;
  /** The pages for events are there; by default they are. */
  hasEventPages?: boolean;
  bundlesDir: string;
  openPacks: OpenPacks;
  stackFactory: StackFactory;
  logger: Logger;
}

/** @throws what the plugin throws; the listener's error (`code` EADDRINUSE when the port is taken) */
export function startWorkbench({
  stackFactory,
  openPacks,
  hasEventPages = true,
  ...options
}: WorkbenchHostOptions): Promise<Host> {
  return startHost<WorkbenchConfig>({
    ...options,
    plugin: {
      id: APP_ID,
      config,
      settings: {},
      browserConfig: { standalone: hasEventPages },
      create: (context) => new DetectionWorkbenchPlugin(context, { stackFactory, openPacks }),
    },
  });
}
