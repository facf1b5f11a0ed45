import { api } from '../../common/api';
import { answer } from './bind';

export const environmentRoutes = [answer(api.misc.getEnvironment, ({ services }) => services.environment())];
