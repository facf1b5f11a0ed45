/**
 * The entry that Kibana loads with every page: it only makes the plugin known. The application and what is behind the
 * doors from other apps are ES modules that are fetched when they are used (scripts/bundle_public.mjs builds all).
 */
import type { PluginInitializerContext } from '@kbn/core/public';
import { APP_ID } from '../common/tiers';
import type { Behind } from './extensions';
import { createPlugin, type ApplicationModule, type BrowserConfig } from './plugin';

/** File names of the modules, next to this script; the bundler fills them in. */
declare const __APPLICATION_FILE__: string;
declare const __BEHIND_FILE__: string;

const script = document.currentScript;
const folder =
  script instanceof HTMLScriptElement
    ? script.src.slice(0, script.src.lastIndexOf('/') + 1)
    : __kbnPublicPath__[APP_ID];

const modules = {
  application: (): Promise<ApplicationModule> => import(`${folder}${__APPLICATION_FILE__}`),
  behind: (): Promise<Behind> => import(`${folder}${__BEHIND_FILE__}`),
};

__kbnBundles__.define(
  `plugin/${APP_ID}/public`,
  () => ({
    plugin: (context: PluginInitializerContext<BrowserConfig>) => createPlugin(context, modules),
  }),
  0,
);
