import fc from 'fast-check';
import { compareImpact, type HistoryMatch, type HistoryResult } from '.';

const window = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-15T00:00:00.000Z' };

function result(matches: HistoryMatch[], more: Partial<HistoryResult> = {}): HistoryResult {
  return { matches, partial: false, coveredTo: window.to, ...more };
}

const match = (at: string, ...eventIds: string[]): HistoryMatch => ({ eventIds, at });

describe('before and after', () => {
  const before = result([
    match('2026-11-02T10:00:00.000Z', 'a'),
    match('2026-11-02T11:00:00.000Z', 'b'),
    match('2026-11-09T10:00:00.000Z', 'c'),
  ]);
  const after = result([match('2026-11-02T11:00:00.000Z', 'b'), match('2026-11-10T10:00:00.000Z', 'd')]);

  it('tells lost, gained and same, per day, with days without anything', () => {
    const impact = compareImpact({ window, rules: [{ rule: 'CP-1', before, after }] });
    expect(impact.totals).toEqual({ before: 3, after: 2, lost: 2, gained: 1, same: 1 });
    expect(impact.buckets).toHaveLength(15);
    expect(impact.buckets.find(({ day }) => day.startsWith('2026-11-02'))).toMatchObject({
      before: 2,
      after: 1,
      lost: 1,
      same: 1,
    });
    expect(impact.lost.map(({ eventIds }) => eventIds)).toEqual([['c'], ['a']]);
    expect(impact).toMatchObject({ partial: false, coverage: 1 });
  });

  it('joins lost matches to their alerts and says how those were worked', () => {
    const impact = compareImpact({
      window,
      rules: [{ rule: 'CP-1', before, after }],
      alerts: [
        { id: 'alert-a', ruleId: 'CP-1', eventIds: ['a'], status: 'closed', closeReason: 'false_positive' },
        { id: 'other rule', ruleId: 'CP-3', eventIds: ['c'], status: 'open' },
      ],
    });
    expect(impact.disposition).toEqual({ open: 0, acknowledged: 0, closed: 1, falsePositive: 1, noAlert: 1 });
    expect(impact.lost.find(({ eventIds }) => eventIds[0] === 'a')?.alert).toEqual({ id: 'alert-a', status: 'closed' });
  });

  it('joins a sequence only to an alert that has all its events', () => {
    const sequence = result([match('2026-11-02T10:00:00.000Z', 'a', 'b')]);
    const alerts = [
      { id: 'half', ruleId: 'NP-3', eventIds: ['a', 'x'], status: 'open' as const },
      { id: 'whole', ruleId: 'NP-3', eventIds: ['a', 'b'], status: 'acknowledged' as const },
    ];
    const impact = compareImpact({ window, rules: [{ rule: 'NP-3', before: sequence, after: result([]) }], alerts });
    expect(impact.lost[0]?.alert).toEqual({ id: 'whole', status: 'acknowledged' });
  });
});

describe('a partial answer', () => {
  it('compares only what both sides cover, so that what was not reached is not called lost', () => {
    const before = result([match('2026-11-02T10:00:00.000Z', 'a'), match('2026-11-12T10:00:00.000Z', 'late')]);
    const after = result([match('2026-11-02T10:00:00.000Z', 'a')], {
      partial: true,
      coveredTo: '2026-11-08T00:00:00.000Z',
      reason: 'Stopped after 60 s',
    });
    const impact = compareImpact({ window, rules: [{ rule: 'CP-1', before, after }] });
    expect(impact.totals).toEqual({ before: 1, after: 1, lost: 0, gained: 0, same: 1 });
    expect(impact).toMatchObject({
      partial: true,
      coverage: 0.5,
      coveredTo: '2026-11-08T00:00:00.000Z',
      reasons: ['Stopped after 60 s'],
    });
  });

  it('leaves the moment of the cut out: more matches of it may be behind the cut', () => {
    const cut = '2026-11-08T00:00:00.000Z';
    const before = result([match('2026-11-02T10:00:00.000Z', 'a'), match(cut, 'b')], { partial: true, coveredTo: cut });
    const after = result([match('2026-11-02T10:00:00.000Z', 'a'), match(cut, 'b'), match(cut, 'c')]);
    const impact = compareImpact({ window, rules: [{ rule: 'CP-1', before, after }] });
    expect(impact.totals).toEqual({ before: 1, after: 1, lost: 0, gained: 0, same: 1 });
  });
});

it('numbers reconcile whatever both sides hold', () => {
  const matches = fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 0, max: 30 }), day: fc.integer({ min: 1, max: 14 }) }),
    { selector: ({ id }) => id, maxLength: 20 },
  );
  const side = (found: Array<{ id: number; day: number }>): HistoryResult =>
    result(found.map(({ id }) => match(`2026-11-${String((id % 14) + 1).padStart(2, '0')}T12:00:00.000Z`, `e${id}`)));
  fc.assert(
    fc.property(matches, matches, (old, now) => {
      const { totals, rules, lost, gained, disposition } = compareImpact({
        window,
        rules: [{ rule: 'R', before: side(old), after: side(now) }],
      });
      expect(totals.before).toBe(totals.lost + totals.same);
      expect(totals.after).toBe(totals.gained + totals.same);
      expect(totals).toMatchObject({ before: old.length, after: now.length, lost: lost.length, gained: gained.length });
      expect(rules[0]).toMatchObject(totals);
      expect(disposition.noAlert).toBe(lost.length);
    }),
  );
});
