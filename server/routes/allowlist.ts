import { api } from '../../common/api';
import { answer } from './bind';

export const allowlistRoutes = [
  answer(api.allowlist.listEntries, async ({ services }, { query }) => ({
    entries: await services.entryRows.list(query),
  })),
  answer(api.allowlist.previewEntry, ({ services }, { body }) =>
    services.allowlist.preview(body.draft, body.replacesEntryId),
  ),
  answer(api.allowlist.createEntry, ({ services }, { body: { override, ...draft } }) =>
    services.allowlist.create(draft, override),
  ),
  answer(api.allowlist.updateEntry, ({ services }, { params, body: { version, override, ...draft } }) =>
    services.allowlist.update(params.entryId, version, draft, override),
  ),
  answer(api.allowlist.disableEntry, async ({ services }, { params, body }) => ({
    entry: await services.allowlist.disable(params.entryId, body.version, body.reason),
  })),
  answer(api.allowlist.enableEntry, ({ services }, { params, body }) =>
    services.allowlist.enable(params.entryId, body.version, body.reason, body.override),
  ),
  answer(api.allowlist.renewEntry, ({ services }, { params, body }) =>
    services.allowlist.renew(params.entryId, body.version, body.expiresAt, body.reason, body.override),
  ),
  answer(api.allowlist.deleteEntry, async ({ services }, { params, body }) => {
    await services.allowlist.remove(params.entryId, body.version, body.reason);
    return { deleted: true };
  }),
  answer(api.allowlist.entryHistory, async ({ services }, { params }) => ({
    revisions: await services.entryHistory.list(params.entryId),
  })),
  answer(api.allowlist.undoEntry, ({ services }, { params, body }) =>
    services.entryHistory.undo(params.entryId, body.version, body.reason, body.override),
  ),
  answer(api.allowlist.proposeEntries, async ({ services }, { body }) => ({
    candidates: await services.proposals.forAlerts(body.alertIds),
  })),
  answer(api.allowlist.suggest, async ({ services }, { query }) => ({
    values: await services.allowlist.suggest(query.field, query.prefix, query.ruleKeys?.split(',') ?? []),
  })),
];
