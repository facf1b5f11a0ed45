import { api } from '../../common/api';
import { answer } from './bind';

export const readinessRoutes = [
  answer(api.readiness.getReadiness, ({ services }, { query }) => services.readiness.report(query.techniqueId)),
];
