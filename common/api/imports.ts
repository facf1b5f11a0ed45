/** Routes that only the standalone product has: events in, demo data out. Registered by the embedded stack, not inside Kibana. */
import * as z from 'zod';
import { route, type RouteContract } from './contract';
import * as f from './fields';

/** Files are streamed to the data file, so the bound is what a disk can take, not memory. */
export const MAX_IMPORT_BYTES = 8 * 1024 ** 3;

export const rejection = z.object({ file: z.string(), line: z.number(), code: z.string(), message: z.string() });
export type ImportRejection = z.infer<typeof rejection>;

export const importReport = z.object({
  records: z.number(),
  stored: z.number(),
  repeated: z.number(),
  unmapped: z.number(),
  rejected: z.number(),
  rejectedByCode: z.record(z.string(), z.number()),
  /** The first 20; `rejectionsFile` has all. */
  rejections: z.array(rejection),
  /** Windows events of a kind that has no mapping, per `channel/id`. */
  unmappedKinds: z.record(z.string(), z.number()),
  range: z.object({ from: z.string(), to: z.string() }).optional(),
  shiftMs: z.number(),
  /** Where the whole list of rejections was written, on the machine of the host. */
  rejectionsFile: z.string().optional(),
});
export type ImportReportBody = z.infer<typeof importReport>;

export const importEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.enum(['receive', 'scan', 'load']),
    bytesRead: z.number(),
    bytesTotal: z.number().optional(),
    records: z.number(),
    stored: z.number(),
  }),
  z.object({ type: z.literal('result'), report: importReport }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type ImportEvent = z.infer<typeof importEvent>;

export const importEvents = route({
  id: 'events.import',
  method: 'post',
  path: '/import',
  tier: 'manage',
  summary: 'Imports events from a file: NDJSON or a JSON array, plain or gzip; progress is streamed',
  query: z.object({
    /** File name, for reports. */
    name: f.line,
    shiftToNow: z.enum(['true', 'false']).default('false'),
  }),
  response: importEvent,
  stream: true,
  upload: true,
  maxBytes: MAX_IMPORT_BYTES,
});

export const getEventData = route({
  id: 'events.data',
  method: 'get',
  path: '/import',
  tier: 'view',
  summary: 'What is in the data file: events by index, their range, demo data, limits',
  response: z.object({
    total: z.number(),
    demo: z.number(),
    range: z.object({ from: z.string(), to: z.string() }).optional(),
    indices: z.array(z.object({ index: z.string(), count: z.number() })),
    /** Oldest events beyond this number are removed. */
    maxEvents: z.number(),
  }),
});

export const clearDemoData = route({
  id: 'events.clearDemo',
  method: 'delete',
  path: '/import/demo',
  tier: 'manage',
  summary: 'Removes demo events and the alerts made from them',
  response: z.object({ events: z.number(), alerts: z.number() }),
});

export const standaloneRoutes: RouteContract[] = [importEvents, getEventData, clearDemoData] as RouteContract[];
