import { api } from '../../common/api';
import type { Pack } from '../../common/packs';
import { answer } from './bind';

function catalogPack({ id, manifest: { title, technique }, rules }: Pack) {
  return {
    id,
    title,
    technique: { id: technique.id, name: technique.name, liveIds: technique.deprecated?.live ?? [] },
    rules: rules.map(({ id: key, rule_id: ruleId, name }) => ({ key, ruleId, name })),
  };
}

export const packRoutes = [
  answer(api.packs.listPacks, async ({ services: { catalog } }) => ({
    packs: [...catalog.reports],
    ...(catalog.ownDirectory ? { ownDirectory: catalog.ownDirectory } : {}),
  })),
  answer(api.packs.listCatalog, async ({ services: { catalog } }) => ({ packs: catalog.packs.map(catalogPack) })),
  answer(api.packs.getPack, async ({ services }, { params }) => ({ pack: services.catalog.pack(params.packId) })),
  answer(api.packs.exportPack, async ({ services }, { params }) => ({
    files: await services.exports.files(params.packId, params.format),
  })),
];
