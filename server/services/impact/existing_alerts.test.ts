import { existingAlerts } from './existing_alerts';

type Dependencies = Parameters<typeof existingAlerts>[0];

const WINDOW = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' };

const alertOf = (fields: Record<string, unknown>) => ({
  _id: 'alert-1',
  _index: '.alerts',
  _source: {
    'kibana.alert.rule.rule_id': 'id-of-NP-1',
    'kibana.alert.workflow_status': 'closed',
    'kibana.alert.ancestors': [{ type: 'event', id: 'event-1', index: 'logs' }],
    ...fields,
  },
});

const stackWith = (fields: Record<string, unknown>): Dependencies =>
  ({
    clock: () => Date.parse(WINDOW.to),
    catalog: { ruleId: (key: string) => `id-of-${key}`, keyOf: (id: string) => id.replace('id-of-', '') },
    stack: { alerts: { search: async () => ({ alerts: [alertOf(fields)], total: 1 }) } },
  }) as unknown as Dependencies;

const reasonOf = async (fields: Record<string, unknown>) =>
  (await existingAlerts(stackWith(fields), ['NP-1'], WINDOW))[0]?.closeReason;

describe('the reason an alert was closed with', () => {
  it('is the field of newer stacks', async () => {
    expect(await reasonOf({ 'kibana.alert.workflow_reason': 'false_positive' })).toBe('false_positive');
  });

  it('is the workflow tag of stacks that have no such field', async () => {
    expect(await reasonOf({ 'kibana.alert.workflow_tags': ['vip', 'Close reason: benign_positive'] })).toBe(
      'benign_positive',
    );
  });

  it('is unknown when neither says it', async () => {
    expect(await reasonOf({ 'kibana.alert.workflow_tags': ['vip'] })).toBeUndefined();
  });
});
