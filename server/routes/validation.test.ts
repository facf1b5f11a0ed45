import type { RouteValidationError, RouteValidationResultFactory } from '@kbn/core/server';
import * as z from 'zod';
import { validator } from './validation';

const factory: RouteValidationResultFactory = {
  ok: (value) => ({ value }),
  badRequest: (error, path) => ({
    error: Object.assign(new Error(String(error)), { path }) as RouteValidationError,
  }),
};

const schema = z.object({
  name: z.string().min(1).max(5),
  ports: z.array(z.number().int()).max(3).default([]),
  event: z.record(z.string(), z.unknown()).optional(),
});
const check = (value: unknown) => validator(schema)(value, factory);
const problem = (value: unknown) => check(value).error;

describe('a request validator', () => {
  it('hands on what fits, with defaults, and drops what nobody asked for', () => {
    expect(check({ name: 'a', more: 1 }).value).toEqual({ name: 'a', ports: [] });
  });

  it('names the place, what was expected and a reason code', () => {
    expect(problem({ name: 'a', ports: ['x'] })).toMatchObject({
      path: ['ports', '0'],
      message: expect.stringMatching(/expected number.*\[invalid_type\]/),
    });
  });

  it('names several problems, and counts the rest', () => {
    expect(problem({ name: '', ports: 'x' })?.message).toMatch(/; ports: /);
    const many = z.object(Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => [key, z.string()])));
    expect(validator(many)({}, factory).error?.message).toMatch(/ and 2 more$/);
  });

  it('treats an absent body as an empty one', () => {
    expect(problem(undefined)).toMatchObject({ path: ['name'] });
  });

  it.each([
    ['a __proto__ key', JSON.parse('{"name":"a","event":{"__proto__":{"x":1}}}'), /forbidden_key/],
    ['NUL', { name: 'a\u0000' }, /forbidden_character/],
    ['a lone surrogate', { name: 'a\ud800' }, /forbidden_character/],
    ['a lone surrogate in a key', { name: 'a', event: { '\udc00': 1 } }, /forbidden_character/],
  ])('refuses %s with a clear reason', (_what, value, reason) => {
    expect(problem(value)?.message).toMatch(reason);
    expect({}).not.toHaveProperty('x');
  });

  it('keeps whole surrogate pairs', () => {
    expect(check({ name: '😀' }).value).toMatchObject({ name: '😀' });
  });

  it('refuses deep nesting without running out of stack', () => {
    let event: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) event = { a: event };
    expect(problem({ name: 'a', event })?.message).toMatch(/at most 40 levels \[too_deep\]/);
  });
});
