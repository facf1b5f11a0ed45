/** The shapes of the workbench's own documents (`DocumentStore`). */
import type { Override } from '../../../common/api/fields';
import type { KnobValues } from '../../../common/packs';
import type { AuthorFields } from '../rules/fields';

/** Type `tuning`: the current revision under the rule key, earlier ones under `<rule key>@<revision>`. */
export interface TuningRecord {
  ruleKey: string;
  revision: number;
  values: KnobValues;
  author: string;
  /** ISO 8601 UTC. */
  at: string;
  reason: string;
  override?: Override;
}

/** Type `install`, one per rule: what the workbench wrote, to tell its own changes from those of others. */
export interface InstallRecord {
  ruleKey: string;
  packId: string;
  packVersion: string;
  contentVersion: number;
  hash: string;
  /** Author-owned fields as written: the base of the three-way comparison. */
  fields: AuthorFields;
  values: KnobValues;
  /** The choice of what to enable was carried out; a later run leaves `enabled` to the users. */
  settled: boolean;
}

/** Type `playbook`, one per alert. */
export interface PlaybookRecord {
  done: Record<string, { by: string; at: string; note?: string }>;
}
