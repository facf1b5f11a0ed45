import type { GuardReport } from '../../common/api/guard';
import type { Judgement, RowVerdict, Verdict } from '../../common/expectations';
import { lossesOf, outlookOf } from './guard_panel';

const expectation = (verdict: Verdict) => ({
  expectation: 'T1571-1',
  name: 'A test',
  verdict,
  before: 'caught' as const,
  caughtBy: [],
  lost: [],
});

const row = (source: string, changes: Partial<RowVerdict> = {}): RowVerdict => ({
  expectation: 'T1571-1',
  source,
  verdict: 'weakened',
  before: 'caught',
  caughtBy: ['PS-1'],
  lost: ['NP-1'],
  buildingBlockOnly: false,
  reasons: [],
  ...changes,
});

function report(verdict: Verdict, changes: Partial<GuardReport> = {}, worse: RowVerdict[] = []): GuardReport {
  const judgement: Partial<Judgement> = { expectations: [expectation(verdict)], worse };
  return { judgement: judgement as Judgement, blinding: false, losses: [], uncovered: [], ...changes };
}

describe('outlookOf', () => {
  it('is safe only when everything could be judged and every rule is exercised', () => {
    expect(outlookOf(report('caught'))).toBe('safe');
    expect(outlookOf(report('unknown'))).toBe('unknown');
    expect(outlookOf(report('caught', { uncovered: ['CP-2'] }))).toBe('unproven');
  });

  it('puts the worst first', () => {
    expect(outlookOf(report('blinded', { blinding: true, uncovered: ['CP-2'] }))).toBe('blinding');
    expect(outlookOf(report('weakened', { uncovered: ['CP-2'] }, [row('defend')]))).toBe('weaker');
  });
});

describe('lossesOf', () => {
  it('says the same loss on several data sources once', () => {
    const losses = lossesOf([row('defend'), row('security'), row('sysmon', { caughtBy: [], verdict: 'blinded' })]);
    expect(losses.map(({ sources, verdict }) => [verdict, sources])).toEqual([
      ['weakened', ['defend', 'security']],
      ['blinded', ['sysmon']],
    ]);
  });
});
