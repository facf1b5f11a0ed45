/** What Kibana checks before a route sees a request: space, login, xsrf, versions, sizes, content types. */
import { gzipSync } from 'node:zlib';
import { platformError } from './errors';
import type { Features } from './features';
import { readForm } from './form';
import type { DoubleAnswer, DoubleRequest, Reply, Route, UploadedForm } from './types';

/** `server.maxPayload`. */
const MAX_JSON = 1_048_576;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const SPACE_PREFIX = /^\/s\/([a-z0-9_-]+)(?=\/)/;

export interface Target {
  space: string;
  path: string;
  query: URLSearchParams;
}

/** Space, path and query. A prefix that no space can have is a part of the path, which then fits no route. */
export function targetOf(path: string): Target {
  const [pathname, search = ''] = path.split(/\?(.*)/s);
  const space = SPACE_PREFIX.exec(pathname as string)?.[1];
  const rest = space === undefined ? (pathname as string) : (pathname as string).slice(`/s/${space}`.length);
  return { space: space ?? 'default', path: rest, query: new URLSearchParams(search) };
}

export function checkXsrf({ method, headers }: DoubleRequest, { version }: Features): void {
  const sent = headers['kbn-version'];
  if (sent !== undefined && sent !== version) {
    throw platformError(
      400,
      `Browser client is out of date, please refresh the page ("kbn-version" header was "${sent}" but should be "${version}")`,
      { expected: version, got: sent },
    );
  }
  if (SAFE_METHODS.has(method) || sent !== undefined || headers['kbn-xsrf'] !== undefined) return;
  throw platformError(400, 'Request must contain a kbn-xsrf header.');
}

export function checkVersion(route: Route, { method, headers }: DoubleRequest, features: Features): void {
  const asked = headers['elastic-api-version'];
  const { version, path } = route;
  if (path.startsWith('/internal/') && features.internalRestricted && !headers['x-elastic-internal-origin']) {
    throw platformError(
      400,
      `uri [${path}] with method [${method.toLowerCase()}] exists but is not available with the current configuration`,
    );
  }
  if (version === undefined) return;
  if (asked === undefined) {
    if (version !== '1') return;
    throw platformError(
      400,
      `Please specify a version via elastic-api-version header. Available versions: [${version}]`,
    );
  }
  if (version !== '1' && !DATE.test(asked)) {
    throw platformError(
      400,
      `Invalid version. Received "${asked}", expected a valid date string formatted as YYYY-MM-DD.`,
    );
  }
  if (asked === version) return;
  const name = `[${method.toLowerCase()}] [${path}]`;
  throw platformError(400, `No version "${asked}" available for ${name}. Available versions are: [${version}]`);
}

export interface Payload {
  body: unknown;
  form: UploadedForm | undefined;
}

export function readPayload(route: Route, { headers, body = '' }: DoubleRequest): Payload {
  const limit = route.maxBytes ?? MAX_JSON;
  if (Buffer.byteLength(body) > limit) {
    throw platformError(413, `Payload content length greater than maximum allowed: ${limit}`);
  }
  const type = headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return { body: null, form: readForm(type, body) };
  if (body === '') return { body: null, form: undefined };
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { body: Object.fromEntries(new URLSearchParams(body)), form: undefined };
  }
  if (type.startsWith('text/')) return { body, form: undefined };
  try {
    return { body: JSON.parse(body) as unknown, form: undefined };
  } catch {
    throw platformError(400, 'Invalid request payload JSON format');
  }
}

export function answerOf(request: DoubleRequest, route: Route | undefined, reply: Reply): DoubleAnswer {
  const { status = 200, headers = {}, body } = reply;
  const isJson = headers['content-type'] === undefined;
  const text = body === undefined ? '' : isJson ? JSON.stringify(body) : String(body);
  const answer: DoubleAnswer = {
    status,
    headers: {
      ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...(route?.version ? { 'elastic-api-version': route.version } : {}),
      ...headers,
    },
    body: request.method === 'HEAD' ? '' : text,
  };
  if (isCompressed(request, text)) answer.headers['content-encoding'] = 'gzip';
  return answer;
}

/** Short answers stay plain. */
function isCompressed({ headers, method }: DoubleRequest, text: string): boolean {
  return method !== 'HEAD' && text.length > 1_024 && (headers['accept-encoding'] ?? '').includes('gzip');
}

/** Bytes of an answer as they go over the wire. */
export function wireBytes({ headers, body }: DoubleAnswer): Buffer {
  return headers['content-encoding'] === 'gzip' ? gzipSync(body) : Buffer.from(body);
}
