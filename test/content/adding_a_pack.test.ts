/** docs/adding_a_pack.md builds a pack that works; the other content tests run their checks on it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadPacks } from '../../common/packs';
import { examplePack } from '../support/example_pack';
import { bundledFolders, packsUnderTest } from '../support/packs';

it('the page writes every kind of file it walks through', () => {
  expect(examplePack().files.map((file) => file.path)).toEqual([
    'pack.yml',
    'rules/la_1_account_added.yml',
    'expectations/T1136.001-1.yml',
    'recordings/defend/T1136.001-1.ndjson',
    'regressions/LA-1.yml',
    'regressions/LA-1.ndjson',
    'allowlist.yml',
    'benign/benign.yml',
    'benign/benign.ndjson',
  ]);
});

it('the pack of the page is among those that the content tests check', () => {
  expect(packsUnderTest().packs.map((pack) => pack.id)).toContain(examplePack().id);
});

it('the pack of the page also works alone, apart from what it says about other packs', () => {
  const { packs, reports } = loadPacks([examplePack()]);
  expect(packs).toHaveLength(1);
  expect(reports[0]?.errors).toEqual([]);
  expect(reports[0]?.warnings.map((warning) => warning.code).sort()).toEqual(['lock_missing', 'unknown_reference']);
});

it('the page names every file and folder that a bundled pack has', () => {
  const page = readFileSync(resolve('docs', 'adding_a_pack.md'), 'utf8');
  const kinds = bundledFolders().flatMap((folder) => folder.files.map((file) => file.path.split('/')[0] ?? ''));
  expect([...new Set(kinds)].filter((kind) => !page.includes(kind))).toEqual([]);
});
