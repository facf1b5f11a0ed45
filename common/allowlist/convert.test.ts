import {
  DISABLED_EXPIRY,
  entriesOf,
  isDisabled,
  itemIdOf,
  itemsOf,
  listIdOf,
  type AllowlistEntry,
  type ExceptionItem,
} from '.';

const entry: AllowlistEntry = {
  id: '0b7d2c1e',
  name: 'VPN client to its gateways',
  rules: ['NP-2', 'NP-3'],
  conditions: [
    { type: 'match', field: 'process.executable', operator: 'included', value: 'C:\\Program Files\\Vpn\\vpn.exe' },
    { type: 'match_any', field: 'destination.ip', operator: 'included', value: ['198.51.100.37'] },
  ],
  osTypes: [],
  reason: 'Gateway list of the network team',
  owner: 'soc',
  ticket: 'CHG-1',
  expires: '2027-01-01T00:00:00Z',
  enabled: true,
  template: 'A-1571-04',
};

/** As Kibana answers: comments get who and when. */
function stored(items: readonly ExceptionItem[], earlier: readonly ExceptionItem[] = []): ExceptionItem[] {
  return items.map((item) => ({
    ...item,
    comments: [...(earlier.find(({ item_id }) => item_id === item.item_id)?.comments ?? []), ...item.comments],
  }));
}

it('an entry for two rules is one item in the list of each', () => {
  const items = itemsOf(entry);
  expect(items.map(({ list_id, item_id }) => [list_id, item_id])).toEqual([
    [listIdOf('NP-2'), itemIdOf(entry.id, 'NP-2')],
    [listIdOf('NP-3'), itemIdOf(entry.id, 'NP-3')],
  ]);
  expect(itemsOf(entry)).toEqual(items);
});

it('writes what Kibana takes: milliseconds in the expiry, the reason as a comment', () => {
  const [item] = itemsOf(entry);
  expect(item?.expire_time).toBe('2027-01-01T00:00:00.000Z');
  expect(item?.comments).toEqual([{ comment: 'Reason: Gateway list of the network team' }]);
  expect(item?.tags).toContain('Detection Workbench');
});

it('reads back what it wrote', () => {
  const back = entriesOf(stored(itemsOf(entry)));
  expect(back).toEqual({ entries: [{ ...entry, expires: '2027-01-01T00:00:00.000Z' }], diverged: [], foreign: [] });
});

it('keeps the expiry of a switched-off entry for the day it is switched on again', () => {
  const items = itemsOf({ ...entry, enabled: false });
  expect(items.every((item) => item.expire_time === DISABLED_EXPIRY && isDisabled(item))).toBe(true);
  expect(entriesOf(stored(items)).entries[0]).toMatchObject({ enabled: false, expires: '2027-01-01T00:00:00.000Z' });
});

it.each([undefined, '2027-06-01T00:00:00.000Z'])(
  'is no longer switched off once its expiry became %s in Kibana, whatever the tag says',
  (expires) => {
    const items = stored(itemsOf({ ...entry, enabled: false })).map(({ expire_time: _off, ...item }) => ({
      ...item,
      ...(expires === undefined ? {} : { expire_time: expires }),
    }));
    expect(items.some(isDisabled)).toBe(false);
    expect(entriesOf(items).entries[0]).toMatchObject({ enabled: true });
    expect(entriesOf(items).entries[0]?.expires).toBe(expires);
  },
);

it('a switched-off entry without an expiry has none afterwards', () => {
  const { expires: _none, ...open } = entry;
  expect(entriesOf(stored(itemsOf({ ...open, enabled: false }))).entries[0]).not.toHaveProperty('expires');
});

it('an override ends the item, and is kept apart from the expiry that was asked for', () => {
  const override = { reason: 'Approved by the CISO', by: 'ada', expires: '2026-12-01T00:00:00.000Z' };
  const items = itemsOf({ ...entry, override });
  expect(items[0]?.expire_time).toBe('2026-12-01T00:00:00.000Z');
  expect(entriesOf(stored(items)).entries[0]).toMatchObject({
    override,
    expires: '2027-01-01T00:00:00.000Z',
    reason: entry.reason,
  });
});

it('an override says nothing of an item that goes on after its end', () => {
  const override = { reason: 'Approved by the CISO', by: 'ada', expires: '2026-12-01T00:00:00.000Z' };
  const later = stored(itemsOf({ ...entry, override })).map((item) => ({
    ...item,
    expire_time: '2026-12-24T00:00:00.000Z',
  }));
  expect(entriesOf(later).entries[0]).not.toHaveProperty('override');
  expect(entriesOf(later).entries[0]?.expires).toBe('2026-12-24T00:00:00.000Z');
});

it('adds a comment only when the reason is new, since comments can never be changed', () => {
  const first = stored(itemsOf(entry));
  expect(itemsOf(entry, first)[0]?.comments).toEqual([]);
  const renewed = itemsOf({ ...entry, reason: 'Checked again' }, first);
  expect(renewed[0]?.comments).toEqual([{ comment: 'Reason: Checked again' }]);
  expect(entriesOf(stored(renewed, first)).entries[0]?.reason).toBe('Checked again');
});

it('takes an expiry that was set in Kibana itself', () => {
  const items = stored(itemsOf(entry)).map((item) => ({ ...item, expire_time: '2026-12-24T00:00:00.000Z' }));
  expect(entriesOf(items).entries[0]?.expires).toBe('2026-12-24T00:00:00.000Z');
});

it('tells items of others, and entries of which one item was edited elsewhere', () => {
  const items = stored(itemsOf(entry));
  const foreign: ExceptionItem = { ...(items[0] as ExceptionItem), item_id: 'theirs', tags: [] };
  const edited = { ...(items[1] as ExceptionItem), entries: entry.conditions.slice(0, 1) };
  const read = entriesOf([items[0] as ExceptionItem, edited, foreign]);
  expect(read.foreign).toEqual([foreign]);
  expect(read.diverged).toEqual([{ entryId: entry.id, itemIds: items.map(({ item_id }) => item_id) }]);
});
