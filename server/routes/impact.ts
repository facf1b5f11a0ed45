import { api } from '../../common/api';
import { stream } from './bind';

export const impactRoutes = [
  stream(api.impact.measureImpact, ({ services, signal }, { body }) =>
    services.impact.measure(body.change, body.days, body.timeoutMs, signal),
  ),
];
