/** Reads expectations with their recordings, benign shapes and regression cases. */
import type { BenignSample, Recording, RegressionSample } from '../pack';
import { expectationSchema, type Expectation } from '../schema/expectation';
import { benignFileSchema, regressionFileSchema } from '../schema/samples';
import type { PackManifest } from '../schema/manifest';
import { readRecording, readSamples } from './documents';
import type { PackReader } from './reader';

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.ndjson$/, '');

export interface LoadedExpectation {
  file: string;
  expectation: Expectation;
}

/** All of `expectations/*.yml`. */
export function loadExpectations(reader: PackReader, manifest: PackManifest): LoadedExpectation[] {
  const sources = new Set(manifest.data_sources.map((source) => source.id));
  return reader.list('expectations', '.yml').flatMap((file) => {
    const expectation = reader.yaml(file, expectationSchema);
    if (!expectation) return [];
    const lists = { sources: expectation.sources, cleanup_recordings: expectation.cleanup_recordings };
    for (const [key, entries] of Object.entries(lists)) {
      entries.forEach(({ source, recording }, index) => {
        if (!sources.has(source))
          reader.error('unknown_reference', file, [key, index, 'source'], `pack.yml has no data source ${source}`);
        if (recording && !recording.startsWith(`recordings/${source}/`)) {
          reader.error('inconsistent', file, [key, index, 'recording'], `expected a file in recordings/${source}/`);
        }
      });
    }
    return [{ file, expectation }];
  });
}

/** The recordings that the expectations name. */
export function loadRecordings(reader: PackReader, expectations: readonly LoadedExpectation[]): Recording[] {
  const named = expectations.flatMap(({ expectation }) => [...expectation.sources, ...expectation.cleanup_recordings]);
  return named.flatMap(({ source, recording: path }) => {
    if (!path) return [];
    const events = reader.lines(path, (text) => readRecording(text, `${baseName(path)}.${source}`));
    return events ? [{ path, source, events }] : [];
  });
}

/** `benign/benign.yml` with its documents. */
export function loadBenign(reader: PackReader): BenignSample[] {
  const file = 'benign/benign.yml';
  const content = reader.optionalYaml(file, benignFileSchema);
  const cases = content && reader.lines(content.recording, readSamples);
  if (!content || !cases) return [];
  return content.shapes.map((shape, index) => {
    const events = cases.get(shape.id) ?? [];
    if (events.length === 0)
      reader.error(
        'unknown_reference',
        file,
        ['shapes', index, 'id'],
        `${content.recording} has no document of ${shape.id}`,
      );
    return { ...shape, events };
  });
}

/** `regressions/*.yml` with their documents. */
export function loadRegressions(reader: PackReader): RegressionSample[] {
  return reader.list('regressions', '.yml').flatMap((file) => {
    const content = reader.yaml(file, regressionFileSchema);
    const cases = content && reader.lines(content.recording, readSamples);
    if (!content || !cases) return [];
    return content.cases.map((entry, index) => {
      const events = cases.get(entry.id) ?? [];
      if (events.length === 0)
        reader.error(
          'unknown_reference',
          file,
          ['cases', index, 'id'],
          `${content.recording} has no document of ${entry.id}`,
        );
      return { ...entry, rule: content.rule, events };
    });
  });
}
