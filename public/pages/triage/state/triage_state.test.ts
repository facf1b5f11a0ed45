import { mergeSearch } from '../../../hooks/use_url_state';
import {
  DEFAULT_STATE,
  filterOf,
  isNarrowed,
  readState,
  stateOfView,
  viewFilterOf,
  withoutTerm,
  withTerm,
  writeState,
  type TriageState,
} from './triage_state';

const range = { from: '2026-07-01T00:00:00.000Z', to: '2026-07-08T00:00:00.000Z' };

const throughUrl = (state: TriageState): TriageState => {
  const params = new URLSearchParams(mergeSearch('', writeState(state)));
  return readState((name) => params.get(name) ?? undefined);
};

const everything: TriageState = {
  statuses: ['open', 'closed'],
  severities: ['critical', 'low'],
  techniqueId: 'T1571',
  ruleKeys: ['NP-1', 'PS-1'],
  tags: ['a,b', 'c d%'],
  assignees: ['u_1'],
  terms: { 'host.name': ['ws:1', 'ws,2'], 'process.name': ['ü & "x"'] },
  kql: 'host.name: "a" and not user.name: *',
  buildingBlocks: true,
  groupBy: 'destination',
  group: '2001:db8::1',
  sort: { field: 'host.name', order: 'asc' },
  pageSize: 100,
};

describe('the state in the URL', () => {
  it('comes back as it was, whatever characters its values have', () => {
    expect(throughUrl(everything)).toEqual(everything);
    expect(throughUrl({ ...everything, statuses: [] })).toEqual({ ...everything, statuses: [] });
  });

  it('is empty for the default', () => {
    expect(mergeSearch('', writeState(DEFAULT_STATE))).toBe('');
    expect(throughUrl(DEFAULT_STATE)).toEqual(DEFAULT_STATE);
  });

  it('ignores what it does not know', () => {
    const params: Record<string, string> = {
      status: 'nonsense',
      severity: 'huge',
      sort: '-_id',
      size: '9999',
      group: 'toString',
      term: ':x,%E0',
    };
    expect(readState((name) => params[name])).toEqual(DEFAULT_STATE);
  });
});

describe('the filter', () => {
  it('has the time, the technique of the page and the chosen group', () => {
    expect(filterOf({ ...DEFAULT_STATE, groupBy: 'host', group: 'ws-1' }, range, 'T1043')).toEqual({
      statuses: ['open'],
      techniqueId: 'T1043',
      terms: { 'host.name': ['ws-1'] },
      range,
    });
  });

  it('asks for every status when none is chosen', () => {
    expect(filterOf({ ...DEFAULT_STATE, statuses: [] }, range)).toEqual({ range });
  });
});

describe('a saved view', () => {
  it('gives back what it was made of, without time and chosen group', () => {
    const { group: _group, ...kept } = everything;
    expect(stateOfView(viewFilterOf(everything), everything.groupBy, everything)).toEqual(kept);
  });
});

it('adds and removes exact values', () => {
  const one = withTerm(withTerm(DEFAULT_STATE, 'host.name', 'a'), 'host.name', 'a');
  expect(one.terms).toEqual({ 'host.name': ['a'] });
  expect(isNarrowed(one)).toBe(true);
  expect(withoutTerm(one, 'host.name', 'a').terms).toEqual({});
  expect(isNarrowed(withoutTerm(one, 'host.name', 'a'))).toBe(false);
});
