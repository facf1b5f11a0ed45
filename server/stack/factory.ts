/**
 * The seam between the plugin and what is behind the port. Inside Kibana `server/index.ts` hands in the Kibana adapter,
 * the standalone host hands in the embedded one; the plugin itself knows neither.
 */
import type { CoreSetup, CoreStart } from '@kbn/core/server';
import type { SetupDeps, StartDeps } from '../plugin_deps';
import type { StackProvider } from './stack';

export interface StackFactory {
  /** Registers what must exist before start (saved-object types, routes that only this stack has). */
  setup?(core: CoreSetup<StartDeps>, deps: SetupDeps): void;
  start(core: CoreStart, deps: StartDeps): StackProvider;
  /** Ends background work and closes files; called once, after the last request. */
  stop?(): Promise<void>;
}
