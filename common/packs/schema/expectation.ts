/** `expectations/*.yml`: one atomic test, what it must leave per data source, and which rules must (not) fire. */
import * as z from 'zod';
import {
  duration,
  expectationId,
  line,
  packPath,
  platform,
  prose,
  ruleKey,
  sourceId,
  techniqueId,
  uuid,
} from './primitives';

const executor = z.enum(['powershell', 'cmd', 'sh']);
const command = z.strictObject({ executor, platforms: z.array(platform).min(1), text: prose, note: line.optional() });

/** One kind of document the test must leave behind: an EQL event query and how many documents match it. */
export const signalSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  meaning: line,
  eql: prose,
  min: z.int().min(0),
  max: z.int().min(1),
  within: duration.optional().describe('Longest distance from the first to the last matching document.'),
});

/** A rule that must fire, and how often on the recording: documents, or sequences for a sequence rule. */
export const mustFireSchema = z.strictObject({ rule: ruleKey, matches: z.int().min(1) });

export const expectationSourceSchema = z.strictObject({
  source: sourceId,
  /**
   * `visible`: the source carries what the test leaves. `partly`: it carries some of it. `not_visible`: it carries
   * events of the test but none that a rule can use. `not_recorded`: there is no recording; `reason` says why.
   */
  state: z.enum(['visible', 'partly', 'not_visible', 'not_recorded']),
  reason: line.optional(),
  recording: packPath.optional(),
  signals: z.array(signalSchema).max(20).default([]),
  must_fire: z
    .array(mustFireSchema)
    .max(20)
    .default([])
    .describe('Every rule of every pack that is not named here stays silent on the recording.'),
});

export const expectationSchema = z
  .strictObject({
    id: expectationId,
    title: line,
    published_test: z
      .int()
      .min(1)
      .optional()
      .describe('Number of the test on the published page; absent for a test of our own.'),
    techniques: z.array(techniqueId).min(1).max(10).describe('ATT&CK techniques the test exercises.'),
    behaviour: prose,
    platforms: z.array(platform).min(1),
    privileges: z.enum(['user', 'elevated']),
    prerequisites: z.array(line).max(20),
    inputs: z.array(z.strictObject({ name: line, default: z.string().max(500), meaning: line })).max(20),
    commands: z.array(command).min(1).max(10),
    cleanup: z.union([z.strictObject({ command }), z.strictObject({ not_needed: line })]),
    /** Where Atomic Red Team has the same behaviour, or the nearest; `own` when it has none. */
    atomic_red_team: z.strictObject({
      match: z.enum(['same', 'nearest', 'own']),
      note: line,
      tests: z
        .array(z.strictObject({ technique: techniqueId, number: z.int().min(1), guid: uuid, note: line }))
        .max(10),
    }),
    timing: prose,
    must_not_fire: z.array(z.strictObject({ rule: ruleKey, reason: line })).max(20),
    sources: z.array(expectationSourceSchema).min(1).max(20),
    cleanup_recordings: z
      .array(z.strictObject({ source: sourceId, recording: packPath }))
      .max(20)
      .default([])
      .describe('Documents of the clean-up: every rule stays silent on them.'),
    also_possible: z
      .array(z.strictObject({ rule: ruleKey, condition: line }))
      .max(20)
      .default([])
      .describe('Rules that fire only when something outside the recording is collected, with the condition.'),
    notes: z.array(line).max(20).default([]),
  })
  .superRefine((test, context) => {
    test.sources.forEach((source, index) => {
      const issue = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['sources', index, key], message });
      if (source.state !== 'visible' && !source.reason) issue('reason', 'expected the reason for this state');
      if ((source.state === 'visible' || source.state === 'partly') && !source.recording)
        issue('recording', 'expected a recording');
      if (source.state === 'not_recorded' && source.recording) issue('recording', 'expected no recording');
      if (source.must_fire.length > 0 && !source.recording)
        issue('must_fire', 'expected a recording on which the rules fire');
    });
  });

export type Expectation = z.infer<typeof expectationSchema>;
export type ExpectationSource = z.infer<typeof expectationSourceSchema>;
export type Signal = z.infer<typeof signalSchema>;
