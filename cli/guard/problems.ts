/** What the guard says about files: problems with a place, a level, and a fingerprint that outlives edits elsewhere. */
import { createHash } from 'node:crypto';
import type { HealthFinding } from '../../common/allowlist';
import type { Place } from './files';

/**
 * - `error`: an expected attack goes unseen, or a rule no longer works
 * - `warning`: something does not do what it says
 * - `note`: worth knowing; does not fail a check
 */
export type Level = 'error' | 'warning' | 'note';

export interface Problem {
  /** A reason code, e.g. `blinded` or one of the health check. */
  code: string;
  level: Level;
  message: string;
  place: Place;
  /** Name of the rule it is about. */
  rule: string;
  /** The expected attack that is lost or weakened. */
  attack?: { expectation: string; source: string };
  /** Equal for the same problem in the next run, wherever its line has moved to. */
  fingerprint: string;
  /** It was there in the baseline, so it fails nothing. */
  known: boolean;
}

export type NewProblem = Omit<Problem, 'fingerprint' | 'known'>;

/** @param identity what makes it the same problem in another run */
export function problem(made: NewProblem, identity: readonly string[]): Problem {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([made.code, ...identity]))
    .digest('hex')
    .slice(0, 32);
  return { ...made, fingerprint, known: false };
}

/**
 * Habits that may well be meant do not fail a check, nor does an item of a shared list that is of no use to one of its rules.
 * @param works on another rule that uses it
 */
export function levelOf({ severity, effect, code }: HealthFinding, works: boolean): Level {
  if (effect === 'does_nothing') return works || code === 'expired' ? 'note' : 'warning';
  if (severity === 'refuse') return 'error';
  return effect === 'runs_without' ? 'warning' : 'note';
}

export function withBaseline(problems: readonly Problem[], known: ReadonlySet<string>): Problem[] {
  return problems.map((one) => ({ ...one, known: known.has(one.fingerprint) }));
}

/** Problems that a check fails for. */
export function failing(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ known, level }) => !known && level !== 'note');
}
