/** Stand-in for `@kbn/config-schema` outside Kibana: the same calls, the same kind of message (`[path]: expected ...`). */
import type { schema as KbnSchema, Type, TypeOptions } from '@kbn/config-schema';

type Check<V> = (value: unknown, path: string) => V;

/** Internal face of a type: validation knows the path of the value. */
interface PathType<V> extends Type<V> {
  at(value: unknown, path: string): V;
}

function fail(path: string, message: string): never {
  throw new Error(path ? `[${path}]: ${message}` : message);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'Array' : typeof value;
}

function makeType<V>(check: Check<V>, options: TypeOptions<V> = {}): PathType<V> {
  const at = (input: unknown, path: string): V => {
    const { defaultValue } = options;
    const value = input !== undefined || defaultValue === undefined ? input : resolveDefault(defaultValue);
    const checked = check(value, path);
    const message = options.validate?.(checked);
    if (message) fail(path, message);
    return checked;
  };
  return { at, validate: (value, _context, namespace = '') => at(value, namespace) };
}

function resolveDefault<V>(defaultValue: V | (() => V)): V {
  return typeof defaultValue === 'function' ? (defaultValue as () => V)() : defaultValue;
}

function at<V>(type: Type<V>, value: unknown, path: string): V {
  return 'at' in type ? (type as PathType<V>).at(value, path) : type.validate(value, {}, path);
}

const join = (path: string, key: string | number) => (path ? `${path}.${key}` : String(key));

export const schema: typeof KbnSchema = {
  boolean: (options) =>
    makeType(
      (value, path) =>
        typeof value === 'boolean' ? value : fail(path, `expected value of type [boolean] but got [${kindOf(value)}]`),
      options,
    ),

  number: (options = {}) =>
    makeType((value, path) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return fail(path, `expected value of type [number] but got [${kindOf(value)}]`);
      }
      if (options.min !== undefined && value < options.min) {
        fail(path, `Value must be equal to or greater than [${options.min}].`);
      }
      if (options.max !== undefined && value > options.max) {
        fail(path, `Value must be equal to or lower than [${options.max}].`);
      }
      return value;
    }, options),

  string: (options = {}) => makeType((value, path) => checkString(value, path, options), options),

  uri: (options = {}) =>
    makeType((value, path) => {
      const text = checkString(value, path, {});
      const schemes = options.scheme === undefined ? undefined : [options.scheme].flat();
      const scheme = schemeOf(text);
      if (!scheme || (schemes && !schemes.includes(scheme))) {
        fail(path, `value must be a valid URI${schemes ? ` of [${schemes.join('|')}]` : ''} (see RFC 3986).`);
      }
      return text;
    }, options),

  arrayOf: (type, options = {}) =>
    makeType((value, path) => {
      if (!Array.isArray(value)) return fail(path, `expected value of type [array] but got [${kindOf(value)}]`);
      if (options.minSize !== undefined && value.length < options.minSize) {
        fail(path, `array size is [${value.length}], but cannot be smaller than [${options.minSize}]`);
      }
      if (options.maxSize !== undefined && value.length > options.maxSize) {
        fail(path, `array size is [${value.length}], but cannot be greater than [${options.maxSize}]`);
      }
      return value.map((item: unknown, index) => at(type, item, join(path, index)));
    }, options),

  object: (props, options = {}) =>
    makeType(
      (input, path) => {
        const value = input ?? {};
        if (typeof value !== 'object' || Array.isArray(value)) {
          return fail(path, `expected a plain object value, but found [${kindOf(value)}] instead.`);
        }
        const given = new Map<string, unknown>(Object.entries(value));
        const unknowns = options.unknowns ?? 'forbid';
        const extra = [...given.keys()].filter((key) => !Object.prototype.hasOwnProperty.call(props, key));
        if (unknowns === 'forbid' && extra[0] !== undefined) {
          fail(join(path, extra[0]), 'definition for this key is missing');
        }
        const known = Object.entries(props).map(([key, type]) => [key, at(type, given.get(key), join(path, key))]);
        const kept = unknowns === 'allow' ? extra.map((key) => [key, given.get(key)]) : [];
        return Object.fromEntries([...known, ...kept]);
      },
      // The default is a partial input; the check above completes it.
      options as TypeOptions<never>,
    ),

  maybe: (type) => makeType((value, path) => (value === undefined ? undefined : at(type, value, path))),

  any: () => makeType((value) => value),
};

function checkString(value: unknown, path: string, limits: { minLength?: number; maxLength?: number }): string {
  if (typeof value !== 'string') return fail(path, `expected value of type [string] but got [${kindOf(value)}]`);
  if (limits.minLength !== undefined && value.length < limits.minLength) {
    fail(path, `value has length [${value.length}] but it must have a minimum length of [${limits.minLength}].`);
  }
  if (limits.maxLength !== undefined && value.length > limits.maxLength) {
    fail(path, `value has length [${value.length}] but it must have a maximum length of [${limits.maxLength}].`);
  }
  return value;
}

function schemeOf(text: string): string | undefined {
  try {
    return new URL(text).protocol.slice(0, -1);
  } catch {
    return undefined;
  }
}
