import { parseTime, shiftTime } from './time';

const NOON = Date.UTC(2026, 6, 15, 12, 0, 0, 250);

describe('parseTime', () => {
  it.each([
    ['2026-07-15T12:00:00.250Z'],
    ['2026-07-15T12:00:00.2501234Z'],
    ['2026-07-15 12:00:00.250'],
    ['2026-07-15T12:00:00.25'],
    ['2026-07-15T14:00:00.250+02:00'],
    ['2026-07-15T14:00:00,250+0200'],
    [NOON],
  ])('reads %p', (value) => expect(parseTime(value)).toBe(NOON));

  it('reads a day as its first moment', () => expect(parseTime('2026-07-15')).toBe(Date.UTC(2026, 6, 15)));

  it.each([['yesterday'], ['1'], ['2026-13-01T00:00:00Z'], ['-'], [''], [null], [-5], [9e15], [{}]])(
    'does not read %p',
    (value) => expect(parseTime(value)).toBeUndefined(),
  );
});

describe('shiftTime', () => {
  it('moves a time and keeps what is finer than a millisecond', () => {
    expect(shiftTime('2026-07-15T12:00:00.2501234Z', 60_000)).toBe('2026-07-15T12:01:00.2501234Z');
    expect(shiftTime('2026-07-15T14:00:00+02:00', 1)).toBe('2026-07-15T12:00:00.001Z');
    expect(shiftTime(NOON, 5)).toBe(NOON + 5);
  });

  it('leaves what is no time', () => expect(shiftTime('-', 60_000)).toBe('-'));
});
