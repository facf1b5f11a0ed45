/** Writes docs/schemas/*.json and docs/coverage.md from the schemas and the bundled packs: `npm run packs:docs`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPacks } from '../test/support/packs';
import { coverageText } from './packs_docs/coverage';
import { schemaFiles } from './packs_docs/schemas';

mkdirSync(join('docs', 'schemas'), { recursive: true });
for (const [name, text] of schemaFiles()) writeFileSync(join('docs', 'schemas', name), text);
writeFileSync(join('docs', 'coverage.md'), coverageText(bundledPacks().packs));
