import { shiftsToNow } from './shift_to_now';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 1_000 * DAY;

describe('shifting recordings to now', () => {
  it('brings the newest event of each recording to now, however far apart they were made', () => {
    const spans = [
      { from: 10 * DAY, to: 10 * DAY + HOUR },
      { from: 700 * DAY, to: 701 * DAY },
    ];
    expect(shiftsToNow(spans, NOW)).toEqual([NOW - 10 * DAY - HOUR, NOW - 701 * DAY]);
  });

  it('keeps files of one recording in their order, whatever order they come in', () => {
    const spans = [
      { from: 12 * DAY, to: 12 * DAY + HOUR },
      { from: 10 * DAY, to: 11 * DAY + HOUR },
      { from: 10 * DAY, to: 10 * DAY },
    ];
    expect(new Set(shiftsToNow(spans, NOW))).toEqual(new Set([NOW - 12 * DAY - HOUR]));
  });

  it('leaves a source without events alone', () => {
    expect(shiftsToNow([undefined, { from: 0, to: 0 }], NOW)).toEqual([0, NOW]);
    expect(shiftsToNow([], NOW)).toEqual([]);
  });
});
