/** The routes that only the standalone product has: who may use them, and what is known of a failure. */
import { API_BASE } from '../../common/api';
import { standaloneRoutes } from '../../common/api/imports';
import { startTestHost } from '../host/host_for_tests';
import { ROLES, tiersOf, type Role } from '../host/roles';
import { createLogger } from '../host/logger';
import { openStack } from '../stack/stack_for_tests';
import { registerImportRoutes } from './routes';

async function importHost(role: Role) {
  const stack = openStack();
  const log: string[] = [];
  const logger = createLogger({ level: 'warn', write: (line) => log.push(line) }, 'imports');
  const demo = { clear: () => ({ events: 0, alerts: 0 }) };
  const host = await startTestHost(
    (router) => registerImportRoutes({ router, stack, demo, dataDir: undefined, logger }),
    { role },
  );
  const stop = async () => {
    await host.stop();
    await stack.stop();
  };
  return { ...host, stack, log, stop };
}

describe('routes of the Import page', () => {
  it.each(ROLES)('are reached by a %s as far as the tiers say', async (role) => {
    const host = await importHost(role);
    try {
      for (const { method, path, tier, id } of standaloneRoutes) {
        const query = path === '/import' && method === 'post' ? '?name=a' : '';
        const body = method === 'post' ? '' : undefined;
        const { status } = await host.send(method.toUpperCase(), `${API_BASE}${path}${query}`, body, {
          'elastic-api-version': '2023-10-31',
        });
        expect({ id, isRefused: status === 403 }).toEqual({ id, isRefused: !tiersOf(role).includes(tier) });
      }
    } finally {
      await host.stop();
    }
  });

  it('take no upload without the header that other sites cannot send', async () => {
    const host = await importHost('manager');
    try {
      const headers = { 'content-type': 'application/json', 'elastic-api-version': '2023-10-31' };
      const answer = await host.call(`${API_BASE}/import?name=a`, { method: 'POST', body: '{}', headers });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('kbn-xsrf');
    } finally {
      await host.stop();
    }
  });

  it('write into the log what they only call a failure', async () => {
    const host = await importHost('manager');
    try {
      jest.spyOn(host.stack, 'importEvents').mockRejectedValue(new Error('a defect'));
      const answer = await host.send('POST', `${API_BASE}/import?name=a`, '{}', {
        'elastic-api-version': '2023-10-31',
      });
      const text = await answer.text();
      expect(JSON.parse(text.trim())).toMatchObject({ type: 'failed', code: 'internal' });
      expect(text).not.toContain('a defect');
      expect(host.log.join('\n')).toContain('a defect');
    } finally {
      await host.stop();
    }
  });
});
