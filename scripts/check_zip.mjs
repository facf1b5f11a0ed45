// `npm run check:zip [-- FILE...]`: takes the zips in build/ apart and loads what is in them the way Kibana does. Prints
// what holds and every violation; any violation fails.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveProblems, readArchive, unpack } from './plugin/check/archive.mjs';
import { runBrowser } from './plugin/check/browser.mjs';
import { contentProblems } from './plugin/check/content.mjs';
import { checkManifest } from './plugin/check/manifest.mjs';
import { OLD_NODE, oldNode } from './plugin/check/old_node.mjs';
import { installPlugin, runServer } from './plugin/check/server.mjs';
import { ARCHIVE_FOLDER, paths, PLUGIN_ID } from './plugin/layout.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ZIP = new RegExp(`^${PLUGIN_ID}-.+_(\\d+\\.\\d+\\.\\d+)\\.zip$`);

/** Prints as it goes; remembers whether anything was wrong. */
class Report {
  failures = 0;

  /** @returns {boolean} whether there was nothing wrong */
  add(what, problems) {
    this.failures += problems.length;
    if (problems.length === 0) console.log(`  ok    ${what}`);
    for (const problem of problems) console.log(`  FAIL  ${what}: ${problem}`);
    return problems.length === 0;
  }
}

function zips() {
  const named = process.argv.slice(2);
  if (named.length > 0) return named.map((file) => resolve(process.env.INIT_CWD ?? process.cwd(), file));
  const folder = join(root, 'build');
  return readdirSync(folder)
    .filter((name) => ZIP.test(name))
    .map((name) => join(folder, name));
}

async function check(file, report) {
  console.log(file);
  const kibanaVersion = basename(file).match(ZIP)?.[1];
  if (!kibanaVersion) return report.add('name', [`${basename(file)} names no Kibana version`]);
  const entries = await readArchive(file);
  if (!report.add('archive', archiveProblems(entries))) return undefined;
  const files = new Map(
    entries
      .filter(({ content }) => content)
      .map(({ name, content }) => [name.slice(ARCHIVE_FOLDER.length + 1), content]),
  );
  const { manifest, problems } = checkManifest(files.get(paths.manifest).toString('utf8'), kibanaVersion);
  if (!report.add('manifest', problems)) return undefined;
  if (!report.add('content', contentProblems(files, manifest))) return undefined;
  const home = mkdtempSync(join(tmpdir(), 'plugin-check-'));
  try {
    const unpacked = join(home, 'unpacked');
    unpack(entries, unpacked);
    const folder = await installPlugin({ root, unpacked, home: join(home, 'kibana') });
    await checkServer(folder, report);
    for (const line of ['8.12', '9.4']) {
      const { problems: found, summary } = await runBrowser({ root, folder, line, workdir: home });
      report.add(`browser half, core of ${line}${summary && `: ${summary}`}`, found);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return undefined;
}

async function checkServer(folder, report) {
  const old = oldNode(root);
  if (!old)
    console.log(`  SKIP  the registry has no Node ${OLD_NODE} for ${process.platform} ${process.arch}; using this one`);
  for (const line of ['8.12', '9.4']) {
    const { problems, summary } = await runServer(old ?? process.execPath, folder, line);
    report.add(`server half, Node ${old ? OLD_NODE : process.version}, core of ${line}: ${summary}`, problems);
  }
}

const files = zips();
if (files.length === 0) {
  console.error('No zip in build/. Make one: npm run build -- --kibana-version 8.12.2');
  process.exit(1);
}
const report = new Report();
for (const file of files) await check(file, report);
console.log(report.failures === 0 ? 'All good.' : `${report.failures} violations.`);
process.exit(report.failures === 0 ? 0 : 1);
