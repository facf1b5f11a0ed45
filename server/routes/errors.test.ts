import { Refusal } from '../services/refusal';
import { StackError } from '../stack/stack';
import { problemOf } from './errors';

describe('errors as answers', () => {
  it.each([
    ['not_found', 404],
    ['conflict', 409],
    ['rejected', 400],
    ['forbidden', 403],
    ['unavailable', 503],
    ['timeout', 504],
    ['storage_full', 507],
  ] as const)('a stack error %s is %d with its code', (code, statusCode) => {
    expect(problemOf(new StackError(code, 'words', { currentVersion: '7' }))).toEqual({
      statusCode,
      message: 'words',
      attributes: { currentVersion: '7', code },
    });
  });

  it('a refusal carries what is needed to go on', () => {
    const { statusCode, attributes } = problemOf(new Refusal('blinding', 'no', { guard: { blinding: true } }));
    expect(statusCode).toBe(409);
    expect(attributes).toEqual({ guard: { blinding: true }, code: 'blinding' });
  });

  it('an unexpected error tells a client nothing about the inside', () => {
    const { statusCode, message } = problemOf(new Error('password of /etc/secret'));
    expect(statusCode).toBe(500);
    expect(message).not.toMatch(/password|secret/);
  });
});
