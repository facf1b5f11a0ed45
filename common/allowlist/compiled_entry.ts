import type { EventDocument, ItemEntry } from './types';

/** One condition of an item, ready to be asked about events. */
export interface CompiledEntry {
  readonly entry: ItemEntry;
  /** `excluded` is applied already. */
  holds(event: EventDocument): boolean;
  values(event: EventDocument): string[];
  /** Elasticsearch refuses the query: every run of the rule fails. */
  readonly problem?: string;
  /** Kibana leaves the whole item out of the run. */
  readonly ignored?: { reason: string; leavesEmptyFilter: boolean };
  /** Holds for every event whatsoever. */
  readonly always: boolean;
}
