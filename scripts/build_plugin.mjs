// `npm run build -- --kibana-version 8.12.2 [--kibana-version 9.4.1 ...] [--out DIR]`: one zip per Kibana version, which
// `bin/kibana-plugin install` takes. The zips differ in nothing but the version that their manifests name.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import './build_grammars.mjs';
import { pluginFiles } from './plugin/files.mjs';
import { ARCHIVE_FOLDER, paths, zipName } from './plugin/layout.mjs';
import { contentVersion, kibanaManifest, readSourceManifest } from './plugin/manifest.mjs';
import { browserSizes, BUDGET, firstPageSize, inWords, judge } from './plugin/sizes.mjs';
import { writeZip } from './plugin/zip.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const USAGE = 'usage: npm run build -- --kibana-version X.Y.Z [--kibana-version X.Y.Z ...] [--out DIR]';

function options() {
  const { values } = parseArgs({
    options: { 'kibana-version': { type: 'string', multiple: true }, out: { type: 'string' } },
  });
  const kibanaVersions = values['kibana-version'] ?? [];
  const strange = kibanaVersions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version));
  if (strange.length > 0) throw new Error(`not a Kibana version: ${strange.join(', ')}`);
  if (kibanaVersions.length === 0) throw new Error('name at least one Kibana version');
  return { kibanaVersions, out: resolve(process.env.INIT_CWD ?? process.cwd(), values.out ?? join(root, 'build')) };
}

async function build({ kibanaVersions, out }) {
  const { version: packageVersion } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const source = readSourceManifest(readFileSync(join(root, 'kibana.jsonc'), 'utf8'));
  const { files, modules } = await pluginFiles(root);
  const version = contentVersion(packageVersion, files);
  console.log(`${source.id} ${version}`);

  const sizes = browserSizes(files);
  const verdicts = [
    judge('  entry', sizes.entry, BUDGET.entry),
    judge(`  application, ${modules.all.length} modules, gzip`, sizes.application, BUDGET.application),
  ];
  verdicts.at(-1).line += ` (${inWords(firstPageSize(files, modules.first))} to open the first page)`;
  mkdirSync(out, { recursive: true });
  for (const kibanaVersion of kibanaVersions) {
    const manifest = kibanaManifest(source, { version, kibanaVersion });
    const entries = [[paths.manifest, Buffer.from(manifest)], ...files].map(([name, content]) => [
      `${ARCHIVE_FOLDER}/${name}`,
      content,
    ]);
    const zip = join(out, zipName(packageVersion, kibanaVersion));
    await writeZip(zip, new Map(entries));
    verdicts.push(judge(`  ${zip}`, statSync(zip).size, BUDGET.zip));
  }
  for (const { line } of verdicts) console.log(line);
  return verdicts.every(({ isWithin }) => isWithin);
}

let chosen;
try {
  chosen = options();
} catch (error) {
  console.error(`${error.message}\n${USAGE}`);
  process.exit(2);
}
process.exit((await build(chosen)) ? 0 : 1);
