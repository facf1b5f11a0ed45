import { neighboursIn } from './use_alert_order';

it('finds the neighbours of an alert in its list', () => {
  const list = ['a', 'b', 'c'];
  expect(neighboursIn(list, 'a')).toEqual({ next: 'b', place: { at: 1, of: 3 } });
  expect(neighboursIn(list, 'b')).toEqual({ previous: 'a', next: 'c', place: { at: 2, of: 3 } });
  expect(neighboursIn(list, 'c')).toEqual({ previous: 'b', place: { at: 3, of: 3 } });
  expect(neighboursIn(list, 'x')).toEqual({});
  expect(neighboursIn(list, undefined)).toEqual({});
});
