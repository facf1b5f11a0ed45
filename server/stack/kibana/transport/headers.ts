/** What every call to Kibana's public APIs carries. */
import { multipartForm } from './multipart';
import type { KibanaCall, Query } from './types';

/** The only version of the public APIs, from 8.12 to today. */
export const API_VERSION = '2023-10-31';

/** Marks calls of the workbench to the Kibana it runs in, so that one that came back is recognised. */
export const OWN_CALL_HEADER = 'x-detection-workbench-call';

export interface Payload {
  headers: Record<string, string>;
  body?: string;
}

/** Body and content type; a call without a body has neither. */
export function payloadOf({ body, multipart }: KibanaCall): Payload {
  if (multipart) {
    const form = multipartForm(multipart);
    return { headers: { 'content-type': form.contentType }, body: form.body };
  }
  if (body === undefined) return { headers: {} };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** `?a=1&b=2`, or nothing. Undefined members are left out. */
export function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.append(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Headers of a call over HTTP. `kbn-xsrf` is asked of every method but GET, and harmless there. */
export function kibanaHeaders(payload: Payload): Record<string, string> {
  return { 'kbn-xsrf': 'detection-workbench', 'elastic-api-version': API_VERSION, ...payload.headers };
}
