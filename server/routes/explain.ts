import { api } from '../../common/api';
import { answer } from './bind';

export const explainRoutes = [
  answer(api.misc.explainEvent, ({ services }, { body }) => services.explain.explain(body)),
];
