/** Writes docs/openapi.yaml: `npm run openapi`. */
import { writeFileSync } from 'node:fs';
import { OPENAPI_FILE, openApiYaml } from './openapi';

writeFileSync(OPENAPI_FILE, openApiYaml());
