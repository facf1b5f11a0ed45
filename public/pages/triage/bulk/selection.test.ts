import type { AlertRow } from '../../../../common/api/alerts';
import {
  afterStatus,
  isSelected,
  NOTHING,
  sizeOf,
  targetOf,
  targetOfStatus,
  toggled,
  type Selection,
} from './selection';

const row = (id: string, status: AlertRow['status'] = 'open'): AlertRow => ({
  id,
  index: 'alerts',
  at: '2026-07-01T00:00:00.000Z',
  ruleKey: 'NP-1',
  ruleName: 'Rule',
  techniqueId: 'T1571',
  severity: 'high',
  riskScore: 73,
  status,
  reason: '',
  tags: [],
  assignees: [],
  buildingBlock: false,
  sequence: false,
  testRun: false,
});

const [a, b, c] = [row('a'), row('b', 'closed'), row('c')];
const some = toggled(NOTHING, [a, b], true, [a, b, c]);
const matches: Selection = { kind: 'matches', filter: { statuses: ['open'] }, total: 12_000 };

it('keeps what was selected while pages change', () => {
  const onNextPage = toggled(some, [c], true, [c]);
  expect(sizeOf(onNextPage)).toBe(3);
  expect(isSelected(onNextPage, 'a')).toBe(true);
  expect(sizeOf(toggled(onNextPage, [a], false, [c]))).toBe(2);
});

it('names exactly the alerts whose status changes', () => {
  expect(targetOfStatus(some, 'closed')).toEqual({ filter: { ids: ['a'], buildingBlocks: true }, count: 1 });
  expect(targetOfStatus(afterStatus(some, 'closed'), 'closed')).toBeUndefined();
  expect(targetOfStatus(afterStatus(some, 'closed'), 'open')?.count).toBe(2);
  expect(targetOfStatus(afterStatus(some, 'closed'), 'acknowledged')).toBeUndefined();
});

it('sends every match by its filter, and offers no action that changes nothing', () => {
  expect(targetOf(matches)).toEqual({ filter: { statuses: ['open'] }, count: 12_000 });
  expect(targetOfStatus(matches, 'open')).toBeUndefined();
  expect(targetOfStatus(matches, 'closed')?.count).toBe(12_000);
  expect(targetOfStatus({ ...matches, filter: {} }, 'closed')).toBeUndefined();
});

it('goes back to the page when one of all matches is unticked', () => {
  expect(targetOf(toggled(matches, [a], false, [a, b, c]))).toEqual({
    filter: { ids: ['b', 'c'], buildingBlocks: true },
    count: 2,
  });
});
