/** The seam between the command line and what is embedded: the stack, and the events that it starts with. */
import { join } from 'node:path';
import type { Logger } from '@kbn/core/server';
import type { Pack } from '../common/packs';
import type { OpenPacks, PackLibrary } from '../server/services/packs';
import type { Backing } from './backing';
import { DemoData } from './demo';
import { importAtStart } from './import_at_start';
import { registerImportRoutes } from './imports/routes';
import { DATA_FILE, EmbeddedStack } from './stack';
import type { Output } from './terminal_progress';

export interface EmbeddedOptions {
  /** Folder of the data file; undefined keeps everything in memory. */
  dataDir: string | undefined;
  /** Demo data is made from their recordings. */
  openPacks: OpenPacks;
  /** Whose name the histories carry. */
  username: string;
  /** Files and folders to import at start; `-` is standard input. */
  events: readonly string[];
  shiftToNow: boolean;
  /** Load (or re-anchor) demo data. */
  demoData: boolean;
  /** Progress of imports. */
  terminal: Output;
  logger: Logger;
}

/** @throws StackError when the data file cannot be used */
export function openEmbedded(options: EmbeddedOptions): Backing {
  const { dataDir, demoData, events, logger, openPacks, shiftToNow, terminal, username } = options;
  const stack = EmbeddedStack.open({ dataDirectory: dataDir, userName: () => username, log: logger });
  const demo = new DemoData(stack);
  return {
    stackFactory: {
      setup: (core) => {
        registerImportRoutes({ router: core.http.createRouter(), stack, demo, dataDir, logger });
      },
      start: () => stack.start(),
      stop: () => stack.stop(),
    },
    username,
    hasEventPages: true,
    about: [['data', dataDir === undefined ? 'in memory only, gone when it stops' : join(dataDir, DATA_FILE)]],
    loadEvents: async (signal) => {
      if (demoData) demo.load(bundledOf(await openPacks()));
      if (events.length > 0) await importAtStart({ stack, paths: events, shiftToNow, dataDir, terminal, signal });
    },
  };
}

/** Packs of the team's own bring their own events. */
function bundledOf(library: PackLibrary): Pack[] {
  const bundled = new Set(library.reports().flatMap(({ id, origin }) => (origin === 'bundled' ? [id] : [])));
  return library.packs().filter(({ id }) => bundled.has(id));
}
