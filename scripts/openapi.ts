/**
 * docs/openapi.yaml from the contracts in common/api. `scripts/build_openapi.ts` writes the file; a test compares it with
 * what is made here, so that it is always current.
 */
import { stringify } from 'yaml';
import { z } from 'zod';
import { api, API_BASE, API_VERSION, routes, type RouteContract } from '../common/api';
import * as fields from '../common/api/fields';
import { spaceDocument } from '../common/transfer';
import { apiPrivilege } from '../server/privileges';

export const OPENAPI_FILE = 'docs/openapi.yaml';

type JsonSchema = Record<string, unknown>;

/** Schemas that several routes share, by the name they get in the document. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Override: fields.override,
  IsoTime: fields.isoTime,
  TimeRange: fields.timeRange,
  Condition: api.allowlist.condition,
  EntryDraft: api.allowlist.entryDraft,
  Entry: api.allowlist.entry,
  EntryRow: api.allowlist.entryRow,
  EntryRevision: api.allowlist.entryRevision,
  AlertFilter: api.alerts.alertFilter,
  AlertRow: api.alerts.alertRow,
  FieldDiff: api.content.fieldDiff,
  PlanItem: api.content.planItem,
  ContentPlan: api.content.contentPlan,
  ApplyEvent: api.content.applyEvent,
  RuleDrift: api.content.ruleDrift,
  ExpectationRun: api.expectations.expectationRun,
  ImpactEvent: api.impact.impactEvent,
  ActivityEntry: api.misc.activityEntry,
  SavedSearch: api.misc.savedSearch,
  SavedView: api.misc.savedView,
  ReadinessChip: api.techniques.readinessChip,
  SpaceDocument: spaceDocument,
  TechniqueSummary: api.techniques.techniqueSummary,
  RuleRow: api.techniques.ruleRow,
  WorkItem: api.techniques.workItem,
  KnobValues: api.tuning.knobValues,
  TransferPlan: api.transfer.transferPlan,
  Tuning: api.tuning.tuning,
  TuningRevision: api.tuning.tuningRevision,
};

/** Collects named schemas while operations are made. What goes in may differ from what comes out (defaults, coercion). */
class Components {
  readonly schemas: Record<string, JsonSchema> = {};
  private readonly registries = { input: this.registry('Input'), output: this.registry('') };

  private registry(suffix: string) {
    const registry = z.registry<{ id: string }>();
    for (const [name, schema] of Object.entries(NAMED)) registry.add(schema, { id: `${name}${suffix}` });
    return registry;
  }

  schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const {
      $schema: _dialect,
      $defs,
      ...rest
    } = z.toJSONSchema(schema, {
      io,
      metadata: this.registries[io],
      // Shapes that other modules of common/ own are passed on as they are: they show as any value.
      unrepresentable: 'any',
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [name, definition] of Object.entries($defs ?? {})) this.schemas[name] = hoisted(definition);
    return hoisted(rest);
  }
}

/** References to `$defs` of one schema as references to the components of the document. */
function hoisted(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;
}

interface ObjectSchema {
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

function parameters(components: Components, schema: z.ZodType | undefined, place: 'path' | 'query'): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = components.schemaOf(schema, 'input') as ObjectSchema;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const ERRORS: Readonly<Record<string, string>> = {
  400: 'The request is not acceptable; `message` names the place, `attributes.code` the reason',
  403: 'The user lacks the privilege',
  404: 'The object does not exist',
  409: 'Changed in the meantime (`attributes.currentVersion`), or refused by the guard (`attributes.guard`)',
  500: 'The workbench failed',
  503: 'The stack behind the workbench does not answer',
};

function errorResponses(): JsonSchema {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  return Object.fromEntries(Object.entries(ERRORS).map(([status, description]) => [status, { description, content }]));
}

function operation(components: Components, contract: RouteContract): JsonSchema {
  const { id, summary, tier, params, query, body, response, stream, method } = contract;
  const media = stream ? 'application/x-ndjson' : 'application/json';
  const xsrf = { $ref: '#/components/parameters/Xsrf' };
  const all = [
    ...parameters(components, params, 'path'),
    ...parameters(components, query, 'query'),
    { $ref: '#/components/parameters/Version' },
    ...(method === 'get' ? [] : [xsrf]),
  ];
  return {
    operationId: id,
    summary,
    tags: [id.split('.')[0]],
    description: `Needs the privilege \`${apiPrivilege(tier)}\`.${stream ? ' Answers one JSON object a line while the work goes on.' : ''}`,
    parameters: all,
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: components.schemaOf(body, 'input') } },
          },
        }
      : {}),
    responses: {
      200: { description: 'Done', content: { [media]: { schema: components.schemaOf(response, 'output') } } },
      ...errorResponses(),
    },
  };
}

/** The document as YAML text. */
export function openApiYaml(): string {
  const components = new Components();
  const paths: Record<string, JsonSchema> = {};
  // Sorted: bundlers and test runners list the members of a module in different orders.
  for (const contract of [...routes].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const path = `${API_BASE}${contract.path}`;
    paths[path] = { ...paths[path], [contract.method]: operation(components, contract) };
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Detection Workbench',
      version: API_VERSION,
      description:
        'HTTP API of the plugin, the same in Kibana and standalone. In a Kibana space the paths begin with `/s/<space>`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      parameters: {
        Version: {
          name: 'elastic-api-version',
          in: 'header',
          required: false,
          schema: { type: 'string', const: API_VERSION },
        },
        Xsrf: { name: 'kbn-xsrf', in: 'header', required: true, schema: { type: 'string' }, description: 'Any value' },
      },
      schemas: {
        ...Object.fromEntries(Object.entries(components.schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
        Error: {
          type: 'object',
          required: ['statusCode', 'error', 'message'],
          properties: {
            statusCode: { type: 'integer' },
            error: { type: 'string' },
            message: { type: 'string' },
            attributes: {
              type: 'object',
              properties: { code: { type: 'string', description: 'Stable reason code' } },
              additionalProperties: true,
            },
          },
        },
      },
    },
  };
  return stringify(document, { lineWidth: 120, aliasDuplicateObjects: false });
}
