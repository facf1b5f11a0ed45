/** The exception list of a rule: named for people, found by its fixed id. */
import { listIdOf, WORKBENCH_TAG } from '../../../common/allowlist';
import type { ExceptionList } from '../../stack/exceptions';
import type { ExceptionListRef } from '../../stack/rules';
import type { CatalogRule } from '../catalog';

export function listFor({ template }: CatalogRule): Pick<ExceptionList, 'list_id' | 'name' | 'description' | 'tags'> {
  return {
    list_id: listIdOf(template.id),
    name: `${template.id} allowlist`,
    description: `False positives of ${template.id} ${template.name}. Kept by the Detection Workbench; each item is judged against the attacks that the rule must still catch.`,
    tags: [WORKBENCH_TAG],
  };
}

export function refOf(list: ExceptionList): ExceptionListRef {
  return { id: list.id, list_id: list.list_id, type: list.type, namespace_type: list.namespace_type };
}
