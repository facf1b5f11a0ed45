/** Answers that are no success, as errors of the port: a code for programs, words for people. */
import { StackError, type StackErrorCode } from '../stack';
import { elasticsearchErrorTypes, elasticsearchMessage, kibanaMessage } from './answer_text';
import type { Answer } from './transport/types';

/** What a call is for, to say it when the call is refused. */
export interface Purpose {
  /** Completes "You may not ...". */
  what: string;
  /**
   * Completes "It takes ...". Feature ids of Kibana are not named: they change in 8.18, 9.1, 9.2, 9.3 and 9.4
   * (security-api section 9).
   */
  takes: string;
}

const CODES: Readonly<Record<number, StackErrorCode>> = {
  400: 'rejected',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'rejected',
  406: 'rejected',
  408: 'timeout',
  409: 'conflict',
  413: 'too_large',
  415: 'rejected',
  422: 'rejected',
  429: 'unavailable',
  504: 'timeout',
  507: 'storage_full',
};

/** A proxy may answer with a whole page instead of a reason. */
const MOST_TEXT = 2_000;
const shortened = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)} ...` : text);

export function codeOfStatus(status: number): StackErrorCode {
  return CODES[status] ?? 'unavailable';
}

export function kibanaError({ status, body }: Answer, purpose: Purpose): StackError {
  return new StackError(codeOfStatus(status), wordsFor(status, 'Kibana', shortened(kibanaMessage(body)), purpose), {
    status,
  });
}

export function elasticsearchError({ status, body }: Answer, purpose: Purpose): StackError {
  const text = shortened(elasticsearchMessage(body));
  // Writing stops when a disk is nearly full; Elasticsearch reports that as a block, with 403 or 429.
  if (elasticsearchErrorTypes(body).includes('cluster_block_exception') && text.includes('flood-stage')) {
    return new StackError('storage_full', `The disk of Elasticsearch is full. ${text}`, { status });
  }
  return new StackError(codeOfStatus(status), wordsFor(status, 'Elasticsearch', text, purpose), { status });
}

function wordsFor(status: number, server: string, text: string, { what, takes }: Purpose): string {
  switch (status) {
    case 401:
      return `${server} does not accept the login any more. Log in again.`;
    case 403:
      return `You may not ${what}. It takes ${takes}; an administrator can give it to your role. (${server}: ${text})`;
    case 429:
      return `${server} is too busy to ${what}. Try again in a moment. (${text})`;
    default:
      return status >= 500 ? `${server} failed to ${what}: ${text}` : text;
  }
}
