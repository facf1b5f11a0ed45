/** Tunings and allowlist as one file, out of a space and into another. */
import * as z from 'zod';
import { spaceDocument } from '../transfer/format';
import { applyEvent, fieldDiff } from './content';
import { route } from './contract';
import * as f from './fields';

/** As for exported exceptions: what Kibana's own import of lists takes. */
export const MAX_TRANSFER_BYTES = 9_000_000;
/** The file and what goes with it. */
const MAX_REQUEST_BYTES = MAX_TRANSFER_BYTES + 10_000;

export const transferItem = z.object({
  kind: z.enum(['tuning', 'allowlist_entry']),
  id: z.string(),
  name: z.string(),
  action: z.enum(['create', 'update', 'unchanged', 'blocked']),
  /** Why it is blocked, or written although no field differs. */
  reason: z.string().optional(),
  diff: z.array(fieldDiff),
});
export type TransferItem = z.infer<typeof transferItem>;

export const transferPlan = z.object({
  /** Where the file says it comes from. */
  from: z.object({ space: z.string(), at: z.string(), by: z.string() }),
  items: z.array(transferItem),
  counts: z.object({ create: z.number(), update: z.number(), unchanged: z.number(), blocked: z.number() }),
  /** Packs that differ between there and here. */
  warnings: z.array(z.string()),
});
export type TransferPlan = z.infer<typeof transferPlan>;

export const exportSpace = route({
  id: 'transfer.export',
  method: 'get',
  path: '/transfer/export',
  tier: 'view',
  summary: 'Tunings and allowlist of the space as one document, and what could not be put into it',
  response: z.object({
    document: spaceDocument,
    leftOut: z.array(z.object({ id: z.string(), name: z.string(), reason: z.string() })),
  }),
});

export const planTransfer = route({
  id: 'transfer.plan',
  method: 'post',
  path: '/transfer/plan',
  tier: 'tune',
  summary: 'What an import of such a document would write, object by object, judged by the guard. Writes nothing',
  body: z.object({ document: spaceDocument }),
  response: transferPlan,
  maxBytes: MAX_REQUEST_BYTES,
});

export const applyTransfer = route({
  id: 'transfer.apply',
  method: 'post',
  path: '/transfer/apply',
  tier: 'tune',
  summary:
    'Imports tunings and allowlist; one result per object, streamed. What would blind is left out unless its own override still holds. Running it again changes nothing or completes what failed',
  body: z.object({ document: spaceDocument, reason: f.reason }),
  response: applyEvent,
  stream: true,
  maxBytes: MAX_REQUEST_BYTES,
});
