/** Accepting that an expected attack goes unseen is not a tuner's decision. */
import { api } from '../../common/api';
import { startStackWorkbench, type StackWorkbench } from './stack_workbench';

const PACKS = ['t1043_commonly_used_port', 't1571_non_standard_port'];
const REASON = 'Agreed in change 4711';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

// Starting the host reads and checks every pack.
jest.setTimeout(60_000);

let manager: StackWorkbench;
let tuner: StackWorkbench;
beforeAll(async () => {
  manager = await startStackWorkbench();
  tuner = await startStackWorkbench({ role: 'tuner', username: 'tom', shares: manager });
  await manager.call(api.content.applyContent, { body: { packIds: PACKS } });
});
afterAll(async () => {
  await tuner.stop();
  await manager.stop();
});

const params = { ruleKey: 'NP-6' };

async function withoutPort(port: number) {
  const { effective, tuning } = (await tuner.call(api.tuning.getTuning, { params })).body;
  const ports = (effective.knobs.ports as number[]).filter((other) => other !== port);
  return { values: { ports }, reason: REASON, version: tuning.version };
}

describe('the guard', () => {
  it('lets a tuner tune', async () => {
    const body = await withoutPort(8888);
    const saved = await tuner.call(api.tuning.saveTuning, { params, body });
    expect(saved.status).toBe(200);
  });

  it('cannot be overridden by a tuner', async () => {
    const body = { ...(await withoutPort(8088)), override: { reason: 'Too noisy', expiresAt: inDays(7) } };
    const refused = await tuner.call(api.tuning.saveTuning, { params, body });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      attributes: { code: 'override_refused', requiredTier: 'manage', tier: 'tune' },
    });
  });

  it.each([
    ['in the past', inDays(-1)],
    ['longer than 30 days', inDays(31)],
  ])('cannot be overridden %s', async (_what, expiresAt) => {
    const body = { ...(await withoutPort(8088)), override: { reason: 'Too noisy', expiresAt } };
    expect((await manager.call(api.tuning.saveTuning, { params, body })).status).toBe(403);
  });

  it('can be overridden by a manager, and the override is kept in history and log', async () => {
    const override = { reason: 'Too noisy', expiresAt: inDays(7) };
    const saved = await manager.call(api.tuning.saveTuning, {
      params,
      body: { ...(await withoutPort(8088)), override },
    });
    expect(saved.status).toBe(200);
    expect((await tuner.call(api.tuning.tuningHistory, { params })).body.revisions[0]).toMatchObject({
      author: 'ana',
      override,
    });
    const log = await tuner.call(api.misc.listActivity, { query: { ruleKey: 'NP-6', action: 'tuning.save' } });
    expect(log.body.entries[0]).toMatchObject({ by: 'ana', reason: REASON, override });
  });

  it('leaves the gap on the home page, and the rule is missed by a test instead of having none', async () => {
    const { workQueue } = (await tuner.call(api.techniques.listTechniques, { query: {} })).body;
    const gap = workQueue.find(({ kind }) => kind === 'blinding_entry');
    expect(gap).toMatchObject({ severity: 'danger', testId: 'T1571-2', ruleKey: 'NP-6' });
    expect(gap?.detail).toMatch(/^NP-6 is tuned past it: .*Accepted until .*: Too noisy$/);
    const { cells, uncoveredRules } = (await tuner.call(api.expectations.getMatrix, { query: {} })).body;
    expect(cells.find(({ expectation, rule }) => expectation === 'T1571-2' && rule === 'NP-6')?.verdict).toBe(
      'blinded',
    );
    expect(uncoveredRules).not.toContain('NP-6');
  });

  it('does not let small steps do what one large step is refused', async () => {
    const { tuning, effective } = (await tuner.call(api.tuning.getTuning, { params })).body;
    const ports = (effective.knobs.ports as number[]).filter((port) => port !== 9001);
    const next = await tuner.call(api.tuning.saveTuning, {
      params,
      body: { values: { ports }, reason: REASON, version: tuning.version },
    });
    expect(next.status).toBe(409);
    expect(next.body).toMatchObject({ attributes: { code: 'blinding' } });
  });
});
