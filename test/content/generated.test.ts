/** What is generated from the packs is what the packs say now. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { coverageText } from '../../scripts/packs_docs/coverage';
import { schemaFiles } from '../../scripts/packs_docs/schemas';
import { bundledFolders, bundledPacks } from '../support/packs';

const docs = resolve('docs');
const hint = 'run npm run packs:docs';

it('docs/coverage.md is current', () => {
  const text = readFileSync(join(docs, 'coverage.md'), 'utf8');
  expect({ hint, text }).toEqual({ hint, text: coverageText(bundledPacks().packs) });
});

it.each([...schemaFiles()])('docs/schemas/%s is current', (name, text) => {
  expect({ hint, text: readFileSync(join(docs, 'schemas', name), 'utf8') }).toEqual({ hint, text });
});

it('docs/schemas holds nothing else', () => {
  expect(readdirSync(join(docs, 'schemas')).sort()).toEqual([...schemaFiles().keys()].sort());
});

it('every $schema line of a pack leads to a schema', () => {
  const broken = bundledFolders().flatMap((folder) =>
    folder.files.flatMap(({ path, text }) => {
      const target = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
      return target !== undefined && !existsSync(resolve('packs', folder.id, path, '..', target))
        ? [`${folder.id}/${path}`]
        : [];
    }),
  );
  expect(broken).toEqual([]);
});

it.each(bundledFolders().map((folder) => [folder.id]))(
  '%s is as its pack.lock says: a change needs a new version and npm run packs:lock',
  (id) => {
    const report = bundledPacks().reports.find((candidate) => candidate.id === id);
    expect(report?.files.filter((file) => file.hash !== 'matches').map((file) => file.path)).toEqual([]);
  },
);
