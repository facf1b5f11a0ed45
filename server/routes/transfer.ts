import { api } from '../../common/api';
import { answer, stream } from './bind';

export const transferRoutes = [
  answer(api.transfer.exportSpace, ({ services }) => services.spaceExport.document()),
  answer(api.transfer.planTransfer, ({ services }, { body }) => services.spaceImport.plan(body.document)),
  stream(api.transfer.applyTransfer, ({ services }, { body }) =>
    services.spaceImport.apply(body.document, body.reason),
  ),
];
