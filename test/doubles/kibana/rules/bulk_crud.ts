/** The old bulk routes, deprecated in 8.x and gone in 9.0. */
import { z } from 'zod/v3';
import { Refusal } from '../errors';
import type { Features } from '../features';
import { checkBody } from '../schema/zod_problems';
import type { Call, Route } from '../types';
import { writtenRule, type RuleBody } from './rule_record';
import { ruleSchemas } from './rule_schema';
import { createRule, deleteRule, patchRule, replaceRule } from './rule_writes';

type Work = (body: RuleBody, call: Call) => RuleBody;

const RULES = '/api/detection_engine/rules';

export function bulkCrudRoutes(features: Features): Route[] {
  if (!features.bulkCrud) return [];
  const schemas = ruleSchemas(features);
  const which = z.object({ id: z.string().optional(), rule_id: z.string().optional() });
  const patch: Work = (body, call) => writtenRule(patchRule(body, call, schemas));
  const remove: Work = (body, call) => deleteRule(body, call);
  return [
    bulkRoute('POST', '_bulk_create', schemas.create, (body, call) => writtenRule(createRule(body, call)), true),
    bulkRoute('PUT', '_bulk_update', schemas.replace, (body, call) => writtenRule(replaceRule(body, call))),
    bulkRoute('PATCH', '_bulk_update', schemas.patch, patch),
    bulkRoute('POST', '_bulk_delete', which, remove),
    bulkRoute('DELETE', '_bulk_delete', which, remove),
  ];
}

function bulkRoute(method: Route['method'], name: string, item: z.ZodTypeAny, work: Work, unique = false): Route {
  const path = `${RULES}/${name}`;
  return {
    method,
    path,
    version: '2023-10-31',
    privilege: 'rules-all',
    handler: (call) => {
      const bodies = checkBody(z.array(item), call.body) as RuleBody[];
      const twice = unique ? repeated(bodies.map((body) => body['rule_id'])) : new Set<unknown>();
      const done = bodies
        .filter((body) => !twice.has(body['rule_id']))
        .map((body) => attempt(() => work(body, call), body));
      const refused = [...twice].map((ruleId) => itemError(ruleId, 409, `rule_id: "${String(ruleId)}" already exists`));
      return { headers: { warning: deprecation(path) }, body: [...done, ...refused] };
    },
  };
}

function attempt(work: () => RuleBody, { id, rule_id }: RuleBody): unknown {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, status_code } = error.body as { message: string | string[]; status_code: number };
    return itemError(rule_id ?? id ?? '(unknown id)', status_code, [message].flat().join('\n'));
  }
}

function itemError(rule_id: unknown, status_code: number, message: string): unknown {
  return { rule_id, error: { status_code, message } };
}

function repeated(ids: readonly unknown[]): Set<unknown> {
  return new Set(ids.filter((id, at) => id !== undefined && ids.indexOf(id) !== at));
}

function deprecation(path: string): string {
  return (
    `299 Kibana "Deprecated endpoint: ${path} API is deprecated since v8.2. Please use the ` +
    '/api/detection_engine/rules/_bulk_action API instead. See ' +
    'https://www.elastic.co/guide/en/security/master/rule-api-overview.html for more detail."'
  );
}
