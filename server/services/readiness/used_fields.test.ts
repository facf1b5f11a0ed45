import { usedFields } from './used_fields';

describe('the fields that a query reads', () => {
  it('come with the way they are used', () => {
    const query =
      'network where process.name in~ ("a.exe", "b.exe") and destination.port > 1024 and not process.code_signature.trusted == true' +
      ' and cidrMatch(destination.ip, "10.0.0.0/8") and process.executable : "C:*" and ?user.id != null';
    expect(usedFields(query)).toEqual([
      { name: 'process.name', use: 'text' },
      { name: 'destination.port', use: 'number' },
      { name: 'process.code_signature.trusted', use: 'boolean' },
      { name: 'destination.ip', use: 'ip' },
      { name: 'process.executable', use: 'text' },
      { name: 'user.id', use: 'any', optional: true },
    ]);
  });

  it('of a sequence include its keys and the until clause', () => {
    const query = `sequence by host.id with maxspan=1m
      [process where process.name == "a"] by process.entity_id
      [file where file.size > 1] by process.entity_id
      until [process where event.type == "end"] by process.entity_id`;
    expect(usedFields(query).map(({ name }) => name)).toEqual([
      'host.id',
      'process.name',
      'process.entity_id',
      'file.size',
      'event.type',
    ]);
  });

  it('are required as soon as one place requires them', () => {
    expect(usedFields('any where ?a == 1 and a == 2')).toEqual([{ name: 'a', use: 'number' }]);
  });
});
