/** What Kibana loads: `config` describes the settings, `plugin` makes the server half. Bundled into one CommonJS file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginInitializerContext } from '@kbn/core/server';
import type { WorkbenchConfig } from './config';
import { DetectionWorkbenchPlugin } from './plugin';
import { sharedPacks } from './services/packs';
import { KibanaStackFactory } from './stack/kibana';

export { config } from './config';

/** In the installed plugin this file lies in `server/`, the packs beside it in `packs/`. */
const PACKS = join(__dirname, '..', 'packs');

const BYTES_PER_MEGABYTE = 1_048_576;

export function plugin(context: PluginInitializerContext<WorkbenchConfig>): DetectionWorkbenchPlugin {
  const { packs, self, limits } = context.config.get();
  const stackFactory = new KibanaStackFactory({
    version: context.env.packageInfo.version,
    timeoutMs: limits.requestSeconds * 1_000,
    maxBytes: limits.answerMegabytes * BYTES_PER_MEGABYTE,
    ...(self.url ? { url: self.url } : {}),
    ...(self.ca ? { ca: readFileSync(self.ca, 'utf8') } : {}),
    ...(self.servername ? { servername: self.servername } : {}),
  });
  return new DetectionWorkbenchPlugin(context, {
    stackFactory,
    openPacks: sharedPacks({ bundled: PACKS, ...(packs.path ? { own: packs.path } : {}) }),
  });
}
