/** Who calls, and what they may do. */

export type Privilege =
  | 'rules-read'
  | 'rules-all'
  | 'exceptions-read'
  | 'exceptions-all'
  | 'alerts-read'
  | 'alerts-all'
  | 'cases-read'
  | 'cases-all'
  | 'savedObjects-read'
  | 'savedObjects-all';

export interface User {
  /** Login name. */
  name: string;
  profileUid?: string;
  /** Everything when absent. */
  privileges?: readonly Privilege[];
}

/** What the recordings were made with: a Kibana without security, where nobody logs in. */
export const NOBODY: User = { name: 'elastic' };

/** `all` includes `read`. */
export function may(user: User, privilege: Privilege): boolean {
  const { privileges } = user;
  if (privileges === undefined || privileges.includes(privilege)) return true;
  return privilege.endsWith('-read') && privileges.includes(privilege.replace('-read', '-all') as Privilege);
}

/** Users by the secret that they send: what follows the scheme in `authorization`, or the session in the cookie. */
export type UserDirectory = ReadonlyMap<string, User>;

/** Undefined when the request does not log in as anybody. */
export function userOf(headers: Readonly<Record<string, string>>, users: UserDirectory): User | undefined {
  const secret = headers['authorization']?.split(' ')[1] ?? headers['cookie']?.split('sid=')[1]?.split(';')[0];
  return secret === undefined ? undefined : users.get(secret);
}
