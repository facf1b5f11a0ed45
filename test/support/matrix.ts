/** The declared result matrix: each recording of the packs with the rules that must fire on it. */
import type { Pack } from '../../common/packs';
import type { RecordedEvent } from '../../common/expectations';

export interface MatrixRow {
  expectation: string;
  /** The expectation's id, `-cleanup` for the documents of its clean-up. */
  label: string;
  source: string;
  sourceLabel: string;
  events: readonly RecordedEvent[];
  /** Matches by rule; what is not named stays silent. */
  fires: Record<string, number>;
}

/** Rows in the order of the expectations and their sources, recordings only. */
export function matrix(packs: readonly Pack[]): MatrixRow[] {
  return packs.flatMap((pack) => {
    const events = (path: string) => pack.recordings.find((recording) => recording.path === path)?.events ?? [];
    const label = (source: string) => pack.manifest.data_sources.find((entry) => entry.id === source)?.label ?? source;
    return pack.expectations.flatMap((expectation) => [
      ...expectation.sources.flatMap((source): MatrixRow[] =>
        source.recording === undefined
          ? []
          : [
              {
                expectation: expectation.id,
                label: expectation.id,
                source: source.source,
                sourceLabel: label(source.source),
                events: events(source.recording),
                fires: Object.fromEntries(source.must_fire.map(({ rule, matches }) => [rule, matches])),
              },
            ],
      ),
      ...expectation.cleanup_recordings.map(({ source, recording }): MatrixRow => ({
        expectation: expectation.id,
        label: `${expectation.id}-cleanup`,
        source,
        sourceLabel: label(source),
        events: events(recording),
        fires: {},
      })),
    ]);
  });
}
