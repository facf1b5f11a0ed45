import { TACTICS } from '../../common/rules';

const NAMES: Readonly<Record<string, string>> = { ...TACTICS.v19, ...TACTICS.v18 };

/** `TA0011` -> `Command and Control`, for one id or several in a text. */
export const tacticNames = (ids: string): string => ids.replace(/TA\d{4}/g, (id) => NAMES[id] ?? id);
