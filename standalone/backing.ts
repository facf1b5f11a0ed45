/** What the host serves the workbench on: the embedded stack, or a remote one. */
import type { StackFactory } from '../server/stack/factory';

export interface Backing {
  stackFactory: StackFactory;
  /** Whose name the page shows. */
  username: string;
  /** The pages for events are there: without Kibana nobody else shows them. */
  hasEventPages: boolean;
  /** Lines for the terminal: a word each, and what it says. */
  about: ReadonlyArray<[label: string, text: string]>;
  /** Brings in demo data or the events of the command line; ends early, without harm, when aborted. */
  loadEvents(signal: AbortSignal): Promise<void>;
}

/** The workbench cannot start, for a reason that is said in words. */
export class StartFailure extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}
