/** Version of the plugin, shown in the environment and in exports. */
export { version as PLUGIN_VERSION } from '../package.json';
