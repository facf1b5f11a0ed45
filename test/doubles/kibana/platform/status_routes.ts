/** Version, licence, who one is, what one may do (recordings platform/status-features-licence). */
import type { Features } from '../features';
import type { Call, Reply, Route } from '../types';
import { may } from '../users';

export function statusRoutes({ version }: Features): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/status',
      handler: () => ({
        body: {
          name: 'double',
          uuid: '00000000-0000-4000-8000-000000000001',
          version: { number: version, build_hash: '0', build_number: 1, build_snapshot: false },
          status: { overall: { level: 'available', summary: 'All services and plugins are available' } },
        },
      }),
    },
    {
      method: 'GET',
      path: '/api/licensing/info',
      handler: ({ state }) => ({
        body: { license: { type: state.licence, mode: state.licence, status: 'active' }, features: {} },
      }),
    },
    { method: 'GET', path: '/internal/security/me', handler: me },
    {
      method: 'GET',
      path: '/api/detection_engine/privileges',
      version: '2023-10-31',
      handler: (call) => ({ body: privileges(`.alerts-security.alerts-${call.space}`, call) }),
    },
    {
      method: 'GET',
      path: '/api/lists/privileges',
      version: '2023-10-31',
      handler: (call) => ({
        body: {
          lists: indexPrivileges(`.lists-${call.space}`, call),
          listItems: indexPrivileges(`.items-${call.space}`, call),
          is_authenticated: true,
        },
      }),
    },
    {
      method: 'GET',
      path: '/api/detection_engine/index',
      version: '2023-10-31',
      handler: ({ space }) => ({ body: { name: `.alerts-security.alerts-${space}`, index_mapping_outdated: false } }),
    },
    {
      method: 'POST',
      path: '/api/detection_engine/index',
      version: '2023-10-31',
      handler: () => ({ body: { acknowledged: true } }),
    },
    {
      method: 'POST',
      path: '/internal/detection_engine/health/_setup',
      version: '1',
      handler: () => ({ body: {} }),
    },
  ];
}

/** Without security the answer is empty. */
function me({ state, user }: Call): Reply {
  return state.hasUsers ? { body: { username: user.name, profile_uid: user.profileUid } } : {};
}

const OF_INDEX = (
  'all create create_doc create_index delete delete_index index manage maintenance manage_follow_index manage_ilm ' +
  'manage_leader_index monitor read read_cross_cluster view_index_metadata write'
).split(' ');
const READING = new Set(['read', 'view_index_metadata', 'read_cross_cluster', 'monitor']);

function privileges(index: string, call: Call): Record<string, unknown> {
  return { ...indexPrivileges(index, call), is_authenticated: true, has_encryption_key: call.state.hasEncryptionKey };
}

function indexPrivileges(index: string, { user }: Call): Record<string, unknown> {
  const allowed = Object.fromEntries(
    OF_INDEX.map((name) => [name, may(user, READING.has(name) ? 'alerts-read' : 'alerts-all')]),
  );
  return {
    username: user.name,
    has_all_requested: Object.values(allowed).every(Boolean),
    cluster: {},
    index: { [index]: allowed },
    application: {},
  };
}
