import { api } from '../../common/api';
import { answer } from './bind';

export const packRoutes = [
  answer(api.packs.listPacks, async ({ services: { catalog } }) => ({
    packs: [...catalog.reports],
    ...(catalog.ownDirectory ? { ownDirectory: catalog.ownDirectory } : {}),
  })),
  answer(api.packs.getPack, async ({ services }, { params }) => ({ pack: services.catalog.pack(params.packId) })),
  answer(api.packs.exportPack, async ({ services }, { params }) => ({
    files: await services.exports.files(params.packId, params.format),
  })),
];
