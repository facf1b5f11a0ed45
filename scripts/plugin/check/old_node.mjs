// The Node that the oldest supported Kibana ships, from the npm registry: once per machine, into build/.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Of Kibana 8.12.2. */
export const OLD_NODE = '18.18.2';

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win-x64'];

/**
 * @param {string} root absolute path of the project
 * @returns {string | undefined} absolute path of the program; undefined where the registry has none for this platform
 */
export function oldNode(root) {
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) return undefined;
  const home = join(root, 'build', 'node', `${OLD_NODE}-${platform}`);
  const program = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program)) fetchNode(`node-${platform}@${OLD_NODE}`, home);
  return program;
}

function fetchNode(specifier, home) {
  const unfinished = `${home}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const isWindows = process.platform === 'win32';
  // npm checks the integrity of what it packs.
  execFileSync(isWindows ? 'npm.cmd' : 'npm', ['pack', '--silent', specifier], { cwd: unfinished, shell: isWindows });
  const [archive] = readdirSync(unfinished).filter((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', archive], { cwd: unfinished });
  rmSync(home, { recursive: true, force: true });
  renameSync(join(unfinished, 'package'), home);
  rmSync(unfinished, { recursive: true, force: true });
}
