/** Ids of the parts that analysts work with. Stable: ticked steps, bookmarks and guides are kept under them. */
import * as z from 'zod';

const reference = (regex: RegExp, expected: string) => z.string().regex(regex, { error: `expected ${expected}` });

export const searchId = reference(/^T[0-9]{4}(?:\.[0-9]{3})?-S[1-9][0-9]?$/, 'a saved search id such as T1571-S2');

/** `E` for ES|QL, `K` for KQL. */
export const huntId = reference(/^T[0-9]{4}(?:\.[0-9]{3})?-[EK][1-9][0-9]?$/, 'a hunt id such as T1571-E1 or T1571-K2');

export const stepId = reference(/^T[0-9]{4}(?:\.[0-9]{3})?-P[0-9]{2}$/, 'a playbook step id such as T1571-P03');
