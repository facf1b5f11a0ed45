/** Settings of the plugin: `detectionWorkbench.*` in kibana.yml. */
import type { PluginConfigDescriptor } from '@kbn/core/server';
import { schema, type TypeOf } from '@kbn/config-schema';

const configSchema = schema.object({
  /** `false` takes the plugin out cleanly; without this key Kibana would refuse to start on it. */
  enabled: schema.boolean({ defaultValue: true }),
});

export type WorkbenchConfig = TypeOf<typeof configSchema>;

export const config: PluginConfigDescriptor<WorkbenchConfig> = { schema: configSchema };
