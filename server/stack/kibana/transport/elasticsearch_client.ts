/** Elasticsearch through the client that core hands to a request. */
import type { ElasticsearchClient } from '@kbn/core/server';
import { StackError } from '../../stack';
import type { Answer, ElasticsearchTransport } from './types';

export function clientTransport(client: ElasticsearchClient, defaultTimeoutMs: number): ElasticsearchTransport {
  return {
    request: async (method, path, { query, body, signal, timeoutMs = defaultTimeoutMs } = {}) => {
      try {
        const { statusCode, body: answer } = await client.transport.request<unknown>(
          {
            method,
            path,
            ...(query ? { querystring: definedMembers(query) } : {}),
            ...(body ? { body } : {}),
          },
          // No retries: a search that took too long once must not be started again behind the user's back.
          { meta: true, maxRetries: 0, requestTimeout: timeoutMs, ...(signal ? { signal } : {}) },
        );
        return { status: statusCode ?? 200, body: answer };
      } catch (error) {
        return answerOfError(error, signal, timeoutMs);
      }
    },
  };
}

/** A refusal is an answer like any other; only what never arrived is an error. */
function answerOfError(error: unknown, signal: AbortSignal | undefined, timeoutMs: number): Answer {
  if (signal?.aborted) throw new StackError('cancelled', 'The request was cancelled.');
  const { name, message, statusCode, body, meta } = error as {
    name?: string;
    message?: string;
    statusCode?: number;
    body?: unknown;
    meta?: { body?: unknown };
  };
  if (statusCode !== undefined) return { status: statusCode, body: body ?? meta?.body ?? null };
  if (name === 'TimeoutError') {
    throw new StackError('timeout', `Elasticsearch gave no answer within ${Math.round(timeoutMs / 1_000)} seconds.`);
  }
  if (name === 'RequestAbortedError') throw new StackError('cancelled', 'The request was cancelled.');
  throw new StackError('unavailable', `Elasticsearch cannot be reached: ${message ?? 'no reason given'}`);
}

function definedMembers(query: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
