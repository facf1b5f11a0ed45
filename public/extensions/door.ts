/**
 * What every door from another part of Kibana has at hand. The doors themselves are tiny, because every page of Kibana
 * loads them: what is behind one is loaded when someone walks through.
 */
import type { CoreStart } from '@kbn/core/public';
import type * as behind from './behind';

/** The module behind the doors: each member loads one of its parts. */
export type Behind = typeof behind;

export interface Hall {
  /** Core, once Kibana has started; undefined for users who may not see the workbench. They are shown no door. */
  viewer(): Promise<CoreStart | undefined>;
  behind(): Promise<Behind>;
  /** For failures after setup; those in setup may simply be thrown. */
  report(error: unknown): void;
}
