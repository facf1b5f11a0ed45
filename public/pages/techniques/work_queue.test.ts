import type { WorkItem } from '../../../common/api/techniques';
import { groupWork, workItemPath } from './work_queue';

const item = (changes: Partial<WorkItem>): WorkItem => ({
  kind: 'blind_rule',
  severity: 'warning',
  techniqueId: 'T1571',
  title: 'NP-1 cannot see anything',
  detail: 'No index',
  ...changes,
});

describe('the work queue', () => {
  it('leads to where each kind of work is done', () => {
    expect(workItemPath(item({ ruleKey: 'NP-1' }))).toBe('/techniques/T1571?rule=NP-1');
    expect(workItemPath(item({ kind: 'stale_entry', entryId: 'a/b' }))).toBe('/techniques/T1571/allowlist?entry=a%2Fb');
    const blinded = { kind: 'blinding_entry', testId: 'T1571-1', ruleKey: 'NP-1' } as const;
    expect(workItemPath(item({ ...blinded, entryId: 'e1' }))).toBe('/techniques/T1571/allowlist?entry=e1');
    expect(workItemPath(item(blinded))).toBe('/techniques/T1571/tests?test=T1571-1');
    expect(workItemPath(item({ kind: 'unproven_expectation', testId: 'T1571-1' }))).toBe(
      '/techniques/T1571/tests?test=T1571-1',
    );
    expect(workItemPath(item({ kind: 'exception_finding', techniqueId: undefined, findingId: 'f1' }))).toBe(
      '/content/exceptions?finding=f1',
    );
    expect(workItemPath(item({ techniqueId: undefined }))).toBeUndefined();
  });

  it('puts items with one cause together and keeps the order', () => {
    const groups = groupWork([item({}), item({ detail: 'Other' }), item({ title: 'NP-2 cannot see anything' })]);
    expect(groups.map(({ items }) => items.map(({ title }) => title))).toEqual([
      ['NP-1 cannot see anything', 'NP-2 cannot see anything'],
      ['NP-1 cannot see anything'],
    ]);
  });
});
