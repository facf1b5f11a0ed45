import { api } from '../../common/api';
import { answer } from './bind';

export const otherRuleRoutes = [
  answer(api.otherRules.listOtherRules, ({ services }, { query }) => services.otherRules.list(query.testId)),
];
