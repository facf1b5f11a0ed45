/** `detection-workbench guard`: reads files, judges, prints, and says in its exit code how it went. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Pack } from '../../common/packs';
import { openPackLibrary } from '../../server/services/packs';
import { PLUGIN_VERSION } from '../../server/version';
import { GUARD_HELP, parseGuardArguments, type GuardOptions } from './arguments';
import { readBaseline } from './baseline';
import { readDetections, type InputFile } from './files';
import { formatResult } from './formats';
import { judgeFiles } from './judge_files';
import { failing, withBaseline } from './problems';

export const EXIT = { clean: 0, findings: 1, blinded: 2, unusable: 3 } as const;

export interface Surroundings {
  workingDir: string;
  /** Folder of the bundled packs. */
  bundledPacks: string;
  out(text: string): void;
  err(text: string): void;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Input that nothing can be said about. */
class Unusable extends Error {}

/** @returns the exit code */
export async function guard(args: readonly string[], around: Surroundings): Promise<number> {
  const parsed = parseGuardArguments(args);
  if ('help' in parsed) {
    around.out(GUARD_HELP);
    return EXIT.clean;
  }
  if ('mistake' in parsed) {
    around.err(`${parsed.mistake}. See detection-workbench guard --help\n`);
    return EXIT.unusable;
  }
  try {
    return await run(parsed.run, around);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    around.err(`${error.message}\n`);
    return EXIT.unusable;
  }
}

async function run(options: GuardOptions, around: Surroundings): Promise<number> {
  const files = await Promise.all(
    [...options.rules, ...options.exceptions].map((name) => readInput(name, around.workingDir)),
  );
  const detections = readDetections(files);
  const bad = detections.unreadable[0];
  if (bad !== undefined) throw new Unusable(`${bad.place.file}:${bad.place.line}: ${bad.reason}`);
  if (detections.rules.size === 0) throw new Unusable(`There is no rule in ${options.rules.join(', ')}`);
  const [packs, known] = await Promise.all([readPacks(options, around), knownProblems(options, around)]);
  const judged = judgeFiles(detections, packs, around.now);
  const result = { ...judged, problems: withBaseline(judged.problems, known) };
  const { format, baseline } = options;
  around.out(formatResult(result, { format, version: PLUGIN_VERSION, hasBaseline: baseline !== undefined }));
  const toMend = failing(result.problems);
  if (toMend.some(({ code }) => code === 'blinded')) return EXIT.blinded;
  return toMend.length > 0 ? EXIT.findings : EXIT.clean;
}

async function readInput(name: string, workingDir: string): Promise<InputFile> {
  try {
    return { name, text: await readFile(resolve(workingDir, name), 'utf8') };
  } catch (error) {
    throw new Unusable(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A pack with errors would leave out expectations without a word, so it is no basis for a check. */
async function readPacks(
  { packs }: GuardOptions,
  { workingDir, bundledPacks }: Surroundings,
): Promise<readonly Pack[]> {
  const library = await openPackLibrary({ bundled: packs === undefined ? bundledPacks : resolve(workingDir, packs) });
  const broken = library.reports().find(({ status }) => status === 'disabled');
  if (broken !== undefined) {
    const first = broken.errors[0];
    throw new Unusable(`Pack ${broken.id} cannot be used${first ? `: ${first.file}: ${first.message}` : ''}`);
  }
  if (library.packs().length === 0) throw new Unusable(`There is no pack in ${packs ?? bundledPacks}`);
  return library.packs();
}

async function knownProblems({ baseline }: GuardOptions, { workingDir }: Surroundings): Promise<ReadonlySet<string>> {
  if (baseline === undefined) return new Set();
  const known = readBaseline((await readInput(baseline, workingDir)).text);
  if (known === undefined) throw new Unusable(`${baseline} is no SARIF of an earlier run`);
  return known;
}
