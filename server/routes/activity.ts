import { api } from '../../common/api';
import { answer } from './bind';

export const activityRoutes = [
  answer(api.misc.listActivity, ({ services }, { query }) => services.activity.list(query)),
];
