/** A conformance suite: runs a folder of recorded answers through our code and says what differs. */
export interface Failure {
  id: string;
  expected: string;
  actual: string;
}

export interface Suite {
  /** What is given on the command line: `npm run conformance -- NAME DIR`. */
  name: string;
  /** @param directory a folder of the suite's format */
  run(directory: string): { total: number; failures: Failure[] };
}

/** Shortens long values so that a failure stays readable. */
export const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return text.length > 600 ? `${text.slice(0, 600)}...` : text;
};

/** Equal JSON, whatever the order of the keys. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([left], [right]) => (left < right ? -1 : 1))
              .map(([key, inner]) => [key, sorted(inner)]),
          )
        : value;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
};
