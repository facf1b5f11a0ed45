/**
 * Every call to Kibana that the adapter ever makes. Transports refuse anything else, so that a mistake in a path can
 * never become a request in the name of the user. All are public and versioned (security-api section 8).
 */
import type { HttpMethod } from './types';

/** `*` stands for one part of a path. */
const ALLOWED: Readonly<Record<string, readonly HttpMethod[]>> = {
  '/api/status': ['GET'],
  '/api/licensing/info': ['GET'],
  '/api/spaces/space/*': ['GET'],
  '/api/detection_engine/rules': ['PUT'],
  '/api/detection_engine/rules/_find': ['GET'],
  '/api/detection_engine/rules/_import': ['POST'],
  '/api/detection_engine/rules/_bulk_action': ['POST'],
  '/api/detection_engine/privileges': ['GET'],
  '/api/detection_engine/signals/status': ['POST'],
  '/api/detection_engine/signals/tags': ['POST'],
  '/api/detection_engine/signals/assignees': ['POST'],
  '/api/exception_lists': ['GET', 'POST', 'DELETE'],
  '/api/exception_lists/_find': ['GET'],
  '/api/exception_lists/_import': ['POST'],
  '/api/exception_lists/items': ['GET', 'POST', 'PUT', 'DELETE'],
  '/api/exception_lists/items/_find': ['GET'],
  '/api/lists': ['GET'],
  '/api/lists/items/_find': ['GET'],
  '/api/cases': ['POST'],
  '/api/cases/_find': ['GET'],
  '/api/cases/*/comments': ['POST'],
  '/api/saved_objects/_import': ['POST'],
  '/api/saved_objects/_export': ['POST'],
  '/api/saved_objects/search/*': ['DELETE'],
};

const PART = /^[A-Za-z0-9_%.~-]+$/;
/** Dots and slashes in disguise: what parses or forwards an address takes `%2e%2e` for `..`. */
const DISGUISED = /%(2e|2f|5c)/i;

/** @throws Error when the call is not one of ours: a mistake in the adapter, not of the user */
export function assertAllowed(method: HttpMethod, path: string): void {
  const parts = path.split('/').slice(1);
  const isSound = (part: string) => PART.test(part) && !DISGUISED.test(part) && part !== '.' && part !== '..';
  const wellFormed = path.startsWith('/') && parts.every(isSound);
  const allowed = Object.entries(ALLOWED).some(
    ([pattern, methods]) => methods.includes(method) && fits(pattern.split('/').slice(1), parts),
  );
  if (!wellFormed || !allowed) throw new Error(`The workbench does not call ${method} ${path}`);
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, at) => part === '*' || part === parts[at]);
}
