import { savedSearchSchema } from '../packs/schema/searches';
import { fillSearch } from '.';

const search = (query: string) =>
  savedSearchSchema.parse({
    id: 'T1571-S1',
    title: 'Sessions',
    description: 'All of them.',
    index: ['logs-*'],
    query,
    columns: ['@timestamp'],
    sort: { field: '@timestamp', order: 'asc' },
    range: { before: '1h', after: '5m' },
  });

const at = '2026-07-15T12:00:00.000Z';

describe('fillSearch', () => {
  it('puts the values of the alert into the query and the time around it', () => {
    const event = { host: { id: 'a1' }, 'destination.port': 4444 };
    expect(fillSearch(search('host.id:"{{host.id}}" and destination.port:"{{destination.port}}"'), event, at)).toEqual({
      available: true,
      kql: 'host.id:"a1" and destination.port:"4444"',
      from: '2026-07-15T11:00:00.000Z',
      to: '2026-07-15T12:05:00.000Z',
    });
  });

  it('keeps quotes and backslashes of a value inside its quotes', () => {
    const event = { user: { name: 'C:\\x" or user.name:*' } };
    expect(fillSearch(search('user.name:"{{user.name}}"'), event, at)).toMatchObject({
      kql: 'user.name:"C:\\\\x\\" or user.name:*"',
    });
  });

  it('does not read a placeholder or a replacement pattern inside a value', () => {
    const event = { user: { name: '"{{host.id}}" $& $1' }, host: { id: 'a1' } };
    expect(fillSearch(search('user.name:"{{user.name}}"'), event, at)).toMatchObject({
      kql: 'user.name:"\\"{{host.id}}\\" $& $1"',
    });
  });

  it('searches for any of several values', () => {
    expect(
      fillSearch(search('destination.ip:"{{destination.ip}}"'), { destination: { ip: ['a', 'b', 'a'] } }, at),
    ).toMatchObject({
      kql: 'destination.ip:("a" or "b")',
    });
  });

  it('is unavailable, and says why, when the alert lacks a field', () => {
    const query = 'host.id:"{{host.id}}" and process.entity_id:"{{process.entity_id}}"';
    expect(fillSearch(search(query), { host: { id: 'a1' } }, at)).toEqual({
      available: false,
      missing: ['process.entity_id'],
    });
  });
});

describe('a search template', () => {
  it.each(['host.id:{{host.id}}', 'host.id:"x{{host.id}}"', 'host.id:"{{}}"', 'host.id:"{{a b}}"'])(
    'refuses %s',
    (query) => {
      expect(() => search(query)).toThrow();
    },
  );
});
