import type { ItemEntry } from '../../common/allowlist';
import { conditionOf, rowOf } from './operators';

describe('rows of the condition builder', () => {
  it('keep every condition as it was, also those that cannot be edited', () => {
    const entries: ItemEntry[] = [
      { type: 'match', field: 'a', operator: 'included', value: 'x' },
      { type: 'match', field: 'a', operator: 'excluded', value: 'x' },
      { type: 'match_any', field: 'a', operator: 'excluded', value: ['x', 'y'] },
      { type: 'wildcard', field: 'a', operator: 'included', value: 'C:\\\\*' },
      { type: 'exists', field: 'a', operator: 'excluded' },
      { type: 'list', field: 'a', operator: 'included', list: { id: 'l', type: 'ip' } },
      { type: 'nested', field: 'a', entries: [{ type: 'match', field: 'b', operator: 'included', value: 'x' }] },
    ];
    expect(entries.map((entry) => conditionOf(rowOf(entry)))).toEqual(entries);
  });

  it('are no condition while a field or value is missing', () => {
    expect(conditionOf({ field: '', operator: 'is', values: ['x'] })).toBeUndefined();
    expect(conditionOf({ field: 'a', operator: 'one_of', values: [] })).toBeUndefined();
    expect(conditionOf({ field: 'a', operator: 'exists', values: [] })).toEqual({
      type: 'exists',
      field: 'a',
      operator: 'included',
    });
  });
});
