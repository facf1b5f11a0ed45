// Builds the parsers from their Peggy grammars. Runs by itself after `npm ci` (the "prepare" script).
// Generated parsers are never committed: the grammar is the source, and it is the documentation.
// A parser that is up to date is left alone: Peggy alone takes longer to load than the rest of a start.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const grammars = ['common/eql/grammar', 'common/kql/grammar'];
/** Besides the grammar, these decide what is generated. */
const makers = [fileURLToPath(import.meta.url), join(root, 'node_modules/peggy/package.json')].map((file) =>
  readFileSync(file),
);

for (const name of grammars) {
  const grammar = readFileSync(join(root, `${name}.peggy`), 'utf8');
  const target = join(root, `${name}.generated.js`);
  const mark = `// ${createHash('sha256').update(grammar).update(makers[0]).update(makers[1]).digest('hex')}\n`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(mark)) continue;
  const { default: peggy } = await import('peggy');
  const code = peggy.generate(grammar, {
    output: 'source',
    format: 'commonjs',
    grammarSource: `${name}.peggy`,
    allowedStartRules: ['*'],
  });
  writeFileSync(target, mark + code);
}
