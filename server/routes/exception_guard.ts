import { api } from '../../common/api';
import { answer } from './bind';

export const exceptionGuardRoutes = [
  answer(api.exceptionGuard.getExceptionGuard, ({ services }) => services.exceptionGuard.get()),
  answer(api.exceptionGuard.setExceptionGuard, ({ services }, { body }) =>
    services.exceptionGuard.set(body.mode, body.version, body.reason),
  ),
  answer(api.exceptionGuard.listRecordedExceptions, async ({ services }) => ({
    recorded: await services.recordedExceptions.open(),
  })),
  answer(api.exceptionGuard.acceptRecordedException, async ({ services }, { params, body }) => {
    await services.recordedExceptions.accept(params.recordId, body.version, body.override);
    return { recorded: await services.recordedExceptions.open() };
  }),
];
