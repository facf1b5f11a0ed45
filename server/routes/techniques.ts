import { api } from '../../common/api';
import { answer } from './bind';

export const techniqueRoutes = [
  answer(api.techniques.listTechniques, ({ services }, { query }) => services.techniques.list(query)),
  answer(api.techniques.getTechnique, ({ services }, { params }) => services.techniques.get(params.techniqueId)),
];
