/** The bundled packs as the server would serve them, for tests that need real rules and recordings. */
import { join } from 'node:path';
import type { GuardMaterial } from '../../common/api/guard';
import { guardRuleOfEffective } from '../../common/expectations/change';
import { loadPacks, type Pack } from '../../common/packs';
import { render } from '../../common/rules';
import { guardContent } from '../../server/services/guard/guard_input';
import { readPackFolders } from '../../server/services/packs';

export async function bundledPacks(): Promise<Pack[]> {
  const { folders } = await readPackFolders(join(__dirname, '..', '..', 'packs'), 'bundled');
  return loadPacks(folders).packs;
}

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
