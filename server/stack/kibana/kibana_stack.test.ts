import { NEVER } from 'rxjs';
import type { CoreSetup, CoreStart, KibanaRequest } from '@kbn/core/server';
import type { StartDeps } from '../../plugin_deps';
import { featuresOf } from './features';
import { KibanaStackFactory } from './kibana_stack';
import { memorySavedObjects } from './testing/memory_saved_objects';

const settings = { version: '8.12.2', timeoutMs: 1_000, maxBytes: 1_000 };
const request = {
  headers: { authorization: 'Basic x' },
  events: { aborted$: NEVER, completed$: NEVER },
} as unknown as KibanaRequest;

const core = {
  http: {
    basePath: { serverBasePath: '', get: () => '' },
    getServerInfo: () => ({ protocol: 'http', hostname: 'localhost', port: 1 }),
  },
  elasticsearch: { client: { asScoped: () => ({ asCurrentUser: {} }) } },
  savedObjects: { getScopedClient: () => memorySavedObjects() },
} as unknown as CoreStart;

const start = (deps: object, version = settings.version) => {
  const factory = new KibanaStackFactory({ ...settings, version });
  return factory.start(core, deps as StartDeps);
};
const licensing = (platinum: boolean) => ({ getLicense: async () => ({ isActive: true, hasAtLeast: () => platinum }) });
const notFound = Object.assign(new Error('not found'), { output: { statusCode: 404 } });

describe('the stack of a request', () => {
  it('is of the user and the space of the request', async () => {
    const stack = await start({
      security: { authc: { getCurrentUser: () => ({ username: 'mia', roles: [], profile_uid: 'u_1' }) } },
      spaces: { spacesService: { getSpaceId: () => 'blue', getActiveSpace: async () => ({ id: 'blue' }) } },
      licensing: licensing(true),
    }).forRequest(request);
    expect(stack.user).toEqual({ name: 'mia', profileUid: 'u_1' });
    expect(stack.space).toBe('blue');
  });

  it('works with nothing but Kibana itself: no security, no spaces, no licence', async () => {
    const stack = await start({}).forRequest(request);
    expect(stack).toMatchObject({ user: { name: 'anonymous' }, space: 'default' });
    expect(await stack.alerts.suggestAssignees('m')).toEqual([]);
  });

  it('does not exist in a space that does not', async () => {
    const spaces = { spacesService: { getSpaceId: () => 'nope', getActiveSpace: () => Promise.reject(notFound) } };
    await expect(start({ spaces }).forRequest(request)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('asks for licence and space once a minute, not at each request', async () => {
    let asked = 0;
    const getActiveSpace = async () => {
      asked += 1;
      return { id: 'blue' };
    };
    const provider = start({ spaces: { spacesService: { getSpaceId: () => 'blue', getActiveSpace } } });
    await provider.forRequest(request);
    await provider.forRequest(request);
    expect(asked).toBe(1);
  });

  it('is refused to the workbench itself', async () => {
    const own = { headers: { 'x-detection-workbench-call': '1' } } as unknown as KibanaRequest;
    await expect(start({}).forRequest(own)).rejects.toMatchObject({ code: 'rejected' });
  });

  it('suggests people by name, as the security plugin knows them', async () => {
    const suggest = async () => [
      { uid: 'u_1', user: { username: 'mia', full_name: 'Mia M.' } },
      { uid: 'u_2', user: { username: 'max' } },
    ];
    const security = { authc: { getCurrentUser: () => null }, userProfiles: { suggest } };
    const stack = await start({ security }).forRequest(request);
    expect(await stack.alerts.suggestAssignees('m')).toEqual([
      { uid: 'u_1', name: 'Mia M.' },
      { uid: 'u_2', name: 'max' },
    ]);
  });

  it('registers its saved objects before Kibana starts', () => {
    const names: string[] = [];
    const registerType = ({ name }: { name: string }) => void names.push(name);
    new KibanaStackFactory(settings).setup({ savedObjects: { registerType } } as unknown as CoreSetup<StartDeps>, {});
    expect(names).toContain('detection-workbench-tuning');
  });

  it.each([
    ['is told of our attachment', { registerExternalReference: () => undefined }, true],
    [
      'refuses our attachment',
      {
        registerExternalReference: () => {
          throw new Error('already registered');
        },
      },
      false,
    ],
    ['has no such attachments', {}, false],
    ['has another form', undefined, false],
  ])('attaches verdicts to cases only where cases %s', async (_what, attachmentFramework, expected) => {
    const factory = new KibanaStackFactory(settings);
    const setup = { savedObjects: { registerType: () => undefined } } as unknown as CoreSetup<StartDeps>;
    factory.setup(setup, { cases: { ...(attachmentFramework ? { attachmentFramework } : {}) } });
    const { alerts } = await factory.start(core, {} as StartDeps).forRequest(request);
    expect(alerts.attachVerdict !== undefined).toBe(expected);
  });
});

describe('features by version and licence', () => {
  it.each([
    ['8.12.2', true, { closeReason: false, suppression: { event: false, sequence: false } }],
    ['8.14.0', true, { suppression: { event: true, sequence: false } }],
    ['8.18.0', true, { closeReason: false, suppression: { event: true, sequence: true } }],
    ['8.18.0', false, { suppression: { event: false, sequence: false } }],
    ['9.1.3', true, { closeReason: false, suppression: { event: true, sequence: true } }],
    ['9.2.0', false, { closeReason: true, suppression: { event: false, sequence: false } }],
  ])('of %s, platinum: %s', (version, platinum, features) => {
    expect(featuresOf({ version, platinum, kibanaApps: true })).toMatchObject({ kind: 'kibana', version, ...features });
  });
});
