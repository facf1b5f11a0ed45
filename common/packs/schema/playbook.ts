/** Response playbook (`playbook.yml`): a checklist that is worked through per alert. */
import { z } from 'zod';
import { huntIdSchema, lineSchema, ruleRefSchema, searchIdSchema, spanSchema, stepIdSchema, textSchema } from './references';

/** Who does a step. A team may map several of them to one person. */
export const playbookRoleSchema = z.enum(['analyst', 'incident_lead', 'endpoint_admin', 'network_admin', 'detection_engineer']);

export const playbookStepSchema = z.strictObject({
  id: stepIdSchema,
  role: playbookRoleSchema,
  /** One imperative sentence: the line of the checklist. */
  title: lineSchema,
  /** How to do it and what decides. Markdown. */
  text: textSchema,
  /** Only for alerts of these rules; without it the step is for every alert of the pack. */
  rules: z.array(ruleRefSchema).min(1).optional(),
  searches: z.array(searchIdSchema).default([]),
  hunts: z.array(huntIdSchema).default([]),
  /** What belongs into the case afterwards. */
  evidence: z.array(lineSchema).min(1).max(8),
  /** What the workbench or the stack can prepare; a person still starts it. */
  prepared: lineSchema.optional(),
  /** The step changes a system: it needs a second look before it is done. */
  confirm: z.boolean().default(false),
});

export const playbookPhaseSchema = z.strictObject({
  id: z.enum(['triage', 'contain', 'collect', 'eradicate', 'recover', 'learn']),
  title: lineSchema,
  /** The state that ends the phase. */
  done_when: lineSchema,
  within: spanSchema.optional(),
  steps: z.array(playbookStepSchema).min(1).max(20),
});

export const playbookSchema = z.strictObject({
  title: lineSchema,
  /** When to use the playbook. Markdown. */
  introduction: textSchema,
  /** What no automation may do on its own. */
  never_automatic: z.array(lineSchema).min(1).max(10),
  phases: z.array(playbookPhaseSchema).min(1).max(6),
});

export type PlaybookRole = z.output<typeof playbookRoleSchema>;
export type PlaybookStep = z.output<typeof playbookStepSchema>;
export type PlaybookPhase = z.output<typeof playbookPhaseSchema>;
export type Playbook = z.output<typeof playbookSchema>;
