import { driftOf, isUserEdit, sameValue } from './drift';

const fields = ['query', 'severity', 'threat', 'note'] as const;
const shipped = { query: 'process where true', severity: 'high', threat: [{ tactic: { id: 'TA0011', name: 'C2' } }] };

function drift(parts: {
  wanted?: object;
  installed?: object;
  written?: object | undefined;
  ourMove?: 'pack_update' | 'tuning';
}) {
  const written = 'written' in parts ? parts.written : {};
  return driftOf({
    fields,
    wanted: { ...shipped, ...parts.wanted },
    installed: { ...shipped, ...parts.installed },
    ...(written === undefined ? {} : { written: { ...shipped, ...written } }),
    ourMove: parts.ourMove ?? 'pack_update',
  });
}

it('finds nothing where the stack only fills in empty values or sorts keys differently', () => {
  expect(drift({ installed: { note: '', threat: [{ tactic: { name: 'C2', id: 'TA0011' } }] } })).toEqual([]);
  expect(sameValue([], undefined)).toBe(true);
  expect(sameValue(0, undefined)).toBe(false);
  expect(sameValue([1, 2], [2, 1])).toBe(false);
});

it.each([
  ['pack_update', { wanted: { query: 'new' } }],
  ['tuning', { wanted: { query: 'new' }, ourMove: 'tuning' as const }],
  ['edited', { installed: { query: 'theirs' } }],
  ['edited_and_updated', { wanted: { query: 'new' }, installed: { query: 'theirs' } }],
  ['unknown', { wanted: { query: 'new' }, written: undefined }],
] as const)('names %s as the cause', (cause, parts) => {
  const [found, ...others] = drift(parts);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ field: 'query', cause });
  expect(isUserEdit({ cause })).toBe(cause !== 'pack_update' && cause !== 'tuning');
});

it('shows a field that was emptied or added', () => {
  expect(drift({ installed: { severity: undefined, note: 'Ask ada' } })).toEqual([
    { field: 'severity', before: null, after: 'high', cause: 'edited' },
    { field: 'note', before: 'Ask ada', after: null, cause: 'edited' },
  ]);
});
