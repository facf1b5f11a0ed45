/** The workbench's own documents as saved-object types: one for each kind, so that a role can write only its own. */
import type { Tier } from '../../../../common/api';
import { tiersUpTo } from '../../../../common/tiers';
import type { DocumentType } from '../../documents';

/** The least tier that writes documents of a kind. */
const WRITTEN_BY: Readonly<Record<DocumentType, Tier>> = {
  activity: 'triage',
  run: 'triage',
  playbook: 'triage',
  view: 'triage',
  tuning: 'tune',
  install: 'tune',
  settings: 'manage',
  exception: 'manage',
  search: 'manage',
};

export const DOCUMENT_TYPES = Object.keys(WRITTEN_BY) as DocumentType[];

/** Name of the saved-object type. Chosen once: a type cannot be renamed. */
export function savedObjectType(type: DocumentType): string {
  return `detection-workbench-${type}`;
}

/** Saved-object types that a tier may write. */
export function writableTypes(tier: Tier): string[] {
  const tiers = tiersUpTo(tier);
  return DOCUMENT_TYPES.filter((type) => tiers.includes(WRITTEN_BY[type])).map(savedObjectType);
}
