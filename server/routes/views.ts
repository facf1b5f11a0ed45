import { api } from '../../common/api';
import { answer } from './bind';

export const viewRoutes = [
  answer(api.misc.listViews, async ({ services }) => ({ views: await services.views.list() })),
  answer(api.misc.saveView, async ({ services }, { body: { id, version, ...view } }) => ({
    view: await services.views.save(view, id === undefined ? undefined : { id, version }),
  })),
  answer(api.misc.deleteView, async ({ services }, { params }) => {
    await services.views.remove(params.viewId);
    return { deleted: true };
  }),
];
