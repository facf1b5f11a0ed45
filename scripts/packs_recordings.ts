/**
 * Takes the recordings, benign shapes and regression documents of the bundled packs from a folder of replay telemetry
 * (tests/TEST.SOURCE.ndjson, benign.ndjson, cases.ndjson). What is taken follows from the packs' own YAML files.
 * Run once when telemetry was recorded anew: `npm run packs:recordings -- FOLDER`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { benignFileSchema, expectationSchema, regressionFileSchema } from '../common/packs';
import { packDirectories, yamlFiles } from './packs_files';

function write(directory: string, path: string, lines: readonly string[]): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

function linesOf(folder: string, path: string): string[] {
  return readFileSync(join(folder, path), 'utf8').split('\n').filter(Boolean);
}

/** `recordings/defend/T1571-4.ndjson` comes from `tests/T1571-4.defend.ndjson`. */
function sourceOf(recording: string): string {
  const [, source = '', name = ''] = recording.split('/');
  return `tests/${name.replace(/\.ndjson$/, '')}.${source}.ndjson`;
}

function samples(folder: string, path: string, ids: readonly string[]): string[] {
  const lines = linesOf(folder, path).map((line) => JSON.parse(line) as { case: string });
  return ids.flatMap((id) => lines.filter((line) => line.case === id).map((line) => JSON.stringify(line)));
}

function takeRecordings(folder: string, directory: string): void {
  for (const file of yamlFiles(directory, 'expectations')) {
    const expectation = expectationSchema.parse(parse(file.text));
    for (const { recording } of [...expectation.sources, ...expectation.cleanup_recordings]) {
      if (recording) write(directory, recording, linesOf(folder, sourceOf(recording)));
    }
  }
  for (const file of yamlFiles(directory, 'regressions')) {
    const { recording, cases } = regressionFileSchema.parse(parse(file.text));
    write(
      directory,
      recording,
      samples(
        folder,
        'cases.ndjson',
        cases.map((entry) => entry.id),
      ),
    );
  }
  for (const file of yamlFiles(directory, 'benign')) {
    const { recording, shapes } = benignFileSchema.parse(parse(file.text));
    write(
      directory,
      recording,
      samples(
        folder,
        'benign.ndjson',
        shapes.map((shape) => shape.id),
      ),
    );
  }
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npm run packs:recordings -- FOLDER');
  process.exit(2);
}
for (const directory of packDirectories()) takeRecordings(folder, directory);
