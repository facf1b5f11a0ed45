/**
 * The built plugin in a page with other libraries: those of Kibana 8.12 and those of the newest one. The page and the
 * plugin's files come from here, everything else is passed on to a running workbench.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { PageMetadata } from '../../standalone/host/page';

const ROOT = join(__dirname, '../..');
const PLUGIN_PATH = '/bundles/plugin/detectionWorkbench/';

export interface ShellKind {
  /** Folder below test/shells with a package.json and a lock of its own. */
  name: 'react17_eui90' | 'react18_newest';
  line: '8.12' | '9.4';
}

export const SHELLS: readonly ShellKind[] = [
  { name: 'react17_eui90', line: '8.12' },
  { name: 'react18_newest', line: '9.4' },
];

/** What the page shares with plugins: must come from the shell's libraries, not from the project's. */
const SHARED =
  /^(react|react-dom|react-router-dom|history|rxjs|moment|moment-timezone|@elastic\/(eui|charts|datemath)|@emotion\/(react|cache|css)|@tanstack\/react-query)$/;

const fromShell = (folder: string): Plugin => ({
  name: 'shell-libraries',
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: SHARED }, async ({ path, kind, pluginData }) => {
      if (pluginData === 'resolved') return undefined;
      const wanted = path === '@elastic/eui' ? '@elastic/eui/optimize/es/index.js' : path;
      return pluginBuild.resolve(wanted, { resolveDir: folder, kind, pluginData: 'resolved' });
    });
  },
});

/** EUI 90 imports its icons by names that it puts together; with the ending a bundler finds them all. */
const iconFiles: Plugin = {
  name: 'eui-icons',
  setup(pluginBuild) {
    pluginBuild.onLoad(
      { filter: /[\\/]eui[\\/]optimize[\\/]es[\\/]components[\\/]icon[\\/]icon\.js$/ },
      ({ path }) => ({
        contents: readFileSync(path, 'utf8').replace(
          /("\.\/assets\/"\.concat\([^)]*\)|'\.\/assets\/' \+ [^)]*)\)/,
          "$1 + '.js')",
        ),
        loader: 'js',
      }),
    );
  },
};

/** Installs the libraries of a shell when they are not there, and bundles the page around them. */
const bundlePage = async ({ name }: ShellKind): Promise<string> => {
  const folder = join(ROOT, 'test/shells', name);
  if (!existsSync(join(folder, 'node_modules'))) {
    const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (installed.status !== 0) throw new Error(`npm ci in ${name} failed:\n${installed.stderr}`);
  }
  const outfile = join(ROOT, 'build/shells', name, 'page.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, 'test/shells/page/index.ts')],
    outfile,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'chrome112',
    mainFields: ['module', 'main'],
    jsx: 'transform',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    alias: {
      '@kbn/i18n': join(ROOT, 'standalone/host/kbn/i18n.ts'),
      '@kbn/config-schema': join(ROOT, 'standalone/host/kbn/config_schema.ts'),
    },
    plugins: [fromShell(folder), iconFiles],
    logLevel: 'error',
  });
  return outfile;
};

/** The plugin's browser files, as the zip holds them. */
const bundlePlugin = (): string => {
  const outdir = join(ROOT, 'build/shells/plugin');
  mkdirSync(outdir, { recursive: true });
  const script = `import { bundlePublic } from './scripts/bundle_public.mjs'; await bundlePublic({ root: ${JSON.stringify(ROOT)}, outdir: ${JSON.stringify(outdir)} });`;
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The plugin could not be bundled:\n${built.stderr}`);
  return outdir;
};

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** What the running workbench tells its own page: user, capabilities, version. */
const metadataOf = async (workbench: string): Promise<PageMetadata> => {
  const html = await (await fetch(`${workbench}/app/detectionWorkbench/`)).text();
  const data = /<kbn-injected-metadata data="([^"]*)"/.exec(html)?.[1] ?? '';
  const entities: Readonly<Record<string, string>> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
  };
  return JSON.parse(data.replace(/&[#\w]+;/g, (entity) => entities[entity] ?? entity)) as PageMetadata;
};

const pageOf = (metadata: PageMetadata, line: string): string => {
  const told = { ...metadata, line, plugin: { ...metadata.plugin, publicPath: PLUGIN_PATH, config: {} } };
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Shell</title><meta name="emotion"></head>
<body><kbn-injected-metadata data="${escape(JSON.stringify(told))}"></kbn-injected-metadata><div id="kibana-body"></div>
<script src="/page.js"></script><script src="${PLUGIN_PATH}detectionWorkbench.plugin.js"></script></body></html>`;
};

const passOn = (workbench: string, request: IncomingMessage, response: ServerResponse): void => {
  const target = new URL(request.url ?? '/', workbench);
  const headers = { ...request.headers, host: target.host };
  const onward = httpRequest(target, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
};

export interface RunningShell {
  url: string;
  stop(): Promise<void>;
}

/** @param workbench address of a running workbench */
export const startShell = async (kind: ShellKind, workbench: string): Promise<RunningShell> => {
  const [pageFile, pluginFolder, metadata] = [await bundlePage(kind), bundlePlugin(), await metadataOf(workbench)];
  const html = pageOf(metadata, kind.line);
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const send = (type: string, body: string | Buffer) => response.writeHead(200, { 'content-type': type }).end(body);
    if (path === '/page.js') send('application/javascript', readFileSync(pageFile));
    else if (path.startsWith(PLUGIN_PATH)) {
      const file = join(pluginFolder, normalize(path.slice(PLUGIN_PATH.length)));
      if (file.startsWith(pluginFolder) && existsSync(file)) send('application/javascript', readFileSync(file));
      else response.writeHead(404).end();
    } else if (path.startsWith('/api/')) passOn(workbench, request, response);
    else if (path.startsWith('/app/')) send('text/html', html);
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
