/** Response playbook (`playbook.yml`): a checklist that is worked through per alert. */
import * as z from 'zod';
import { duration, line, prose, ruleKey } from './primitives';
import { huntId, searchId, stepId } from './references';

/** Who does a step. A team may map several of them to one person. */
export const playbookRoleSchema = z.enum([
  'analyst',
  'incident_lead',
  'endpoint_admin',
  'network_admin',
  'detection_engineer',
]);

export const playbookStepSchema = z.strictObject({
  id: stepId,
  role: playbookRoleSchema,
  /** One imperative sentence: the line of the checklist. */
  title: line,
  /** How to do it and what decides. Markdown. */
  text: prose,
  /** Only for alerts of these rules; without it the step is for every alert of the pack. */
  rules: z.array(ruleKey).min(1).optional(),
  searches: z.array(searchId).default([]),
  hunts: z.array(huntId).default([]),
  /** What belongs into the case afterwards. */
  evidence: z.array(line).min(1).max(8),
  /** What the workbench or the stack can prepare; a person still starts it. */
  prepared: line.optional(),
  /** The step changes a system: it needs a second look before it is done. */
  confirm: z.boolean().default(false),
});

export const playbookPhaseSchema = z.strictObject({
  id: z.enum(['triage', 'contain', 'collect', 'eradicate', 'recover', 'learn']),
  title: line,
  /** The state that ends the phase. */
  done_when: line,
  within: duration.optional(),
  steps: z.array(playbookStepSchema).min(1).max(20),
});

export const playbookSchema = z.strictObject({
  title: line,
  /** When to use the playbook. Markdown. */
  introduction: prose,
  /** What no automation may do on its own. */
  never_automatic: z.array(line).min(1).max(10),
  phases: z.array(playbookPhaseSchema).min(1).max(6),
});

export type PlaybookRole = z.output<typeof playbookRoleSchema>;
export type PlaybookStep = z.output<typeof playbookStepSchema>;
export type PlaybookPhase = z.output<typeof playbookPhaseSchema>;
export type Playbook = z.output<typeof playbookSchema>;
