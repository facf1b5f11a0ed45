import { api } from '../../common/api';
import { answer } from './bind';

export const tuningRoutes = [
  answer(api.tuning.getTuning, ({ services }, { params }) => services.tuning.get(params.ruleKey)),
  answer(api.tuning.previewTuning, ({ services }, { params, body }) =>
    services.tuning.preview(params.ruleKey, body.values),
  ),
  answer(api.tuning.saveTuning, ({ services }, { params, body }) => services.tuning.save(params.ruleKey, body)),
  answer(api.tuning.tuningHistory, async ({ services }, { params }) => ({
    revisions: await services.tuning.history(params.ruleKey),
  })),
  answer(api.tuning.revertTuning, ({ services }, { params, body: { revision, ...change } }) =>
    services.tuning.revert(params.ruleKey, revision, change),
  ),
];
