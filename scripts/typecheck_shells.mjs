// `npm run typecheck:shells`: the browser half against both ends of what is supported, the libraries of Kibana 8.12 and of
// the newest one. Installs them beside their lock files when they are not there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const isWindows = process.platform === 'win32';

for (const name of ['react17_eui90', 'react18_newest']) {
  const folder = join(root, 'test/shells', name);
  if (!existsSync(join(folder, 'node_modules'))) {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: 'inherit',
      shell: isWindows,
    });
    if (status !== 0) process.exit(1);
  }
  const compiler = join(root, 'node_modules/typescript-native/bin/tsc');
  const project = join(folder, 'tsconfig.json');
  const { status } = spawnSync(process.execPath, [compiler, '--noEmit', '-p', project], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  console.log(`${name}: types fit`);
}
