// Where things lie in the plugin's zip: what the build writes and the check expects.

export const PLUGIN_ID = 'detectionWorkbench';

/** Kibana installs the first folder below `kibana/` that has a manifest. */
export const ARCHIVE_FOLDER = `kibana/${PLUGIN_ID}`;

/** Paths inside the plugin's folder. */
export const paths = {
  manifest: 'kibana.json',
  server: 'server/index.js',
  public: 'target/public',
  entry: `target/public/${PLUGIN_ID}.plugin.js`,
  packs: 'packs',
  license: 'LICENSE.txt',
  notices: 'THIRD_PARTY_NOTICES.txt',
  i18n: '.i18nrc.json',
};

/** Unix modes, as the installer applies them. */
export const FILE_MODE = 0o100644;
export const FOLDER_MODE = 0o40755;

/** @returns {string} e.g. `detectionWorkbench-0.1.0_8.12.2.zip` */
export const zipName = (pluginVersion, kibanaVersion) => `${PLUGIN_ID}-${pluginVersion}_${kibanaVersion}.zip`;
