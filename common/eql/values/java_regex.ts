/** java.util.regex, which Elasticsearch runs over computed values: on RE2, so in linear time and without look-around. */
import { RE2JS, RE2JSException } from 're2js';

const MAX_LENGTH = 20_000;

/** A test of whole texts; `javaRegexProblem` tells beforehand whether the pattern can be compiled. */
export function javaRegex(pattern: string, caseInsensitive: boolean): (text: string) => boolean {
  const compiled = RE2JS.compile(pattern, caseInsensitive ? RE2JS.CASE_INSENSITIVE : 0);
  return (text) => compiled.matches(text);
}

/** Why a pattern is refused, or undefined. */
export function javaRegexProblem(pattern: string): string | undefined {
  if (pattern.length > MAX_LENGTH) {
    return `The length of regex [${pattern.length}] has exceeded the allowed maximum of [${MAX_LENGTH}]`;
  }
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}
