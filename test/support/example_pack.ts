/** The pack that docs/adding_a_pack.md builds, taken from the page itself. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ContentFile, PackFolder } from '../../common/packs';

const FILE_BLOCK = /^File: `([^`/]+)\/([^`]+)`\n+```[a-z]+\n([\s\S]*?)^```$/gm;

/** Its folder: every block of the page that follows a line `File: ...`. */
export function examplePack(): PackFolder {
  const page = readFileSync(resolve('docs', 'adding_a_pack.md'), 'utf8');
  const blocks = [...page.matchAll(FILE_BLOCK)];
  const files = blocks.map(([, , path = '', text = '']): ContentFile => {
    return { path, text, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
  });
  return { id: blocks[0]?.[1] ?? '', origin: 'own', files };
}
