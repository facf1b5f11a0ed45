/** How a resource file ties a contract to its handler; the types of the contract flow into the handler. */
import type { RouteContract, Tier } from '../../common/api';
import type { Services } from '../services';
import type { Stack } from '../stack/stack';

/** What a handler works with: one request of one user in one space. */
export interface RequestScope {
  services: Services;
  stack: Stack;
  /** Highest tier that the user holds. */
  tier: Tier | 'none';
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

export interface RequestInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
}

export type BoundRoute =
  | {
      kind: 'json';
      contract: RouteContract;
      run(scope: RequestScope, input: RequestInput<unknown, unknown, unknown>): Promise<unknown>;
    }
  | {
      kind: 'stream';
      contract: RouteContract;
      run(scope: RequestScope, input: RequestInput<unknown, unknown, unknown>): AsyncIterable<unknown>;
    };

/** A route that answers one JSON document. */
export function answer<P, Q, B, R>(
  contract: RouteContract<P, Q, B, R>,
  run: (scope: RequestScope, input: RequestInput<P, Q, B>) => Promise<R>,
): BoundRoute {
  return { kind: 'json', contract: contract as RouteContract, run: run as never };
}

/** A route that answers NDJSON, one object a line, while the work goes on. */
export function stream<P, Q, B, R>(
  contract: RouteContract<P, Q, B, R>,
  run: (scope: RequestScope, input: RequestInput<P, Q, B>) => AsyncIterable<R>,
): BoundRoute {
  return { kind: 'stream', contract: contract as RouteContract, run: run as never };
}
