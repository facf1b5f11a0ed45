import { api } from '../../common/api';
import { answer } from './bind';

export const alertRoutes = [
  answer(api.alerts.searchAlerts, ({ services }, { body }) => services.triage.search(body)),
  answer(api.alerts.setAlertStatus, ({ services }, { body }) =>
    services.triage.setStatus(body.filter, body.status, body.reason, body.comment),
  ),
  answer(api.alerts.changeAlertTags, ({ services }, { body: { filter, ...change } }) =>
    services.triage.changeTags(filter, change),
  ),
  answer(api.alerts.changeAlertAssignees, ({ services }, { body: { filter, ...change } }) =>
    services.triage.changeAssignees(filter, change),
  ),
  answer(api.alerts.suggestAssignees, async ({ services }, { query }) => ({
    people: await services.triage.suggestAssignees(query.text),
  })),
  answer(api.alerts.getAlert, ({ services }, { params }) => services.triage.get(params.alertId)),
  answer(api.alerts.tickPlaybook, ({ services }, { params, body }) => services.triage.tick(params.alertId, body)),
  answer(api.alerts.addToCase, ({ services }, { body: { alertIds, ...target } }) =>
    services.triage.addToCase(alertIds, target),
  ),
];
