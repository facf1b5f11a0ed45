/** Checks in the manner of Kibana's io-ts schemas: every branch of a union is reported, unknown members are refused. */
import { badBody, badQuery, platformError } from '../errors';
import { queryObject } from './zod_problems';

export interface Decoded {
  /** Without unknown members. */
  value: unknown;
  problems: string[];
}

/** @param path names of the members that lead to the value; places in lists are left out */
export type Codec = (value: unknown, path: readonly string[]) => Decoded;

const ok = (value: unknown): Decoded => ({ value, problems: [] });

function bad(value: unknown, path: readonly string[]): Decoded {
  const shown = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return { value, problems: [`Invalid value "${shown}" supplied to "${path.join()}"`] };
}

export const fits =
  (test: (value: unknown) => boolean): Codec =>
  (value, path) =>
    test(value) ? ok(value) : bad(value, path);

export const text = fits((value) => typeof value === 'string');
export const filled = fits((value) => typeof value === 'string' && value.trim() !== '');
export const flag = fits((value) => typeof value === 'boolean');
export const positive = fits((value) => Number.isSafeInteger(value) && Number(value) >= 1);
export const record = fits(isRecord);
export const anything: Codec = (value) => ok(value);
export const oneOf = (...names: string[]): Codec => fits((value) => names.includes(value as string));

export const optional =
  (codec: Codec): Codec =>
  (value, path) => {
    if (value === undefined) return ok(value);
    const decoded = codec(value, path);
    // The other branch of the union is "undefined", which the value is not either.
    return decoded.problems.length === 0
      ? decoded
      : { value, problems: [...decoded.problems, ...bad(value, path).problems] };
  };

/** Like `optional`, but the problem is told once: a default takes the place of the missing value. */
export const defaulted =
  (codec: Codec): Codec =>
  (value, path) =>
    value === undefined ? ok(value) : codec(value, path);

export const listOf =
  (codec: Codec, atLeast = 0): Codec =>
  (value, path) => {
    if (!Array.isArray(value) || value.length < atLeast) return bad(value, path);
    const decoded = value.map((one) => codec(one, path));
    return { value: decoded.map((one) => one.value), problems: decoded.flatMap(({ problems }) => problems) };
  };

export const members =
  (codecs: Readonly<Record<string, Codec>>): Codec =>
  (value, path) => {
    if (!isRecord(value)) return bad(value, path);
    const decoded = Object.entries(codecs).map(([name, codec]) => [name, codec(value[name], [...path, name])] as const);
    const kept = decoded.filter(([name]) => name in value).map(([name, one]) => [name, one.value] as const);
    return { value: Object.fromEntries(kept), problems: decoded.flatMap(([, { problems }]) => problems) };
  };

export const anyOf =
  (...codecs: Codec[]): Codec =>
  (value, path) => {
    const tried = codecs.map((codec) => codec(value, path));
    return (
      tried.find(({ problems }) => problems.length === 0) ?? {
        value,
        problems: tried.flatMap(({ problems }) => problems),
      }
    );
  };

/** Problems of a value, each once; when there are none, the members that nothing asked for. */
export function problemsIn(codec: Codec, value: unknown): string | undefined {
  const decoded = codec(value, []);
  if (decoded.problems.length > 0) return [...new Set(decoded.problems)].join();
  const extra = unknownMembers(value, decoded.value);
  return extra.length > 0 ? `invalid keys "${extra.join()}"` : undefined;
}

/** @throws Refusal */
export function decodeBody<T>(codec: Codec, body: unknown): T {
  const problems = problemsIn(codec, body);
  if (problems !== undefined) throw badBody(problems);
  return body as T;
}

/** @throws Refusal */
export function decodeQuery<T>(codec: Codec, query: URLSearchParams): T {
  const value = queryObject(query);
  const problems = problemsIn(codec, value);
  if (problems !== undefined) throw badQuery(problems);
  return value as T;
}

/** @throws Refusal */
export function decodeParams(codec: Codec, params: Readonly<Record<string, string>>): void {
  const problems = problemsIn(codec, params);
  if (problems !== undefined) throw platformError(400, `[request params]: ${problems}`);
}

/** Names of members that the decoded value lost; a lost object or list shows its content as well. */
function unknownMembers(original: unknown, decoded: unknown): string[] {
  if (typeof original !== 'object' || original === null) return [];
  if (typeof decoded !== 'object' || decoded === null) return [JSON.stringify(original)];
  return Object.entries(original).flatMap(([name, value]) => [
    ...(name in decoded ? [] : [name]),
    ...(typeof value === 'object' ? unknownMembers(value, (decoded as Record<string, unknown>)[name]) : []),
  ]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
