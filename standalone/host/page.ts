/** The HTML page in which the browser shell starts. No inline scripts: what the shell must know travels in an attribute. */
import type { Capabilities } from '@kbn/core/server';

/** What the server tells the shell. */
export interface PageMetadata {
  basePath: string;
  /** Sent back as `kbn-version`; changes with every build. */
  version: string;
  capabilities: Capabilities;
  user: { username: string };
  plugin: {
    id: string;
    /** URL of the folder with the plugin's bundles, with a slash at the end. */
    publicPath: string;
    /** What `initializerContext.config.get()` answers. */
    config: Record<string, unknown>;
  };
}

/** File names of the built shell, relative to the bundles folder. Written by scripts/bundle_shell.mjs. */
export interface ShellAssets {
  boot: string;
  shell: string;
  styles: string[];
  icon: string;
}

export function renderPage(metadata: PageMetadata, assets: ShellAssets): string {
  const url = (file: string) => escapeHtml(`${metadata.basePath}/bundles/${file}`);
  const styles = assets.styles.map((file) => `<link rel="stylesheet" href="${url(file)}">`).join('\n    ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Detection Workbench</title>
    <meta name="eui-global">
    <meta name="emotion">
    <meta name="eui-utilities">
    <link rel="icon" type="image/svg+xml" href="${url(assets.icon)}">
    ${styles}
    <script src="${url(assets.boot)}"></script>
  </head>
  <body>
    <kbn-injected-metadata data="${escapeHtml(JSON.stringify(metadata))}"></kbn-injected-metadata>
    <div id="kibana-body" data-test-subj="kibanaChrome">
      <div class="shellLoading" role="status">Loading the Detection Workbench</div>
      <noscript>The Detection Workbench needs JavaScript.</noscript>
    </div>
    <script src="${url(assets.shell)}" defer></script>
    <script src="${escapeHtml(`${metadata.plugin.publicPath}${metadata.plugin.id}.plugin.js`)}" defer></script>
  </body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
