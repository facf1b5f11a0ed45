import { elasticsearchErrorTypes, elasticsearchMessage, kibanaMessage } from './answer_text';
import { elasticsearchError, kibanaError } from './errors';

const purpose = { what: 'change detection rules', takes: 'the privilege to manage rules' };

describe('words of Kibana', () => {
  it.each([
    ['a text', { message: 'rule_id: "x" not found', status_code: 404 }, 'rule_id: "x" not found'],
    ['the platform shape', { statusCode: 404, error: 'Not Found', message: 'Not Found' }, 'Not Found'],
    [
      'a list',
      { message: ['either "signal_ids" or "query" must be set'], status_code: 400 },
      'either "signal_ids" or "query" must be set',
    ],
    [
      'an object with errors',
      { message: { errors: ['forceNow must be a valid Date'] }, status_code: 500 },
      'forceNow must be a valid Date',
    ],
    [
      'an object with an error',
      { message: { error: { message: 'in use', references: [] } }, status_code: 409 },
      'in use',
    ],
    ['plain text', 'Bad Gateway', 'Bad Gateway'],
    ['nothing', null, 'no reason given'],
  ])('are found in %s', (_shape, body, text) => expect(kibanaMessage(body)).toBe(text));

  it('say what a conflict of alerts means instead of repeating its JSON', () => {
    const message = '{"took":43,"updated":0,"version_conflicts":10,"failures":[{"id":"f4"}]}';
    expect(kibanaMessage({ message, status_code: 409 })).toBe('10 were changed by someone else at the same time');
  });

  it('tell a problem once that every branch of a union repeats', () => {
    const message = '[request body]: type: Required, name: Required, type: Required';
    expect(kibanaMessage({ message })).toBe('[request body]: type: Required, name: Required');
  });
});

describe('words of Elasticsearch', () => {
  const body = {
    error: {
      root_cause: [
        { type: 'verification_exception', reason: 'Found 1 problem\nline 1:15: Unknown column [procss.name]' },
        { type: 'verification_exception', reason: 'Found 1 problem\nline 1:15: Unknown column [procss.name]' },
      ],
      type: 'verification_exception',
      reason: 'Found 1 problem',
    },
    status: 400,
  };

  it('name each cause once, with its type', () => {
    expect(elasticsearchMessage(body)).toBe(
      'verification_exception: Found 1 problem\nline 1:15: Unknown column [procss.name]',
    );
    expect(elasticsearchErrorTypes(body)).toContain('verification_exception');
  });

  it('are the error of a failed search', () => {
    expect(elasticsearchError({ status: 400, body }, purpose)).toMatchObject({ code: 'rejected' });
  });

  it('become a full disk where writing was blocked for that', () => {
    const reason =
      'index [.alerts] blocked by: [disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];';
    const blocked = {
      error: { root_cause: [{ type: 'cluster_block_exception', reason }], type: 'cluster_block_exception', reason },
    };
    expect(elasticsearchError({ status: 429, body: blocked }, purpose).code).toBe('storage_full');
  });
});

describe('refusals', () => {
  it('explain a missing privilege without naming a feature of one version', () => {
    const body = { statusCode: 403, error: 'Forbidden', message: 'API [POST /x] is unauthorized for user' };
    const error = kibanaError({ status: 403, body }, purpose);
    expect(error.code).toBe('forbidden');
    expect(error.message).toMatch(/^You may not change detection rules\. It takes the privilege to manage rules;/);
    expect(error.message).not.toMatch(/siem/i);
  });

  it.each([
    [401, 'unauthorized'],
    [404, 'not_found'],
    [409, 'conflict'],
    [413, 'too_large'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [504, 'timeout'],
  ])('have a code for status %i', (status, code) => {
    expect(kibanaError({ status, body: { message: 'x' } }, purpose).code).toBe(code);
  });
});

it('keeps a page that a proxy answered with out of errors', () => {
  const page = { status: 502, body: '<html>'.padEnd(1_000_000, 'x') };
  for (const error of [kibanaError(page, purpose), elasticsearchError(page, purpose)]) {
    expect(error.message).toContain('<html>');
    expect(error.message.length).toBeLessThan(2_200);
  }
});
