import { derivedId } from './uuid';

describe('derived ids', () => {
  it('are UUIDs of version 5, the same for the same name', () => {
    const id = derivedId('search', 'default', 't1571/beacons');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(derivedId('search', 'default', 't1571/beacons')).toBe(id);
  });

  it('stay as they are: installed objects are found by them', () => {
    expect(derivedId('search', 'default', 'a')).toBe('3ddc5dcf-36d7-59e2-891e-3540819a3498');
  });

  it('differ by space and by where one part ends', () => {
    expect(derivedId('search', 'blue', 'a')).not.toBe(derivedId('search', 'default', 'a'));
    expect(derivedId('a', 'bc')).not.toBe(derivedId('ab', 'c'));
  });
});
