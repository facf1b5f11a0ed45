/** Runs in the head, before the first paint: colours the empty page for the theme, so that dark mode does not flash. */
import { browserStorage, readSettings, wantsDarkMode } from './core/settings_store';

const isDark = wantsDarkMode(readSettings(browserStorage()), matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
