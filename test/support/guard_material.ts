/** The guard's input as the server answers it for a space in which nothing was tuned or allowlisted, for tests. */
import type { GuardMaterial } from '../../common/api/guard';
import { guardRuleOfEffective } from '../../common/expectations/change';
import type { Pack } from '../../common/packs';
import { render } from '../../common/rules';
import { guardContent } from '../../server/services/guard/guard_input';

export function guardMaterial(packs: readonly Pack[]): GuardMaterial {
  return {
    rules: packs.flatMap((pack) => pack.rules.map((rule) => guardRuleOfEffective(render(rule)))),
    items: {},
    ...guardContent(packs),
    valueLists: [],
    sourceLabels: {},
    revision: '1',
  };
}
