// `npm start`: builds what changed and runs the standalone workbench in this process.
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { standaloneBuild } from './standalone_build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

let build;
try {
  build = await standaloneBuild(root, (message) => console.error(message));
} catch (error) {
  console.error(`The workbench could not be built: ${error.message}`);
  process.exit(1);
}
// From Node 22.8 on, what was compiled once is read from there.
module.enableCompileCache?.(join(build, 'compiled'));
const { main } = createRequire(import.meta.url)(join(build, 'main.cjs'));
const code = await main(process.argv.slice(2), {
  root,
  bundlesDir: join(build, 'bundles'),
  // npm runs scripts in the project's folder; paths on the command line are meant from where the user is.
  workingDir: process.env.INIT_CWD ?? process.cwd(),
  variables: process.env,
});
process.exit(code);
