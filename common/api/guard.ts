import * as z from 'zod';
import type { ExceptionItem, ValueListContent } from '../allowlist';
import type { GuardExpectation, GuardRecording, GuardRule, Judgement, RegressionRecording } from '../expectations';
import { route } from './contract';
import * as f from './fields';

/**
 * Everything the browser needs to run the guard itself on each keystroke; the server judges the same input on save.
 * Plain JSON: the caller turns `items` into the map that `judge` takes.
 */
export interface GuardMaterial {
  /** Effective rules as installed, or as they would be installed. */
  rules: GuardRule[];
  /** Exception items by rule id of `rules`. */
  items: Record<string, ExceptionItem[]>;
  expectations: GuardExpectation[];
  recordings: GuardRecording[];
  regressions: RegressionRecording[];
  valueLists: ValueListContent[];
  /** Data source id -> its name for people. */
  sourceLabels: Record<string, string>;
  /** Changes whenever a rule, tuning or entry changes. */
  revision: string;
}

/** The guard's answer to a proposed change. */
export interface GuardReport {
  judgement: Judgement;
  /** An expected attack would go unseen: a save needs an override. */
  blinding: boolean;
  /** Sentences for people: what is lost, and by what. */
  losses: Array<{ testId: string; testName: string; dataSource: string; verdict: string; text: string }>;
  /** Rules of the change that no expectation exercises: nothing proves that the change is harmless. */
  uncovered: string[];
}

export const getGuardMaterial = route({
  id: 'guard.material',
  method: 'get',
  path: '/guard/material',
  tier: 'view',
  summary: 'Effective rules, allowlist, expectations and recordings: the input of the guard',
  query: z.object({ techniqueId: f.techniqueId.optional() }),
  response: f.owned<GuardMaterial>(),
});
