/** What is not put to the test, and why. */
import type { DoubleRequest } from '../../doubles/kibana';
import type { Exchange } from './recording';

const NOT_CALLED = 'the workbench does not call this API';

/** Beginnings of paths, without the space. */
const PATHS: ReadonlyArray<readonly [prefix: string, reason: string]> = [
  ['/api/timeline', NOT_CALLED],
  ['/api/note', NOT_CALLED],
  ['/api/content_management/', NOT_CALLED],
  ['/api/saved_objects_tagging/', NOT_CALLED],
  ['/api/spaces/_copy_saved_objects', NOT_CALLED],
  ['/api/saved_objects/_resolve_import_errors', NOT_CALLED],
  ['/api/features', NOT_CALLED],
  ['/api/alerting/', NOT_CALLED],
  ['/api/detection_engine/rules/preview', NOT_CALLED],
  ['/internal/detection_engine/rules/', NOT_CALLED],
  ['/.preview.', 'asked of Elasticsearch, not of Kibana'],
];

/** Single exchanges, by their numbers. */
const EXCHANGES: Readonly<Record<string, { numbers: readonly number[]; reason: string }>> = {
  'alerts/run': {
    numbers: [4, 5, 6, 7, 26, 29, 30, 31, 32],
    reason: 'alerts of threshold and new-terms rules and of rules with suppression, which the double does not run',
  },
};

/** Undefined for an exchange that is compared. */
export function notCovered(scenario: string, at: number, { request }: Exchange): string | undefined {
  if (EXCHANGES[scenario]?.numbers.includes(at)) return EXCHANGES[scenario].reason;
  if (request === undefined) return 'an observation without a request (experiments and timings)';
  const path = request.path.replace(/^\/s\/[a-z0-9_-]+(?=\/)/, '');
  const [, reason] = PATHS.find(([prefix]) => path.startsWith(prefix)) ?? [];
  if (reason !== undefined) return reason;
  const body = JSON.stringify(request.body ?? null);
  if (body.includes('runtime_mappings')) return 'runtime fields need a script engine';
  if (path.startsWith('/api/saved_objects/_export') && body.includes('dashboard')) {
    return 'dashboards, which the workbench does not make, are migrated by each version';
  }
  return undefined;
}

/** Members that are compared elsewhere but left out of the answers of one API, because nothing of ours reads them. */
const NOT_READ: ReadonlyArray<readonly [prefix: string, members: readonly string[]]> = [
  ['/api/status', ['name', 'uuid', 'build_hash', 'build_number', 'build_date', 'core', 'plugins', 'metrics']],
  ['/api/licensing/info', ['uid', 'expiryDateInMillis', 'features', 'signature']],
  ['/api/detection_engine/privileges', ['cluster']],
  ['/api/lists/privileges', ['cluster']],
  ['/api/data_views/data_view', ['fields']],
  ['/api/saved_objects/_export', ['sort']],
];

export const notReadMembers = NOT_READ.map(
  ([prefix, members]) => `${members.join(', ')} of ${prefix}: nothing reads them`,
);

export function notRead(scenario: string, { path }: DoubleRequest): ReadonlySet<string> {
  // The moments of runs, by which alerts of one run differ or not.
  if (scenario === 'alerts/run') return new Set(['date', '@timestamp', 'sort']);
  const own = path.replace(/^\/s\/[a-z0-9_-]+(?=\/)/, '');
  return new Set(NOT_READ.flatMap(([prefix, members]) => (own.startsWith(prefix) ? members : [])));
}

/** The request asks for an order that is the same on every machine. */
export function isOrdered(scenario: string, { path, body = '' }: DoubleRequest): boolean {
  if (scenario === 'alerts/run') return false;
  return /[?&](sort_field|sortField)=/.test(path) || body.includes('"sort"');
}
