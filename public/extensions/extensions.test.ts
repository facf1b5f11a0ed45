/** @jest-environment jsdom */
/** The doors with the contracts of other plugins present, absent, of another form, and throwing. */
import { BehaviorSubject } from 'rxjs';
import type { CoreStart } from '@kbn/core/public';
import { CELL_TRIGGERS, Neighbours } from '../../test/shells/page/neighbours/neighbours';
import { offerDoors, openDoors, type SetupDeps, type StartDeps } from '.';
import type { Hall } from './door';

const PACKS = [
  {
    id: 't1571_non_standard_port',
    title: 'Non-standard port',
    technique: { id: 'T1571', name: 'Non-Standard Port', liveIds: [] },
    rules: [{ key: 'NP-6', ruleId: 'uuid-np-6', name: 'Reverse shell over an odd port' }],
  },
  {
    id: 't1043_commonly_used_port',
    title: 'Commonly used port',
    technique: { id: 'T1043', name: 'Commonly Used Port', liveIds: ['T1071', 'T1571'] },
    rules: [],
  },
];

interface World {
  hall: Hall;
  core: CoreStart;
  currentAppId$: BehaviorSubject<string | undefined>;
  asked: string[];
  went: Array<string | undefined>;
  said: string[];
  reported: string[];
}

