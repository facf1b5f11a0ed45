import type { ExceptionItem } from '../../../common/allowlist';
import type { Alert } from '../../stack/alerts';
import { alertsHidden } from './alert_matches';

const item: ExceptionItem = {
  item_id: 'i',
  list_id: 'l',
  namespace_type: 'single',
  type: 'simple',
  name: 'svc',
  description: '',
  entries: [{ type: 'match', field: 'user.name', operator: 'included', value: 'svc' }],
  os_types: [],
  tags: [],
  comments: [],
};

const alert = (_id: string, source: Record<string, unknown>): Alert => ({ _id, _index: 'alerts', _source: source });
const block = (id: string, group: string, user: string) =>
  alert(id, {
    'kibana.alert.building_block_type': 'default',
    'kibana.alert.group.id': group,
    user: { name: user },
  });
const shell = (id: string, group: string) => alert(id, { 'kibana.alert.group.id': group });

const hidden = (alerts: Alert[]) => {
  const { checked, hidden: found } = alertsHidden(alerts, [item], { now: 0 });
  return { checked, ids: found.map(({ _id }) => _id) };
};

describe('alerts that an item would have hidden', () => {
  it('are those whose event it removes', () => {
    expect(hidden([alert('a', { user: { name: 'svc' } }), alert('b', { 'user.name': 'ana' })])).toEqual({
      checked: 2,
      ids: ['a'],
    });
  });

  it('include a sequence as soon as one of its events is removed, counted once', () => {
    const sequence = [shell('s', 'g'), block('b1', 'g', 'ana'), block('b2', 'g', 'svc')];
    expect(hidden(sequence)).toEqual({ checked: 1, ids: ['s'] });
    expect(hidden([shell('s', 'g'), block('b1', 'g', 'ana')])).toEqual({ checked: 1, ids: [] });
  });

  it('include the alerts of building-block rules, which belong to no sequence', () => {
    const own = alert('x', { 'kibana.alert.building_block_type': 'default', user: { name: 'svc' } });
    expect(hidden([own])).toEqual({ checked: 1, ids: ['x'] });
  });
});
