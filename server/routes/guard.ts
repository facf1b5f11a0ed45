import { api } from '../../common/api';
import { answer } from './bind';

export const guardRoutes = [
  answer(api.guard.getGuardMaterial, ({ services }, { query }) => services.guard.material(query.techniqueId)),
];
