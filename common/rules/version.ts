/** Compares stack versions such as `8.12.2` or `9.0.0-SNAPSHOT`. */

/** Oldest stack the product supports; assumed where a target names none. */
export const OLDEST_STACK = '8.12.0';

function majorMinor(version: string): [number, number] {
  const match = /^(\d{1,3})\.(\d{1,3})/.exec(version);
  if (!match) throw new Error(`${version} is not a stack version`);
  return [Number(match[1]), Number(match[2])];
}

/** True if `version` is `minimum` or newer, by major and minor number. */
export function stackAtLeast(version: string, minimum: string): boolean {
  const [major, minor] = majorMinor(version);
  const [minMajor, minMinor] = majorMinor(minimum);
  return major > minMajor || (major === minMajor && minor >= minMinor);
}
