import type { OtherRule } from '../../../../common/api/other_rules';
import { countsOf, readListState, selectRules, techniquesOf, writeListState, type ListState } from './list_state';

const rule = (name: string, changes: Partial<OtherRule> = {}): OtherRule => ({
  id: name,
  ruleId: `id-${name}`,
  name,
  type: 'eql',
  enabled: true,
  severity: 'low',
  techniques: [],
  catches: [],
  hides: [],
  findings: [],
  findingCount: 0,
  exceptions: 0,
  ...changes,
});

const rules = [
  rule('Beacon', { catches: [{ testId: 'T1571-4', sources: ['defend'] }], techniques: ['T1571'], severity: 'high' }),
  rule('Anomaly', { cannotJudge: 'machine learning', techniques: ['T1071.001'] }),
  rule('Curl', { hides: [{ testId: 'T1571-4', source: 'defend', verdict: 'blinded', text: 'x' }] }),
];

const state = (search: string): ListState => {
  const params = new URLSearchParams(search);
  return readListState((name) => params.get(name) ?? undefined);
};
const names = (search: string) => selectRules(rules, state(search)).map(({ name }) => name);

describe('the list of other rules', () => {
  it('is sorted by name unless the URL says otherwise', () => {
    expect(names('')).toEqual(['Anomaly', 'Beacon', 'Curl']);
    expect(names('order=desc')).toEqual(['Curl', 'Beacon', 'Anomaly']);
    expect(names('sort=catches&order=desc')).toEqual(['Beacon', 'Anomaly', 'Curl']);
    expect(names('sort=severity&order=desc')[0]).toBe('Beacon');
  });

  it('is narrowed by what a rule does, by words and by technique', () => {
    expect(names('show=unjudged')).toEqual(['Anomaly']);
    expect(names('show=hiding')).toEqual(['Curl']);
    expect(names('q=id-be%20EQL')).toEqual(['Beacon']);
    expect(names('technique=T1071')).toEqual(['Anomaly']);
    expect(names('technique=T107')).toEqual([]);
    expect(countsOf(rules)).toEqual({ all: 3, catching: 1, hiding: 1, findings: 0, unjudged: 1 });
    expect(techniquesOf(rules)).toEqual(['T1071.001', 'T1571']);
  });

  it('survives the way through the URL, and nonsense in it', () => {
    const full = state('q=a&show=hiding&technique=T1571&sort=hides&order=desc&page=3&size=50');
    const written = Object.entries(writeListState(full)).flatMap(([name, value]) => (value ? [[name, value]] : []));
    expect(state(new URLSearchParams(written).toString())).toEqual(full);
    expect(Object.values(writeListState(state(''))).every((value) => value === undefined)).toBe(true);
    expect(state('show=x&sort=y&page=-1&size=7')).toEqual(state(''));
  });
});
