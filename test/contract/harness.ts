/** What an adapter has to offer so that the contract suite can be run against it. */
import type { Stack } from '../../server/stack/stack';

export interface ContractEvent {
  index: string;
  source: Record<string, unknown>;
}

export interface StackHarness {
  /** The stack of a user who may do everything. */
  stack: Stack;
  /** The same space as another user sees it. */
  other: Stack;
  /** Makes events searchable. @returns their ids, in order */
  addEvents(events: readonly ContractEvent[]): Promise<string[]>;
  addValueList(list: { id: string; name: string; type: string; values: readonly string[] }): Promise<void>;
  /** Has every enabled rule run once, now, over everything within its look-back. */
  runRules(): Promise<void>;
  close(): Promise<void>;
}

/** Makes an empty stack. Called before each test. */
export type MakeHarness = () => Promise<StackHarness>;
