/** Core's own client for calls to this Kibana (newest 9.x): knows base path, space and TLS, hands on the credentials. */
import type { SelfClient } from '@kbn/core/server';
import { StackError } from '../../stack';
import { assertAllowed } from './allowed_calls';
import { API_VERSION, payloadOf } from './headers';
import type { Answer, KibanaTransport } from './types';

export function selfClientTransport(client: SelfClient, timeoutMs: number): KibanaTransport {
  return {
    request: async (method, path, call = {}) => {
      assertAllowed(method, path);
      const payload = payloadOf(call);
      try {
        const answer = await client.fetch(path, {
          method,
          ...(call.query ? { query: { ...call.query } } : {}),
          // Text goes out as it is, so the content type that belongs to it is kept.
          ...(payload.body === undefined ? {} : { body: payload.body, headers: payload.headers }),
          ...(call.signal ? { signal: call.signal } : {}),
          version: API_VERSION,
          timeout: timeoutMs,
          access: 'public',
          asResponse: true,
        });
        return answerOf(answer);
      } catch (error) {
        if (call.signal?.aborted) throw new StackError('cancelled', 'The request was cancelled.');
        // An answer that is an error is thrown, with the answer inside.
        if (isAnswer(error)) return answerOf(error);
        const { name, message } = error as Error;
        if (name === 'AbortError' || message.includes('aborted')) {
          throw new StackError('timeout', `Kibana gave no answer within ${Math.round(timeoutMs / 1_000)} seconds.`);
        }
        throw new StackError('unavailable', `Kibana cannot be reached from its own server: ${message}`);
      }
    },
  };
}

interface SelfAnswer {
  response: { status: number };
  body?: unknown;
}

function isAnswer(value: unknown): value is SelfAnswer {
  const response = (value as Partial<SelfAnswer> | null)?.response;
  return typeof response?.status === 'number';
}

function answerOf(value: unknown): Answer {
  if (!isAnswer(value)) throw new StackError('unavailable', 'Kibana gave an answer without a status.');
  const { body } = value;
  return { status: value.response.status, body: body === undefined || body === '' ? null : body };
}
