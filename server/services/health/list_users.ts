/** Which rules use a list of exceptions. */
import type { ListLink } from '../../../common/allowlist';
import type { InstalledRule } from '../../stack/rules';

const keyOf = ({ list_id, namespace_type }: ListLink): string => `${namespace_type}:${list_id}`;

export class ListUsers {
  private readonly byList = new Map<string, Set<InstalledRule>>();

  constructor(rules: readonly InstalledRule[]) {
    for (const rule of rules) {
      for (const list of rule.exceptions_list.map(keyOf)) {
        const users = this.byList.get(list) ?? new Set();
        this.byList.set(list, users.add(rule));
      }
    }
  }

  /** Rules on which any of the items acts, each once. */
  of(items: readonly ListLink[]): InstalledRule[] {
    const users = new Set<InstalledRule>();
    for (const list of new Set(items.map(keyOf))) for (const rule of this.byList.get(list) ?? []) users.add(rule);
    return [...users];
  }
}
