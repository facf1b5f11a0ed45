import * as z from 'zod';
import type { CellVerdict } from '../expectations';
import type { Explanation } from '../eql';
import { route } from './contract';
import * as f from './fields';

const testId = z.string().regex(/^T\d{4}(\.\d{3})?-[\w-]{1,40}$/);
const dataSource = z.string().min(1).max(60);

export const expectationRun = z.object({
  id: z.string(),
  testId: z.string(),
  kind: z.enum(['replay', 'environment']),
  at: z.string(),
  by: z.string(),
  dataSource: z.string(),
  result: z.enum(['passed', 'failed', 'partial', 'no_data']),
  summary: z.string(),
  rules: z.array(
    z.object({ ruleKey: z.string(), expected: z.enum(['must_fire', 'must_not_fire', 'may_fire']), fired: z.number() }),
  ),
});
export type ExpectationRun = z.infer<typeof expectationRun>;

export const getMatrix = route({
  id: 'expectations.matrix',
  method: 'get',
  path: '/expectations',
  tier: 'view',
  summary: 'Test x data source x rule: what is caught now, with tunings and allowlist as they are',
  query: z.object({ techniqueId: f.techniqueId.optional() }),
  response: z.object({
    cells: z.array(f.owned<CellVerdict>()),
    uncoveredRules: z.array(z.string()),
    lastRuns: z.record(z.string(), expectationRun),
  }),
});

export const getExpectation = route({
  id: 'expectations.get',
  method: 'get',
  path: '/expectations/{testId}',
  tier: 'view',
  summary: 'One test: verdicts, recording per data source, which clause of which rule decided on each event',
  params: z.object({ testId }),
  response: z.object({
    cells: z.array(f.owned<CellVerdict>()),
    recordings: z.array(
      z.object({
        dataSource: z.string(),
        events: z.array(
          z.object({
            event: f.jsonDocument,
            explanations: z.array(
              z.object({ ruleKey: z.string(), explanation: f.owned<Explanation>(), hiddenBy: z.string().optional() }),
            ),
          }),
        ),
      }),
    ),
    runs: z.array(expectationRun),
  }),
});

export const replayExpectation = route({
  id: 'expectations.replay',
  method: 'post',
  path: '/expectations/{testId}/replay',
  tier: 'triage',
  summary: 'Replays the recording against the rules as installed and keeps the result as proof',
  params: z.object({ testId }),
  body: z.object({ dataSource: dataSource.optional() }),
  response: z.object({ runs: z.array(expectationRun) }),
});

export const checkEnvironment = route({
  id: 'expectations.checkEnvironment',
  method: 'post',
  path: '/expectations/{testId}/environment',
  tier: 'triage',
  summary: 'Looks in real data of a host and time window for the telemetry and the alerts that the test must leave',
  params: z.object({ testId }),
  body: z.object({ host: z.string().min(1).max(256), range: f.timeRange }),
  response: z.object({
    run: expectationRun,
    signals: z.array(
      z.object({
        dataSource: z.string(),
        signal: z.string(),
        expected: z.string(),
        found: z.number(),
        ok: z.boolean(),
      }),
    ),
    alerts: z.array(z.object({ ruleKey: z.string(), count: z.number(), expected: z.boolean() })),
  }),
});

export const listRuns = route({
  id: 'expectations.runs',
  method: 'get',
  path: '/expectations/{testId}/runs',
  tier: 'view',
  summary: 'Run history of a test, newest first',
  params: z.object({ testId }),
  response: z.object({ runs: z.array(expectationRun) }),
});
