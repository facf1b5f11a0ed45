// `node browser_probe.mjs PAGE_SCRIPT PUBLIC_FOLDER LINE`: makes this process a page, evaluates the plugin's entry as a
// classic script, lets it import its modules, mounts the app and takes it away. Prints one line: { problems, summary }.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { JSDOM, VirtualConsole } from 'jsdom';
import { paths, PLUGIN_ID } from '../layout.mjs';

const [pageScript, folder, line] = process.argv.slice(2);
const KEY = `plugin/${PLUGIN_ID}/public`;
const TITLE = '[data-test-subj="dwPageTitle"]';
const PATIENCE_MS = 30_000;
const problems = [];
const fail = (problem) => void problems.push(problem);

/** Everything that a browser has and Node lacks, except what would talk to a server: requests stay without answer. */
function becomePage() {
  const dom = new JSDOM('<!DOCTYPE html><html><head><meta name="emotion"></head><body></body></html>', {
    url: `http://localhost/app/${PLUGIN_ID}`,
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  });
  const { window } = dom;
  for (const name of Object.getOwnPropertyNames(window)) {
    if (name in globalThis && !['navigator', 'Event', 'EventTarget', 'CustomEvent'].includes(name)) continue;
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  }
  class Observer {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  const matchMedia = (media) => ({
    media,
    matches: false,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
  });
  const missing = {
    ResizeObserver: Observer,
    IntersectionObserver: Observer,
    matchMedia,
    fetch: () => new Promise(() => undefined),
  };
  Object.assign(globalThis, missing);
  Object.assign(window, missing);
  console.error = (...parts) =>
    fail(`the page reports an error: ${parts.map((part) => part?.stack ?? String(part)).join(' ')}`);
}

/** A classic script, with `document.currentScript` as in a page. */
function evaluate(file) {
  const script = document.createElement('script');
  script.src = pathToFileURL(file).href;
  Object.defineProperty(document, 'currentScript', { value: script, configurable: true });
  vm.runInThisContext(readFileSync(file, 'utf8'), {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  Object.defineProperty(document, 'currentScript', { value: null, configurable: true });
}

async function until(what, holds) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what} does not appear`);
}

/** Contracts of other plugins that throw at every touch. */
const hostile = () =>
  new Proxy(
    {},
    {
      get() {
        throw new Error('another plugin is not as expected');
      },
    },
  );

/** An exception in setup or start would take down every page of Kibana. */
function checkHostileCore(metadata) {
  const { plugin } = __kbnBundles__.get(KEY);
  const context = {
    logger: { get: () => ({ error: () => undefined }) },
    config: { get: () => metadata.plugin.config },
  };
  const others = ['cases', 'globalSearch', 'uiActions', 'unifiedDocViewer'];
  const deps = Object.fromEntries(others.map((id) => [id, hostile()]));
  for (const phase of ['setup', 'start']) {
    try {
      plugin(context)[phase]({}, {});
      plugin(context)[phase]({}, deps);
    } catch (error) {
      fail(`${phase} throws when Kibana is not as expected: ${error.message}`);
    }
  }
}

async function showFirstPage(startPage, metadata) {
  const page = await startPage(metadata);
  await until('the title of the first page', () => document.querySelector(TITLE));
  await page.unmount();
  return page;
}

async function main() {
  becomePage();
  const { provideGlobals, startPage } = createRequire(import.meta.url)(pageScript);
  const metadata = {
    line,
    basePath: '',
    version: '0',
    capabilities: {
      navLinks: {},
      management: {},
      catalogue: {},
      [PLUGIN_ID]: { view: true, triage: true, tune: true, manage: true },
    },
    user: { username: 'elastic' },
    plugin: { id: PLUGIN_ID, publicPath: `${pathToFileURL(folder).href}/`, config: {} },
  };
  provideGlobals(metadata);
  const before = new Set(Object.keys(globalThis));
  evaluate(join(folder, `${PLUGIN_ID}.plugin.js`));
  const added = Object.keys(globalThis).filter((name) => !before.has(name));
  if (added.length > 0) fail(`${paths.entry} leaves globals behind: ${added.join(', ')}`);
  if (!__kbnBundles__.has(KEY)) throw new Error(`${paths.entry} does not define ${KEY}`);
  const modules = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.endsWith('.plugin.js'));
  for (const name of modules) await import(pathToFileURL(join(folder, name)).href);
  checkHostileCore(metadata);
  await showFirstPage(startPage, { ...metadata, isAlone: true });
  const { app, neighbours } = await showFirstPage(startPage, metadata);
  await until('the tab in Discover', () => neighbours.docViews.length > 0);
  const doors = [
    ['result providers', neighbours.providers.length],
    ['tabs in Discover', neighbours.docViews.length],
    ['attachments of cases', neighbours.attachmentTypes.size],
  ];
  for (const [what, count] of doors) if (count !== 1) fail(`the plugin registers ${count} ${what} instead of 1`);
  return `${modules.length} modules, app ${app.id} with ${app.deepLinks?.length ?? 0} deep links, with and without other plugins`;
}

const summary = await main().catch((error) => {
  fail(error?.stack ?? String(error));
  return '';
});
// Timers of the libraries would keep the process.
process.stdout.write(`${JSON.stringify({ problems, summary })}\n`, () => process.exit(0));
