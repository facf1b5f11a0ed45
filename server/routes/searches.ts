import { api } from '../../common/api';
import { answer } from './bind';

export const searchRoutes = [
  answer(api.misc.listSearches, async ({ services }) => ({ searches: await services.searches.list() })),
  answer(api.misc.seedSearches, async ({ services }, { body }) => ({
    results: await services.searches.seed(body.packIds),
  })),
];