function world({ mayView = true, fails = false } = {}): World {
  const currentAppId$ = new BehaviorSubject<string | undefined>('home');
  const [asked, went, said, reported] = [[], [], [], []] as string[][] as [string[], string[], string[], string[]];
  const core = {
    application: {
      currentAppId$,
      navigateToApp: async (_app: string, { path = '' }: { path?: string }) => void went.push(path),
    },
    http: {
      fetch: async ({ path }: { path: string }) => {
        asked.push(path);
        if (fails) throw new Error('no answer');
        return { packs: PACKS };
      },
    },
    notifications: { toasts: { addInfo: ({ title }: { title: string }) => void said.push(title) } },
  } as unknown as CoreStart;
  return {
    core,
    currentAppId$,
    asked,
    went,
    said,
    reported,
    hall: {
      viewer: async () => (mayView ? core : undefined),
      behind: () => import('./behind'),
      report: (error) => void reported.push(String(error)),
    },
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(async () => (await import('./catalog')).forgetCatalog());

describe.each(['8.12', '9.4'] as const)('beside the plugins of %s', (line) => {
  it('each door is there', async () => {
    const [neighbours, { hall, reported }] = [new Neighbours(line), world()];
    offerDoors(neighbours.setup, hall);
    openDoors(neighbours.start, hall);
    await settle();
    expect(neighbours.providers).toHaveLength(1);
    expect(neighbours.docViews.map(({ title }) => title)).toEqual(['Why it fired']);
    expect([...neighbours.attachmentTypes.keys()]).toEqual(['detectionWorkbenchVerdict']);
    expect(reported).toEqual([]);
  });
});

describe('other plugins that are not as expected', () => {
  const broken = () => {
    throw new Error('broken');
  };

  it('cost nothing when they are absent', () => {
    const { hall, reported } = world();
    offerDoors({}, hall);
    openDoors({}, hall);
    expect(reported).toEqual([]);
  });

  it('cost nothing when they have lost what we use', async () => {
    const { hall, reported } = world();
    offerDoors({ cases: {}, unifiedDocViewer: {} }, hall);
    offerDoors({ cases: { attachmentFramework: {} }, unifiedDocViewer: {} }, hall);
    await settle();
    expect(reported).toEqual([]);
  });

  it.each<[string, SetupDeps, StartDeps]>([
    ['globalSearch', { globalSearch: { registerResultProvider: broken } }, {}],
    ['cases', { cases: { attachmentFramework: { registerExternalReference: broken } } }, {}],
    ['unifiedDocViewer', { unifiedDocViewer: { addDocView: broken } }, {}],
    ['globalSearch of another form', { globalSearch: {} as never }, {}],
    [
      'uiActions',
      {},
      { uiActions: { registerAction: broken, getTrigger: () => undefined, attachAction: () => undefined } },
    ],
  ])('cost only their own door when %s throws', async (_name, setup, start) => {
    const { hall, reported, currentAppId$ } = world();
    const neighbours = new Neighbours('8.12');
    offerDoors({ ...neighbours.setup, ...setup }, hall);
    openDoors({ ...neighbours.start, ...start }, hall);
    currentAppId$.next('securitySolutionUI');
    await settle();
    expect(reported).toHaveLength(1);
    const open = neighbours.providers.length + neighbours.docViews.length + neighbours.attachmentTypes.size;
    expect(open).toBe(Object.keys(setup).length > 0 ? 2 : 3);
  });
});

describe('a user who may not see the workbench', () => {
  it('finds no tab, no action, no results and no searchable types', async () => {
    const { hall, asked, currentAppId$ } = world({ mayView: false });
    const neighbours = new Neighbours('8.12');
    offerDoors(neighbours.setup, hall);
    openDoors(neighbours.start, hall);
    neighbours.openSecurity();
    currentAppId$.next('securitySolutionUI');
    await settle();
    expect(neighbours.docViews).toEqual([]);
    const column = { data: [{ field: { name: 'host.name' } }], metadata: { scopeId: 'alerts-page' } };
    expect(await neighbours.actionsOf(CELL_TRIGGERS[0]!, column)).toEqual([]);
    expect(await neighbours.find('T1571')).toEqual([]);
    expect(await neighbours.providers[0]!.getSearchableTypes()).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('global search', () => {
  const search = async (term: string, options: Parameters<typeof world>[0] = {}) => {
    const made = world(options);
    const neighbours = new Neighbours('8.12');
    offerDoors(neighbours.setup, made.hall);
    return { ...made, neighbours, results: await neighbours.find(term) };
  };

  it.each([
    ['T1571', 'T1571 Non-Standard Port'],
    ['t157', 'T1571 Non-Standard Port'],
    ['non standard', 'T1571 Non-Standard Port'],
    ['np-6', 'T1571 Non-Standard Port'],
    ['reverse shell', 'T1571 Non-Standard Port'],
    ['T1071', 'T1043 Commonly Used Port'],
  ])('answers %s with the page %s first, then its pack', async (term, title) => {
    const { results } = await search(term);
    expect(results[0]).toMatchObject({ title, type: 'technique' });
    expect(results[1]).toMatchObject({ type: 'pack', url: '/app/detectionWorkbench/content' });
  });

  it('leads to the page of the technique', async () => {
    const { results } = await search('T1571');
    expect(results[0]).toMatchObject({ url: '/app/detectionWorkbench/techniques/T1571', score: 100 });
    // The retired technique that it took the place of comes after it.
    expect(results.map(({ title }) => title)).toEqual([
      'T1571 Non-Standard Port',
      'Non-standard port',
      'T1043 Commonly Used Port',
      'Commonly used port',
    ]);
  });

  it.each(['', '  ', 'kerberos', '-'])('has nothing to say to "%s"', async (term) => {
    expect((await search(term)).results).toEqual([]);
  });

  it('asks the server once, however much is typed', async () => {
    const { neighbours, asked } = await search('t');
    await neighbours.find('t1');
    await neighbours.find('t15');
    expect(asked).toEqual(['/api/detection_workbench/catalog']);
  });

  it('gives only the types that are wanted, and nothing of a tag', async () => {
    const { neighbours } = await search('T1571');
    const found = async (search: object) => {
      const { firstValueFrom } = await import('rxjs');
      return (await firstValueFrom(neighbours.providers[0]!.find({ term: 'port', ...search }))).map(({ type }) => type);
    };
    expect(new Set(await found({ types: ['pack'] }))).toEqual(new Set(['pack']));
    expect(await found({ types: ['dashboard'] })).toEqual([]);
    expect(await found({ tags: ['x'] })).toEqual([]);
    expect(await neighbours.providers[0]!.getSearchableTypes()).toEqual(['technique', 'pack']);
  });

  it('finds nothing, reports it, and does not end the search of others when the server fails', async () => {
    const { results, reported, neighbours, asked } = await search('T1571', { fails: true });
    expect(results).toEqual([]);
    expect(reported).toHaveLength(1);
    await neighbours.find('T1571');
    expect(asked).toHaveLength(2);
  });
});

describe('a cell of an alert table', () => {
  const metadata = { scopeId: 'alerts-page' };
  const open = async () => {
    const made = world();
    const neighbours = new Neighbours('8.12');
    openDoors(neighbours.start, made.hall);
    made.currentAppId$.next('securitySolutionUI');
    // Security's triggers come later than the app.
    await settle();
    neighbours.openSecurity();
    await new Promise((resolve) => setTimeout(resolve, 700));
    return { ...made, neighbours };
  };

  it.each(CELL_TRIGGERS)('has the action of %s, once its trigger is there', async (trigger) => {
    const { neighbours, currentAppId$, reported } = await open();
    const column = { data: [{ field: { name: 'host.name', type: 'string' } }], metadata };
    currentAppId$.next('home');
    currentAppId$.next('securitySolutionUI');
    await settle();
    const found = await neighbours.actionsOf(trigger, column);
    expect(found.map((action) => action.getDisplayName(column))).toEqual(['Open in Detection Workbench']);
    expect(reported).toEqual([]);
  });

  it.each([
    ['a point in time', { data: [{ field: { name: '@timestamp', type: 'date' } }], metadata }],
    ['several cells', { data: [{ field: { name: 'a' } }, { field: { name: 'b' } }], metadata }],
    ['no cell', { data: [], metadata }],
    ['a table of hosts', { data: [{ field: { name: 'host.name' } }], metadata: { scopeId: 'hosts-page-events' } }],
    ['a table without a name', { data: [{ field: { name: 'host.name' } }] }],
  ])('has none for %s', async (_what, column) => {
    const { isAlertCell } = await import('./cell_action/cell_action');
    expect(isAlertCell(column)).toBe(false);
  });

  it('leads to what it names, else to the alerts with the same value', async () => {
    const { neighbours, went, said } = await open();
    const [action] = await neighbours.actionsOf(CELL_TRIGGERS[0]!, { data: [{ field: { name: 'x' } }], metadata });
    const press = async (name: string, value: unknown) => {
      await action!.execute({ data: [{ field: { name }, value }], metadata });
      return went.pop();
    };
    expect(await press('kibana.alert.rule.rule_id', ['uuid-np-6'])).toBe('/techniques/T1571/tuning?rule=NP-6');
    expect(await press('kibana.alert.rule.name', 'Reverse shell over an odd port')).toBe(
      '/techniques/T1571/tuning?rule=NP-6',
    );
    expect(await press('kibana.alert.rule.threat.technique.id', ['T1071'])).toBe('/techniques/T1043');
    expect(await press('kibana.alert.uuid', 'a/1')).toBe('/triage/a%2F1');
    expect(await press('host.name', ['WS 1', 'WS,2'])).toBe(
      `/triage?${new URLSearchParams({ status: 'any', term: 'host.name:WS%201,host.name:WS%2C2' }).toString()}`,
    );
    expect(await press('destination.port', 4444)).toContain('destination.port%3A4444');
    expect(await press('kibana.alert.rule.name', 'Of someone else')).toContain('/triage?');
    for (const value of [undefined, null, [], '', [{}], 'x'.repeat(2_000)])
      expect(await press('host.name', value)).toBeUndefined();
    expect(said).toHaveLength(6);
  });
});
