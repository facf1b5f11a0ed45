/**
 * The seam between the adapter and the network. Inside Kibana the transports act for the user of a request, from
 * outside for an API key; tests give a double. A transport answers whatever the other side says, status and all;
 * it throws a StackError only when there is no answer.
 */

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** A file that is sent as the form field `file`, the only form that Kibana's imports accept. */
export interface Upload {
  /** Must end in `.ndjson`. */
  filename: string;
  text: string;
}

export interface KibanaCall {
  query?: Query;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form instead of `body`. */
  multipart?: Upload;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  /** Parsed JSON; text where the answer is none; null where it is empty. */
  body: unknown;
}

export interface KibanaTransport {
  /**
   * @param path from `/api/` on, without base path and space; its parts are percent-encoded already
   * @throws StackError `unavailable`, `timeout`, `cancelled`, `too_large`
   */
  request(method: HttpMethod, path: string, call?: KibanaCall): Promise<Answer>;
}

export interface ElasticsearchCall {
  query?: Query;
  body?: object;
  signal?: AbortSignal;
  /** Milliseconds; without it, the transport's own limit. */
  timeoutMs?: number;
}

export interface ElasticsearchTransport {
  /** @throws StackError `unavailable`, `timeout`, `cancelled`, `too_large` */
  request(method: HttpMethod, path: string, call?: ElasticsearchCall): Promise<Answer>;
}
