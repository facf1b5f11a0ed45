/**
 * The entry that Kibana loads with every page: it only makes the plugin known. The application itself is an ES module
 * that is fetched when the app is opened (scripts/bundle_public.mjs builds both).
 */
import type { PluginInitializerContext } from '@kbn/core/public';
import { APP_ID } from '../common/tiers';
import { DetectionWorkbenchPlugin, type ApplicationModule, type BrowserConfig } from './plugin';

/** File name of the application's module, next to this script; the bundler fills it in. */
declare const __APPLICATION_FILE__: string;

const script = document.currentScript;
const folder =
  script instanceof HTMLScriptElement
    ? script.src.slice(0, script.src.lastIndexOf('/') + 1)
    : __kbnPublicPath__[APP_ID];

const loadApplication = (): Promise<ApplicationModule> => import(`${folder}${__APPLICATION_FILE__}`);

__kbnBundles__.define(
  `plugin/${APP_ID}/public`,
  () => ({
    plugin: (context: PluginInitializerContext<BrowserConfig>) =>
      new DetectionWorkbenchPlugin(context, loadApplication),
  }),
  0,
);
