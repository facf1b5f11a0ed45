/** The user's settings, kept in the browser: the standalone product has one user per browser. */

export type Settings = Readonly<Record<string, unknown>>;

const KEY = 'detectionWorkbench.settings';
export const DARK_MODE = 'theme:darkMode';

/** Browsers that forbid storage throw at the mere mention of it. */
export function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Storage may be forbidden, full or hold nonsense; then the defaults apply. */
export function readSettings(storage: Pick<Storage, 'getItem'> | undefined): Settings {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};
  } catch {
    return {};
  }
}

/** @returns whether the settings were kept */
export function writeSettings(storage: Pick<Storage, 'setItem'> | undefined, settings: Settings): boolean {
  try {
    storage?.setItem(KEY, JSON.stringify(settings));
    return storage !== undefined;
  } catch {
    return false;
  }
}

/** The setting when there is one, else what the operating system prefers. */
export function wantsDarkMode(settings: Settings, systemPrefersDark: boolean): boolean {
  const setting = settings[DARK_MODE];
  return typeof setting === 'boolean' ? setting : systemPrefersDark;
}
