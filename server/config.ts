/** Settings of the plugin: `detectionWorkbench.*` in kibana.yml. docs/kibana.md explains them to administrators. */
import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { PluginConfigDescriptor } from '@kbn/core/server';
import { schema, type TypeOf } from '@kbn/config-schema';

function readableFile(path: string): string | undefined {
  if (!isAbsolute(path)) return 'must be an absolute path';
  return isReadable(path) && statSync(path).isFile() ? undefined : `there is no readable file ${path}`;
}

function readableFolder(path: string): string | undefined {
  if (!isAbsolute(path)) return 'must be an absolute path';
  return isReadable(path) && statSync(path).isDirectory() ? undefined : `there is no readable folder ${path}`;
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

const configSchema = schema.object({
  /** `false` takes the plugin out cleanly; without this key Kibana would refuse to start on it. */
  enabled: schema.boolean({ defaultValue: true }),
  packs: schema.object({
    /** Folder with packs of the team's own. */
    path: schema.maybe(schema.string({ validate: readableFolder })),
  }),
  /** How the plugin reaches the Kibana it runs in, where the address it listens on is not the right one. */
  self: schema.object({
    url: schema.maybe(schema.uri({ scheme: ['http', 'https'] })),
    /** PEM file of the authority that signed Kibana's certificate. */
    ca: schema.maybe(schema.string({ validate: readableFile })),
    /** Name in Kibana's certificate. */
    servername: schema.maybe(schema.string({ minLength: 1, maxLength: 253 })),
  }),
  limits: schema.object({
    /** Longest wait for one answer of Kibana or Elasticsearch. */
    requestSeconds: schema.number({ defaultValue: 60, min: 5, max: 600 }),
    /** Largest answer of Kibana. */
    answerMegabytes: schema.number({ defaultValue: 64, min: 1, max: 512 }),
  }),
});

export type WorkbenchConfig = TypeOf<typeof configSchema>;

export const config: PluginConfigDescriptor<WorkbenchConfig> = { schema: configSchema };
