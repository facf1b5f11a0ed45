/** One HTTP exchange: bounded in time and size, no redirects, cancellable. Nothing of it is logged. */
import { request as httpRequest, type Agent, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { PeerCertificate } from 'node:tls';
import { StackError } from '../../stack';
import { networkReason } from './network_reason';
import type { Answer, HttpMethod } from './types';

export interface TlsSettings {
  /** PEM of the authority that signed the server's certificate. */
  ca?: string;
  /** Name in the certificate, where the address is another one. */
  servername?: string;
  /** `chain` checks who signed it but not the name; `none` is for connections that never leave this machine. */
  verify: 'full' | 'chain' | 'none';
}

export interface Exchange {
  /** Who is asked, for error texts: `Kibana`, `Elasticsearch`. */
  server: string;
  method: HttpMethod;
  url: URL;
  /** Path of a Unix socket to use instead of the address. */
  socketPath?: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  agent?: Agent;
  tls?: TlsSettings;
  signal?: AbortSignal;
  timeoutMs: number;
  /** Bytes of the answer; more is refused. */
  maxBytes: number;
  /** Only reads, so that asking twice is no harm. */
  isRead: boolean;
}

/** @throws StackError `unavailable`, `timeout`, `cancelled`, `too_large` */
export function exchange(spec: Exchange): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    if (spec.signal?.aborted) {
      reject(cancelled());
      return;
    }
    const send = spec.url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(spec.url, requestOptions(spec), (response) => {
      readAnswer(spec, response).then(settle(resolve), settle(reject));
    });
    const timer = setTimeout(() => request.destroy(timeout(spec)), spec.timeoutMs);
    const onAbort = () => request.destroy(cancelled());
    spec.signal?.addEventListener('abort', onAbort, { once: true });
    const settle =
      <T>(done: (value: T) => void) =>
      (value: T) => {
        clearTimeout(timer);
        spec.signal?.removeEventListener('abort', onAbort);
        done(value);
      };
    request.on('error', (error) => {
      if (spec.isRead && request.reusedSocket && isReset(error)) settle(resolve)(exchange(spec));
      else settle(reject)(toStackError(spec, error));
    });
    request.end(spec.body);
  });
}

function requestOptions({ method, headers, body, agent, tls, socketPath }: Exchange): RequestOptions {
  return {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    ...(agent ? { agent } : {}),
    ...(socketPath ? { socketPath } : {}),
    ...(tls ? tlsOptions(tls) : {}),
  };
}

function tlsOptions({ ca, servername, verify }: TlsSettings): object {
  return {
    ...(ca ? { ca } : {}),
    ...(servername ? { servername } : {}),
    rejectUnauthorized: verify !== 'none',
    ...(verify === 'chain' ? { checkServerIdentity: (_host: string, _cert: PeerCertificate) => undefined } : {}),
  };
}

async function readAnswer(spec: Exchange, response: IncomingMessage): Promise<Answer> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    response.destroy();
    throw redirected(spec, response.headers.location);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > spec.maxBytes) throw tooLarge(spec);
      chunks.push(chunk);
    }
  } catch (error) {
    response.destroy();
    throw toStackError(spec, error);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return { status, body: parseBody(text, String(response.headers['content-type'] ?? '')) };
}

/** JSON where the server says so; text else; null for nothing. */
export function parseBody(text: string, contentType: string): unknown {
  if (text === '') return null;
  if (!/^application\/(vnd\.elasticsearch\+)?json\b/.test(contentType)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * A server that ends a connection which nobody used for a while may do so just when it is used again. Each such try takes
 * one connection out of the pool, so this comes to an end.
 */
function isReset({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE';
}

function toStackError(spec: Exchange, error: unknown): StackError {
  if (error instanceof StackError) return error;
  if (spec.signal?.aborted) return cancelled();
  return new StackError('unavailable', `${spec.server} cannot be reached: ${networkReason(error as Error)}`);
}

/** Says where to, without what may be secret in a query. */
function redirected({ server, url }: Exchange, location: string | undefined): StackError {
  const base = url.origin;
  const target = location !== undefined && URL.canParse(location, base) ? new URL(location, base) : undefined;
  const where = target ? ` to ${target.origin}${target.pathname}` : '';
  return new StackError('unavailable', `${server} answered with a redirect${where}, which is not followed.`);
}

function cancelled(): StackError {
  return new StackError('cancelled', 'The request was cancelled.');
}

function timeout({ server, timeoutMs }: Exchange): StackError {
  return new StackError('timeout', `${server} gave no answer within ${Math.round(timeoutMs / 1_000)} seconds.`);
}

function tooLarge({ server, maxBytes }: Exchange): StackError {
  return new StackError('too_large', `The answer of ${server} is larger than ${Math.round(maxBytes / 1_048_576)} MB.`);
}
