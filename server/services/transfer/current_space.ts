/** The space that a file is compared with. */
import type { CurrentRule, CurrentSpace } from '../../../common/transfer';
import { defaultValues, type KnobValues } from '../../../common/rules';
import type { EntryStore } from '../allowlist/entry_store';
import type { ServiceDependencies } from '../dependencies';
import { usableValues } from '../rules/desired';
import { canonicalJson } from '../rules/identity';

type Deps = Pick<ServiceDependencies, 'catalog' | 'clock' | 'state'>;

export async function readCurrentSpace(deps: Deps, store: EntryStore): Promise<CurrentSpace> {
  const { catalog, clock, state } = deps;
  const [tunings, installed, installs, stored] = await Promise.all([
    state.tunings(),
    state.installed(),
    state.installs(),
    store.all(),
  ]);
  const rules = [...catalog.rules].map(([key, rule]): [string, CurrentRule] => {
    const usable = (values: KnobValues) => usableValues(rule, values);
    const saved = tunings.get(key)?.data.values;
    const written = installed.has(key) ? installs.get(key)?.data.values : undefined;
    const inForce = usable(saved ?? {}).usable;
    return [
      key,
      {
        name: rule.template.name,
        defaults: defaultValues(rule.template),
        ...(saved ? { tuned: inForce } : {}),
        isBehind: written !== undefined && canonicalJson(usable(written).usable) !== canonicalJson(inForce),
        usable,
      },
    ];
  });
  return {
    rules: new Map(rules),
    entries: new Map(stored.map(({ entry, foreign, diverged }) => [entry.id, { entry, foreign, diverged }])),
    packs: catalog.packs.map(({ id, manifest }) => ({ id, version: manifest.version })),
    now: clock(),
  };
}
