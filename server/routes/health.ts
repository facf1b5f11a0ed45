import { api } from '../../common/api';
import { answer } from './bind';

export const healthRoutes = [
  answer(api.health.getHealth, ({ services }) => services.health.report()),
  answer(api.health.repairFinding, async ({ services }, { body }) => ({
    repaired: await services.repairs.repair(body),
  })),
  answer(api.health.planExceptionImport, ({ services }, { body }) => services.exceptionImport.plan(body.ndjson)),
  answer(api.health.importExceptions, ({ services }, { body }) =>
    services.exceptionImport.import(body.ndjson, body.reason, body.override),
  ),
];
