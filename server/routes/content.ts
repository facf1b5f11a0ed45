import { api } from '../../common/api';
import { answer, stream } from './bind';

export const contentRoutes = [
  answer(api.content.planContent, ({ services }, { body }) => services.content.plan(body.packIds)),
  stream(api.content.applyContent, ({ services }, { body }) => services.content.apply(body)),
  answer(api.content.planUninstall, ({ services }, { body }) => services.content.planUninstall(body.packIds)),
  stream(api.content.uninstallContent, ({ services }, { body }) =>
    services.content.uninstall(body.packIds, body.removeEntries, body.reason),
  ),
  answer(api.content.getDrift, async ({ services }) => ({ rules: await services.content.drift() })),
  stream(api.content.restoreRules, ({ services }, { body }) => services.content.restore(body.ruleKeys, body.reason)),
  answer(api.content.setEnabled, async ({ services }, { body }) => ({
    results: await services.content.setEnabled(body.ruleKeys, body.enabled, body.reason),
  })),
];
