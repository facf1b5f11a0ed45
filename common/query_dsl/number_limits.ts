/** What a number type can hold, exactly: 2^63 and its neighbours are one and the same `number`. */

const WHOLE: Readonly<Record<string, readonly [bigint, bigint]>> = {
  byte: [-128n, 127n],
  short: [-32_768n, 32_767n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  unsigned_long: [0n, 2n ** 64n - 1n],
};

export const isWholeType = (type: string): boolean => Object.hasOwn(WHOLE, type);

/**
 * Why Elasticsearch refuses a number for a type, or undefined.
 * @param text a decimal number, maybe with an exponent
 */
export const limitProblem = (type: string, text: string): string | undefined => {
  const range = WHOLE[type];
  if (range === undefined) {
    const value = type === 'float' ? Math.fround(Number(text)) : Number(text);
    return Number.isFinite(value) ? undefined : `[${type}] supports only finite values, but got [${value}]`;
  }
  const [least, most] = range;
  const digits = /^\+?(-?\d+)(?:\.\d*)?$/.exec(text)?.[1];
  const value = digits === undefined ? Number(text) : BigInt(digits);
  return value < least || value > most ? `Value [${text}] is out of range for a ${type}` : undefined;
};
