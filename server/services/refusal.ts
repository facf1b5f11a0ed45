/** Why a service says no. Carries a reason code for programs, words for people, and what is needed to go on. */

export type RefusalCode =
  /** The object does not exist. */
  | 'not_found'
  /** The stored version is another one; `details.currentVersion` has it. */
  | 'conflict'
  /** The input cannot be accepted as it is. */
  | 'invalid'
  /** The change would hide an expected attack; `details.guard` says which. */
  | 'blinding'
  /** The change has findings that break the rule or can never match; `details.findings` lists them. */
  | 'unhealthy'
  /** The override itself is not acceptable: too long, in the past, or without the privilege. */
  | 'override_refused'
  /** The installed rule was edited elsewhere; `details.fields` says where. */
  | 'rule_edited'
  /** A knob value is refused; `details.problems` lists them. */
  | 'knobs_refused'
  /** Content is not installed, or newer than this plugin. */
  | 'not_installed'
  | 'downgrade'
  /** The stack cannot do this. */
  | 'not_supported'
  /** The first half of a change was written, the second was not; running it again completes it. */
  | 'half_written';

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** For lookups that must succeed. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Refusal('not_found', `${what} does not exist`);
  return value;
}
