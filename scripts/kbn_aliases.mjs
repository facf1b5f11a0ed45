// Outside Kibana its packages do not exist: these small stand-ins take their place when we bundle for the standalone host.
import { join } from 'node:path';

/** @param {string} root absolute path of the project */
export const kbnAliases = (root) => ({
  '@kbn/i18n': join(root, 'standalone/host/kbn/i18n.ts'),
  '@kbn/config-schema': join(root, 'standalone/host/kbn/config_schema.ts'),
});
