import { api } from '../../common/api';
import { answer } from './bind';

export const expectationRoutes = [
  answer(api.expectations.getMatrix, ({ services }, { query }) => services.expectations.matrix(query.techniqueId)),
  answer(api.expectations.getExpectation, ({ services }, { params }) => services.expectations.get(params.testId)),
  answer(api.expectations.replayExpectation, async ({ services }, { params, body }) => ({
    runs: await services.expectations.replay(params.testId, body.dataSource),
  })),
  answer(api.expectations.checkEnvironment, ({ services }, { params, body }) =>
    services.expectations.checkEnvironment(params.testId, body.host, body.range),
  ),
  answer(api.expectations.listRuns, async ({ services }, { params }) => ({
    runs: await services.expectations.listRuns(params.testId),
  })),
];
