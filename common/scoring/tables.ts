/** Look-ups in the two tables and the bands. */
import type { ScoreBand, ScoringTables } from './types';

export interface Factor {
  value: number;
  reason: string;
}

/** Does the pattern name the program? Case does not count; a trailing `*` stands for the rest of the name. */
export function namesProgram(pattern: string, program: string): boolean {
  const wanted = pattern.toLowerCase();
  const name = program.toLowerCase();
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

/** The first of `parts` that `path` contains, in any case. */
export function containedPart(path: string, parts: readonly string[]): string | undefined {
  const text = path.toLowerCase();
  return parts.find((part) => text.includes(part.toLowerCase()));
}

/** Risk of a program; `path` decides rows with exceptions and may be empty when it is unknown. */
export function processRisk(tables: ScoringTables, program: string, path: string, allowlisted: boolean): Factor {
  const { rows, allowlisted: narrow, otherwise } = tables.process_risk;
  const row = rows.find(
    ({ programs, except_paths }) =>
      programs.some((pattern) => namesProgram(pattern, program)) && containedPart(path, except_paths) === undefined,
  );
  const factor = row ?? otherwise;
  return allowlisted && narrow.value < factor.value ? narrow : factor;
}

/** Suspicion of a port, given the risk of the program that uses it. */
export function portSuspicion(tables: ScoringTables, port: number, risk: number): Factor {
  const { rows, otherwise } = tables.port_suspicion;
  return (
    rows.find(
      ({ ports, min_process_risk }) =>
        (ports === undefined || ports.includes(port)) && (min_process_risk === undefined || risk >= min_process_risk),
    ) ?? otherwise
  );
}

export function bandOf(tables: ScoringTables, score: number): ScoreBand {
  return tables.bands.find((band) => score >= band.from)?.id ?? 'none';
}
