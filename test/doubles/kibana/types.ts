/** What goes in and out of the double, and what a route handler gets. */
import type { Features } from './features';
import type { Privilege, User } from './users';
import type { KibanaState } from './state';

export interface DoubleRequest {
  method: string;
  /** With space prefix and query: `/s/blue/api/detection_engine/rules?rule_id=a`. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** As sent: JSON text, a form, or nothing. */
  body?: string;
}

export interface DoubleAnswer {
  status: number;
  headers: Record<string, string>;
  /** Empty where there is none. */
  body: string;
}

/** A file of a multipart form, with its other fields. */
export interface UploadedForm {
  field: string;
  filename: string;
  text: string;
  extra: Readonly<Record<string, string>>;
}

/** One request as a route sees it. */
export interface Call {
  readonly method: string;
  readonly space: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON, parsed form fields, text, or null. */
  readonly body: unknown;
  readonly form: UploadedForm | undefined;
  readonly user: User;
  /** ISO time of the request; the same for everything that it writes. */
  readonly now: string;
  readonly state: KibanaState;
  readonly features: Features;
}

/** What a handler answers; objects are sent as JSON. */
export interface Reply {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `{name}` stands for one part of the path. */
  path: string;
  /** Version that the route answers to; unversioned routes ignore the header. */
  version?: '2023-10-31' | '1';
  /** Bytes of a body; Kibana's own limit unless said otherwise. */
  maxBytes?: number;
  /** The body is a form with a file. */
  upload?: boolean;
  privilege?: Privilege;
  handler: (call: Call) => Reply | Promise<Reply>;
}
