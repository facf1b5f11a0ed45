/** The browser core of two lines of Kibana, made of the standalone shell's: what a line lacks is not there. */
import { map } from 'rxjs';
import type { CoreSetup, CoreStart } from '@kbn/core/public';
import type { ShellCore } from '../../../standalone/shell/core/core';

/** The two ends of what is supported. */
export type KibanaLine = '8.12' | '9.4';

export interface KibanaCore {
  setup: CoreSetup;
  start: CoreStart;
}

export function kibanaCore(line: KibanaLine, core: ShellCore): KibanaCore {
  if (line === '9.4') return { setup: core.setup, start: core.start };
  // No `getTheme`, no name of a theme, no `rendering`, no `security`: all that came later.
  const theme = { theme$: core.theme$.pipe(map(({ darkMode }) => ({ darkMode }))) };
  const start: CoreStart = { ...core.start, theme };
  delete start.rendering;
  delete start.security;
  const setup: CoreSetup = {
    ...core.setup,
    theme,
    getStartServices: async () => {
      const [, deps, contract] = await core.setup.getStartServices();
      return [start, deps, contract];
    },
  };
  return { setup, start };
}
