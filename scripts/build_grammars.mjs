// Builds the parsers from their Peggy grammars. Runs by itself after `npm ci` (the "prepare" script).
// Generated parsers are never committed: the grammar is the source, and it is the documentation.
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import peggy from 'peggy';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const grammars = ['common/eql/grammar', 'common/kql/grammar'];

for (const name of grammars) {
  const source = join(root, `${name}.peggy`);
  if (!existsSync(source)) continue;
  const code = peggy.generate(readFileSync(source, 'utf8'), {
    output: 'source',
    format: 'commonjs',
    grammarSource: `${name}.peggy`,
    allowedStartRules: ['*'],
  });
  writeFileSync(join(root, `${name}.generated.js`), code);
}
