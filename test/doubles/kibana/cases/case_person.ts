import type { Call } from '../types';
import type { Person } from './case_table';

/** Who a case says did something. */
export function personOf({ user, state }: Call): Person {
  // Without security nobody is known.
  if (!state.hasUsers) return { username: null, full_name: null, email: null };
  return {
    username: user.name,
    full_name: null,
    email: null,
    ...(user.profileUid ? { profile_uid: user.profileUid } : {}),
  };
}
