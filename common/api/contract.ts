/**
 * One table describes every route: path, privilege, bounds of what goes in, shape of what comes out.
 * The server registers from it, the browser calls through it, docs/openapi.yaml and the privilege test are made from it.
 */
import type { z } from 'zod';

export const API_BASE = '/api/detection_workbench';

/** Version of the public, versioned routes: Kibana accepts dates only, and this one on every supported stack. */
export const API_VERSION = '2023-10-31';

/** The four tiers, each including the ones before it (server/privileges.ts maps them onto Kibana privileges). */
export type Tier = 'view' | 'triage' | 'tune' | 'manage';

export interface RouteContract<Params = unknown, Query = unknown, Body = unknown, Response = unknown> {
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `API_BASE`, with `{name}` placeholders. */
  path: string;
  tier: Tier;
  summary: string;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** Shape of the answer, or of each line when `stream` is set. */
  response: z.ZodType<Response>;
  /** The answer is NDJSON, one object a line, sent while the work goes on. */
  stream?: boolean;
  /** The request body is a raw stream (imports), not JSON. */
  upload?: boolean;
  /** Largest request body in bytes, when it differs from Kibana's 1 MiB. */
  maxBytes?: number;
}

/** Keeps the inferred types of a contract; does nothing at run time. */
export const route = <P, Q, B, R>(contract: RouteContract<P, Q, B, R>): RouteContract<P, Q, B, R> => contract;

export type ParamsOf<C> = C extends RouteContract<infer P, unknown, unknown, unknown> ? P : never;
export type QueryOf<C> = C extends RouteContract<unknown, infer Q, unknown, unknown> ? Q : never;
export type BodyOf<C> = C extends RouteContract<unknown, unknown, infer B, unknown> ? B : never;
export type ResponseOf<C> = C extends RouteContract<unknown, unknown, unknown, infer R> ? R : never;
