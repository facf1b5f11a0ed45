/** Create, read, replace, change, delete one rule; tags; Elastic's own rules. */
import { z } from 'zod/v3';
import type { Features } from '../features';
import { checkBody, checkQuery } from '../schema/zod_problems';
import type { Route } from '../types';
import { checkIdentity } from './rule_checks';
import { writtenRule, type RuleBody } from './rule_record';
import { ruleSchemas } from './rule_schema';
import { createRule, deleteRule, existing, patchRule, replaceRule } from './rule_writes';

const RULES = '/api/detection_engine/rules';
const identityQuery = z.object({ id: z.string().uuid().optional(), rule_id: z.string().min(1).optional() });

export function ruleRoutes(features: Features): Route[] {
  const schemas = ruleSchemas(features);
  const base = { path: RULES, version: '2023-10-31' } as const;
  return [
    {
      ...base,
      method: 'POST',
      privilege: 'rules-all',
      handler: (call) => ({ body: writtenRule(createRule(checkBody(schemas.create, call.body) as RuleBody, call)) }),
    },
    {
      ...base,
      method: 'GET',
      privilege: 'rules-read',
      handler: (call) => {
        const which = checkQuery(identityQuery, call.query);
        checkIdentity(which);
        return { body: existing(which, call) };
      },
    },
    {
      ...base,
      method: 'PUT',
      privilege: 'rules-all',
      handler: (call) => ({ body: writtenRule(replaceRule(checkBody(schemas.replace, call.body) as RuleBody, call)) }),
    },
    {
      ...base,
      method: 'PATCH',
      privilege: 'rules-all',
      handler: (call) => {
        checkBody(schemas.patch, call.body);
        return { body: writtenRule(patchRule(call.body as RuleBody, call, schemas)) };
      },
    },
    {
      ...base,
      method: 'DELETE',
      privilege: 'rules-all',
      handler: (call) => ({ body: deleteRule(checkQuery(identityQuery, call.query), call) }),
    },
    {
      method: 'GET',
      path: '/api/detection_engine/tags',
      version: '2023-10-31',
      privilege: 'rules-read',
      handler: ({ state, space }) => ({
        body: [...new Set(state.rules.all(space).flatMap(({ tags }) => tags))].sort(),
      }),
    },
    {
      method: 'GET',
      path: `${RULES}/prepackaged/_status`,
      version: '2023-10-31',
      privilege: 'rules-read',
      handler: ({ state, space }) => ({
        body: {
          rules_custom_installed: state.rules.all(space).length,
          rules_installed: 0,
          rules_not_installed: 0,
          rules_not_updated: 0,
          timelines_installed: 0,
          timelines_not_installed: 10,
          timelines_not_updated: 0,
        },
      }),
    },
  ];
}
