import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { API_BASE, routes } from '../../common/api';
import { OPENAPI_FILE, openApiYaml } from '../../scripts/openapi';

const stored = readFileSync(join(__dirname, '..', '..', OPENAPI_FILE), 'utf8');

describe('docs/openapi.yaml', () => {
  it('is what the contracts say now (npm run openapi writes it)', () => {
    expect(stored === openApiYaml()).toBe(true);
  });

  it('describes every route with its method, and nothing else', () => {
    const { paths } = parse(stored) as { paths: Record<string, Record<string, { operationId: string }>> };
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    expect(described.sort()).toEqual(routes.map(({ id, method, path }) => `${id} ${method} ${API_BASE}${path}`).sort());
  });

  it('refers only to components that exist', () => {
    const { components } = parse(stored) as { components: Record<string, Record<string, unknown>> };
    const refs = [...stored.matchAll(/#\/components\/(\w+)\/(\w+)/g)].map(([, kind, name]) => [kind, name] as const);
    const missing = refs.filter(([kind, name]) => components[kind as string]?.[name as string] === undefined);
    expect(missing).toEqual([]);
  });
});
