/** Who calls Elasticsearch, and what it says about that. */
import { refusal, type EsAnswer } from './answers';
import { fits } from './index_store';

/** The owner of an API key. */
export interface KeyHolder {
  /** Login name. */
  name: string;
  /** Name of the key. */
  keyName: string;
  /** Milliseconds; absent for a key that does not expire. */
  expiration?: number;
  /** Index patterns that may be read; all when absent. */
  readable?: readonly string[];
}

/** Holders by the encoded key. */
export type KeyHolders = Readonly<Record<string, KeyHolder>>;

export function holderOf(authorization: string | undefined, holders: KeyHolders): KeyHolder | undefined {
  const [scheme, secret = ''] = (authorization ?? '').split(' ');
  return scheme === 'ApiKey' && Object.hasOwn(holders, secret) ? holders[secret] : undefined;
}

export function notAuthenticated(path: string): EsAnswer {
  return refusal(
    401,
    'security_exception',
    `unable to authenticate with provided credentials for REST request [${path}]`,
  );
}

/** Answers of the security APIs; undefined for every other path. */
export function securityAnswer(path: string, body: unknown, holder: KeyHolder): EsAnswer | undefined {
  const { name, keyName, expiration, readable } = holder;
  switch (path) {
    case '/_security/_authenticate':
      return {
        status: 200,
        body: { username: name, roles: [], authentication_type: 'api_key', api_key: { id: keyName, name: keyName } },
      };
    case '/_security/api_key':
      return {
        status: 200,
        body: { api_keys: [{ id: keyName, name: keyName, ...(expiration ? { expiration } : {}) }] },
      };
    case '/_security/user/_has_privileges':
      return { status: 200, body: { username: name, index: granted(body as PrivilegeRequest, readable) } };
    default:
      return undefined;
  }
}

interface PrivilegeRequest {
  index: Array<{ names: string[]; privileges: string[] }>;
}

function granted({ index }: PrivilegeRequest, readable: readonly string[] | undefined): unknown {
  const all = index.flatMap(({ names, privileges }) => names.map((name) => ({ name, privileges })));
  const may = (name: string): boolean => readable === undefined || readable.some((pattern) => fits(name, pattern));
  return Object.fromEntries(
    all.map(({ name, privileges }) => [name, Object.fromEntries(privileges.map((one) => [one, may(name)]))]),
  );
}
