import { decidingConditions, readCaseVerdict, type CaseVerdict } from './case_verdict';
import { compile, explain } from './eql';

const conditions = (query: string, event: Record<string, unknown>) =>
  decidingConditions(explain(compile(query), event).root);

const event = { event: { category: ['network'] }, process: { name: 'nc.exe' }, destination: { port: 4444 } };

describe('the conditions that decided', () => {
  it('are those that hold, with what the event had', () => {
    const query =
      'network where process.name : ("nc.exe", "ncat.exe") and (destination.port == 4444 or destination.port == 80)';
    const found = conditions(query, event);
    expect(found.map(({ values }) => values)).toContainEqual(['4444']);
    expect(found.map(({ values }) => values)).toContainEqual(['nc.exe']);
    expect(found.map(({ text }) => text)).not.toContainEqual(expect.stringContaining('80'));
  });

  it('keep a negation whole', () => {
    const found = conditions('network where not destination.port == 80', event);
    expect(found.some(({ text }) => text.startsWith('not'))).toBe(true);
  });

  it('stay short, however long the rule and its values are', () => {
    const many = Array.from({ length: 40 }, (_, at) => `destination.port != ${at}`).join(' and ');
    expect(conditions(`network where ${many}`, event).length).toBeLessThanOrEqual(12);
    const long = { ...event, process: { name: 'x'.repeat(1_000) } };
    for (const { values } of conditions('network where process.name : "x*"', long))
      for (const value of values) expect(value.length).toBeLessThanOrEqual(300);
  });
});

describe('the verdict in a case', () => {
  const verdict: CaseVerdict = {
    alerts: [
      {
        alertId: 'a1',
        ruleKey: 'NP-1',
        ruleName: 'Odd port',
        techniqueId: 'T1571',
        at: '2026-05-01T12:00:00.000Z',
        ruleChanged: false,
        events: [[{ text: 'destination.port == 4444', values: ['4444'] }]],
      },
    ],
    more: 0,
  };

  it('is read as it was written', () => {
    expect(readCaseVerdict(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
  });

  it.each([
    null,
    'text',
    [],
    {},
    { alerts: {}, more: 0 },
    { alerts: [null], more: 0 },
    { ...verdict, more: '1' },
    { ...verdict, alerts: [{ ...verdict.alerts[0], events: [[{ text: 1 }]] }] },
    { ...verdict, alerts: [{ ...verdict.alerts[0], host: {} }] },
  ])('is not read when it is something else: %j', (metadata) => {
    expect(readCaseVerdict(metadata)).toBeUndefined();
  });
});
