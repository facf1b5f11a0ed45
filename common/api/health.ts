/** Health of the exception lists that rules of the space use, and exceptions that come in as a file. */
import * as z from 'zod';
import type { HealthFinding } from '../allowlist';
import { route } from './contract';
import type { GuardReport } from './guard';
import * as f from './fields';

/** Kibana's own limit of an import (`xpack.lists.maxExceptionsPayloadBytes`). */
export const MAX_EXCEPTION_BYTES = 9_000_000;
/** A JSON string escapes quotes and backslashes, so the request is larger than the file. */
const MAX_REQUEST_BYTES = 2 * MAX_EXCEPTION_BYTES;

/** A rule of the space that a finding is about; `ruleKey` and `techniqueId` only when it is one of ours. */
export const findingRule = z.object({
  ruleId: z.string(),
  /** The stack's own id, to link into Security. */
  stackId: z.string(),
  name: z.string(),
  ruleKey: z.string().optional(),
  techniqueId: z.string().optional(),
});
export type FindingRule = z.infer<typeof findingRule>;

export const spaceFinding = z.object({
  /** Stays the same while the cause does. */
  id: z.string(),
  /** Changes with the items and rules behind the finding; a repair must name it. */
  version: z.string(),
  finding: f.owned<HealthFinding>(),
  itemName: z.string().optional(),
  /** Entry of our allowlist that the item belongs to. */
  entryId: z.string().optional(),
  /** The item does its work on other rules that use the same list. */
  worksElsewhere: z.boolean(),
  rules: z.array(findingRule),
});
export type SpaceFinding = z.infer<typeof spaceFinding>;

export const getHealth = route({
  id: 'health.get',
  method: 'get',
  path: '/health',
  tier: 'view',
  summary: 'What is wrong with the exceptions of every rule of the space, ours or not, worst first',
  response: z.object({
    findings: z.array(spaceFinding),
    checked: z.object({ rules: z.number(), lists: z.number(), items: z.number() }),
    checkedAt: z.string(),
  }),
});

export const repairFinding = route({
  id: 'health.repair',
  method: 'post',
  path: '/health/repair',
  tier: 'tune',
  summary:
    'Carries out the repair of one finding; refused when the cause changed, or when the repaired item would blind',
  body: z.object({ findingId: f.id, version: f.version, reason: f.reason, override: f.override.optional() }),
  response: z.object({ repaired: z.string() }),
});

/** Kibana's own limit of an import (`xpack.lists.maxExceptionsImportSize`), and the line that counts them. */
export const MAX_EXCEPTION_LINES = 10_001;

function hasLinesBelow(limit: number, text: string): boolean {
  let lines = 0;
  for (let at = 0; at !== -1 && lines <= limit; lines += 1) at = text.indexOf('\n', at) + 1 || -1;
  return lines <= limit;
}

const exceptionFile = z
  .string()
  .min(1)
  .max(MAX_EXCEPTION_BYTES)
  .refine(
    // The last line may end, too.
    (text) => hasLinesBelow(MAX_EXCEPTION_LINES + 1, text),
    `A file has at most ${MAX_EXCEPTION_LINES} lines, as in Kibana: split it`,
  );

export const exceptionImportRow = z.object({
  /** 1-based line of the file. */
  line: z.number(),
  kind: z.enum(['list', 'item', 'unreadable']),
  id: z.string(),
  name: z.string(),
  /** `refused`: it would break a rule, hide everything or never match. */
  action: z.enum(['create', 'exists', 'refused', 'unreadable']),
  reason: z.string().optional(),
  findings: z.array(f.owned<HealthFinding>()),
  rules: z.array(findingRule),
});
export type ExceptionImportRow = z.infer<typeof exceptionImportRow>;

export const exceptionImportPlan = z.object({
  rows: z.array(exceptionImportRow),
  counts: z.object({ create: z.number(), exists: z.number(), refused: z.number(), unreadable: z.number() }),
  guard: f.owned<GuardReport>(),
});
export type ExceptionImportPlan = z.infer<typeof exceptionImportPlan>;

export const planExceptionImport = route({
  id: 'health.importPlan',
  method: 'post',
  path: '/health/import/plan',
  tier: 'view',
  summary: 'What an import of exported exceptions would do: per line, with findings and guard. Writes nothing',
  body: z.object({ ndjson: exceptionFile }),
  response: exceptionImportPlan,
  maxBytes: MAX_REQUEST_BYTES,
});

export const importExceptions = route({
  id: 'health.import',
  method: 'post',
  path: '/health/import',
  tier: 'tune',
  summary: 'Imports exported exceptions; unhealthy items are left out, a blinding file is refused unless overridden',
  body: z.object({ ndjson: exceptionFile, reason: f.reason, override: f.override.optional() }),
  response: z.object({
    plan: exceptionImportPlan,
    results: z.array(z.object({ id: z.string(), ok: z.boolean(), message: z.string().optional() })),
  }),
  maxBytes: MAX_REQUEST_BYTES,
});
