/** Error answers in Kibana's shape: `{ statusCode, error, message, attributes? }`. */
import { STATUS_CODES } from 'node:http';

export interface ErrorBody {
  statusCode: number;
  error: string;
  message: string;
  attributes?: Record<string, unknown>;
}

export function errorBody(statusCode: number, message?: string, attributes?: Record<string, unknown>): ErrorBody {
  const error = STATUS_CODES[statusCode] ?? 'Unknown';
  return { statusCode, error, message: message || error, ...(attributes ? { attributes } : {}) };
}

/** All that a client learns about an unexpected failure; the log has the rest. */
export const INTERNAL_ERROR = 'An internal server error occurred. The log of the host says more.';
