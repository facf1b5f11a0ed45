/** The doors of Kibana's `lists` plugin, as a small stand-in built from what a live 8.12.2 did (kibana-contract 12). */
import type { KibanaRequest, Logger } from '@kbn/core/server';
import type { ExtensionContext, ImportedExceptions, ItemChangeData, ListsPluginSetup } from '@kbn/lists-plugin/server';
import type { ExceptionItem } from '../../common/allowlist';
import { listIdOf } from '../../common/allowlist';
import { render, toCreateBody } from '../../common/rules';
import { contextOf, ListsPlugin } from '../../test/support/lists_plugin';
import { bundledPacks } from '../../test/support/packs';
import { Catalog } from '../services/catalog';
import { POLICY_ID, type ExceptionPolicy } from '../services/exception_guard/policy';
import { SavedObjectDocumentStore } from '../stack/kibana';
import { MemorySavedObjectIndex, memorySavedObjects } from '../stack/kibana/testing/memory_saved_objects';
import type { DocumentStore, DocumentType } from '../stack/documents';
import type { InstalledRule } from '../stack/rules';
import { StackError, type Stack } from '../stack/stack';
import { setUpExtensions, type Extensions } from '.';

// Reading and replaying the packs.
jest.setTimeout(60_000);

const SPACE = 'soc';
const request = { id: 'r' } as unknown as KibanaRequest;
const catalog = new Catalog({ packs: bundledPacks().packs, reports: [] });

function installedRules(): InstalledRule[] {
  return [...catalog.rules.values()].map(({ template }) => {
    const id = listIdOf(template.id);
    return {
      ...toCreateBody(render(template), {}),
      id: `so-${template.id}`,
      enabled: true,
      exceptions_list: [{ id, list_id: id, type: 'detection', namespace_type: 'single' }],
    } as unknown as InstalledRule;
  });
}

const theirRule = {
  rule_id: 'their-rule',
  id: 'so-their-rule',
  name: 'Their rule',
  type: 'eql',
  language: 'eql',
  query: 'network where destination.port == 9001',
  enabled: true,
  index: ['logs-*'],
  exceptions_list: [{ id: 'x', list_id: 'theirs', type: 'detection', namespace_type: 'single' }],
} as unknown as InstalledRule;

interface Fixture {
  policy?: ExceptionPolicy;
  rules?: InstalledRule[];
  items?: ExceptionItem[];
  /** Reading the rules fails. */
  forbidden?: boolean;
  lists?: ListsPluginSetup;
  /** Default: checks take no time. */
  ticks?(): number;
  /** What the server itself reads. */
  serverDocuments?: DocumentStore;
}

interface World {
  extensions: Extensions;
  stack: Stack;
  lists: ListsPlugin;
  log: string[];
  history(): Promise<unknown[]>;
  recorded(): Promise<unknown[]>;
  outcomes(): Record<string, number>;
  create(item: ItemChangeData, context?: Partial<ExtensionContext>): Promise<{ status: number; message?: string }>;
}

const clock = () => Date.parse('2026-05-01');
/** Work in the background is done: it takes a few turns of the event loop and waits for nothing else. */
const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
};

async function world(fixture: Fixture = {}, isKnown = true): Promise<World> {
  const { policy = 'record', rules = [...installedRules(), theirRule], items = [], forbidden = false } = fixture;
  const { ticks = () => 0 } = fixture;
  const log: string[] = [];
  const index = new MemorySavedObjectIndex();
  const documents = new SavedObjectDocumentStore(memorySavedObjects(index, SPACE), SPACE, 'ana', clock);
  await documents.create('settings', POLICY_ID, { mode: policy });
  const write = (message: string) => log.push(message);
  const logger: Logger = { get: () => logger, debug: () => 0, info: () => 0, warn: write, error: write } as never;
  const stack = {
    user: { name: 'ana' },
    space: SPACE,
    rules: {
      list: async () => {
        if (forbidden) throw new StackError('forbidden', 'no');
        return rules;
      },
      get: async (ids: readonly string[]) => rules.filter(({ rule_id }) => ids.includes(rule_id)),
    },
    exceptions: {
      lists: async () => [],
      items: async () => items,
      valueLists: async () => [],
      create: async () => items[0],
    },
    documents,
  } as unknown as Stack;
  const all = async (type: DocumentType) =>
    (await documents.list(type, { size: 100 })).documents.map(({ data }) => data);
  const lists = new ListsPlugin();
  const extensions = setUpExtensions(
    { lists: fixture.lists ?? (lists as ListsPluginSetup) },
    {
      stacks: {
        forRequest: async () => stack,
        serverDocuments: (space, author) =>
          fixture.serverDocuments ??
          new SavedObjectDocumentStore(memorySavedObjects(index, space), space, author, clock),
      },
      catalog: async () => catalog,
      logger,
      clock,
      ticks,
    },
  );
  await extensions.start();
  if (isKnown) extensions.around(stack);
  await settled();
  const context: ExtensionContext = {
    request,
    exceptionListClient: { user: 'eve', savedObjectsClient: { getCurrentNamespace: () => SPACE } },
  };
  return {
    extensions,
    stack,
    lists,
    log,
    history: () => all('activity'),
    recorded: () => all('exception'),
    outcomes: () => extensions.doors.counts().outcomes,
    create: (item, more = {}) => lists.call('exceptionsListPreCreateItem', item, { ...context, ...more }),
  };
}

const onPort = (port: string, listId = listIdOf('NP-6')): ItemChangeData => ({
  listId,
  itemId: `port-${port}`,
  name: `Port ${port}`,
  namespaceType: 'single',
  osTypes: [],
  entries: [{ type: 'match', field: 'destination.port', operator: 'included', value: port }],
});

describe('without the extension points', () => {
  it('nothing is watched and nothing breaks', async () => {
    const { extensions, stack } = await world({ lists: {} });
    expect(extensions.doors.isOpen()).toBe(false);
    expect(extensions.around(stack)).toBe(stack);
  });

  it('a contract that throws is as good as none, and is logged', async () => {
    const lists: ListsPluginSetup = {
      registerExtension: () => {
        throw new Error('changed');
      },
    };
    const { extensions, log } = await world({ lists });
    expect(extensions.doors.isOpen()).toBe(false);
    expect(log.join()).toContain('not watched');
  });
});

describe('a space that records', () => {
  it('lets everything through, with user and evidence where it hides an attack', async () => {
    const { create, log, outcomes, history } = await world();
    expect((await create(onPort('4711'))).status).toBe(200);
    expect((await create(onPort('8088'))).status).toBe(200);
    expect(outcomes()).toMatchObject({ passed: 1, recorded: 1, refused: 0, failed: 0 });
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(/^Let through: Port 8088 by eve\. T1571-2 /);
    await settled();
    expect(await history()).toMatchObject([{ action: 'exceptions.recorded', by: 'eve', techniqueId: 'T1571' }]);
  });

  it('records what stops a rule and what can never match', async () => {
    const { create, log } = await world();
    await create(onPort('http'));
    await create({
      ...onPort('1'),
      itemId: 'never',
      entries: [{ type: 'wildcard', field: 'process.executable', operator: 'included', value: 'C:\\x\\*.exe' }],
    });
    expect(log[0]).toContain('makes every run fail');
    expect(log[1]).toContain('can never match');
  });
});

it('says nothing about a value list that it has not read', async () => {
  const { create, outcomes } = await world();
  const list = { id: 'new list', type: 'ip' };
  await create({ ...onPort('1'), entries: [{ type: 'list', field: 'destination.ip', operator: 'included', list }] });
  expect(outcomes()).toMatchObject({ passed: 1, recorded: 0 });
});

describe('a space that refuses', () => {
  it('refuses with the attack, the item and the page where it can be overridden', async () => {
    const { create, outcomes } = await world({ policy: 'refuse' });
    const { status, message } = await create(onPort('8088'));
    expect(status).toBe(409);
    expect(message).toContain('"Port 8088" would hide an expected attack. T1571-2');
    expect(message).toContain('/app/detectionWorkbench/techniques/T1571/allowlist');
    const broken = (await create(onPort('http'))).message;
    expect(broken).toContain('"Port http" would stop a rule. NP-6: "Port http" makes every run fail');
    expect(broken).toContain('T1571-2');
    expect(outcomes()).toMatchObject({ refused: 2 });
  });

  it('does so on the route of a rule, where there is no request, and for updates and imports', async () => {
    const { create, lists } = await world({ policy: 'refuse', items: [] });
    expect((await create(onPort('8088'), { request: undefined })).status).toBe(409);
    const context: ExtensionContext = {
      exceptionListClient: { savedObjectsClient: { getCurrentNamespace: () => SPACE } },
    };
    expect((await create(onPort('4711'))).status).toBe(200);
    const { listId: _list, ...update } = { ...onPort('8088'), itemId: 'port-4711' };
    expect((await lists.call('exceptionsListPreUpdateItem', update, context)).status).toBe(409);
    const items = [
      new Error('unreadable'),
      {
        item_id: 'i',
        list_id: listIdOf('NP-6'),
        namespace_type: 'single',
        name: 'I',
        entries: onPort('8088').entries,
        os_types: [],
      },
    ] as ImportedExceptions['items'];
    expect((await lists.call('exceptionsListPreImport', { lists: [], items }, context)).status).toBe(409);
  });

  it('refuses what only a rule of others sees: a rule that catches an attack counts, whoever wrote it', async () => {
    const { create } = await world({ policy: 'refuse' });
    const { status, message } = await create(onPort('9001', 'theirs'));
    expect(status).toBe(409);
    expect(message).toContain('T1571-4 Ten sessions a minute apart to port 9001 on packet');
    expect(message).toContain('/app/detectionWorkbench/content/exceptions');
  });

  it('lets pass what another rule still sees, what only does nothing, and removals', async () => {
    const second = { ...theirRule, rule_id: 'second', id: 'so-second', exceptions_list: [] } as InstalledRule;
    const { create, lists, outcomes } = await world({
      policy: 'refuse',
      rules: [...installedRules(), theirRule, second],
    });
    expect(await create(onPort('9001', 'theirs'))).toEqual({ status: 200 });
    const unescaped = [{ type: 'wildcard', field: 'process.executable', operator: 'included', value: 'C:\\x\\*.exe' }];
    expect((await create({ ...onPort('1'), entries: unescaped })).status).toBe(200);
    const context: ExtensionContext = {
      exceptionListClient: { savedObjectsClient: { getCurrentNamespace: () => SPACE } },
    };
    expect((await lists.call('exceptionsListPreDeleteItem', { itemId: 'port-1' }, context)).status).toBe(200);
    expect(outcomes()).toMatchObject({ refused: 0 });
  });

  it('counts items that together with those already there take the last alert away', async () => {
    const [link] = theirRule.exceptions_list;
    const second = { ...theirRule, rule_id: 'second', exceptions_list: [{ ...link, list_id: 'other' }] };
    const { create } = await world({ policy: 'refuse', rules: [theirRule, second] as InstalledRule[] });
    expect((await create(onPort('9001', 'other'))).status).toBe(200);
    expect((await create({ ...onPort('9001', 'theirs'), itemId: 'last' })).status).toBe(409);
  });

  it('holds from the moment it is switched on', async () => {
    const { create, extensions } = await world();
    expect((await create(onPort('8088'))).status).toBe(200);
    extensions.doors.setPolicy(SPACE, 'refuse');
    expect((await create({ ...onPort('8088'), itemId: 'again' })).status).toBe(200);
    expect((await create({ ...onPort('http'), itemId: 'third' })).status).toBe(409);
  });
});

describe('the guard fails open', () => {
  it('not where nobody has been since the start: judged by the packs alone, and counted apart', async () => {
    const { create, extensions } = await world({ policy: 'refuse' }, false);
    expect((await create(onPort('8088'))).status).toBe(409);
    expect(extensions.doors.counts().cold).toBe(1);
    await settled();
    expect((await create({ ...onPort('8088'), itemId: 'next' })).status).toBe(409);
    expect(extensions.doors.counts().cold).toBe(1);
  });

  it('for a context that it does not know, and for lists that no rule uses', async () => {
    const { create, outcomes } = await world({ policy: 'refuse' });
    expect((await create(onPort('8088'), { exceptionListClient: undefined })).status).toBe(200);
    expect((await create(onPort('8088', 'nobodys'))).status).toBe(200);
    expect((await create({ ...onPort('8088'), entries: 'nonsense' })).status).toBe(200);
    expect(outcomes()).toMatchObject({ unknown: 3 });
  });

  it('when it throws', async () => {
    const { create, log, outcomes } = await world({ policy: 'refuse' });
    const broken = {
      get getCurrentNamespace(): () => string {
        throw new Error('gone');
      },
    };
    expect((await create(onPort('8088'), { exceptionListClient: { savedObjectsClient: broken } })).status).toBe(200);
    expect(outcomes()).toMatchObject({ failed: 1 });
    expect(log[0]).toContain('gone');
  });

  it('when the budget is used up', async () => {
    let at = 0;
    const { create, log, outcomes } = await world({ policy: 'refuse', ticks: () => (at += 60) });
    expect((await create(onPort('8088'))).status).toBe(200);
    expect(outcomes()).toMatchObject({ over_budget: 1 });
    expect(log[0]).toContain('longer than 50 ms');
  });

  it('when one item is so large that its check could not end in time', async () => {
    const { create, outcomes } = await world({ policy: 'refuse' });
    const port = { type: 'match', field: 'destination.port', operator: 'included', value: '8088' };
    const values = Array.from({ length: 4_000 }, (_, n) => `${n}`);
    const any = { ...port, type: 'match_any', value: values };
    const pattern = { ...port, field: 'process.name', type: 'wildcard', value: '*?'.repeat(15_000) };
    const kinds = [Array.from({ length: 1_001 }, () => port), [any, any, any], [pattern, pattern]];
    for (const large of kinds) expect((await create({ ...onPort('8088'), entries: large })).status).toBe(200);
    expect(outcomes()).toMatchObject({ over_budget: 3 });
  });

  describe('for an import of 10,000 items', () => {
    const items = Array.from({ length: 10_000 }, (_, n) => ({
      item_id: `i${n}`,
      list_id: listIdOf('NP-6'),
      namespace_type: 'single',
      name: `Item ${n}`,
      entries: [{ type: 'match', field: 'host.name', operator: 'included', value: `host-${n}` }],
    }));
    const importAll = (lists: ListsPlugin, more: ImportedExceptions['items'] = []) =>
      lists.call('exceptionsListPreImport', { lists: [], items: [...items, ...more] }, contextOf('eve', SPACE));

    it('that takes too long: it gives up after the budget, however much is left', async () => {
      let asked = 0;
      const { lists, outcomes, log } = await world({ policy: 'refuse', ticks: () => (asked += 1) });
      expect((await importAll(lists)).status).toBe(200);
      expect(outcomes()).toMatchObject({ over_budget: 1 });
      expect(asked).toBeLessThan(2 * 50);
      expect(log).toHaveLength(1);
    });

    it('but judges every one of them when there is time, and keeps no more than some of the harmful', async () => {
      const { lists, outcomes, history, recorded } = await world();
      const harmful = Array.from({ length: 200 }, (_, n) => ({
        ...items[0],
        item_id: `h${n}`,
        entries: onPort('8088').entries,
      }));
      expect((await importAll(lists, harmful as ImportedExceptions['items'])).status).toBe(200);
      expect(outcomes()).toMatchObject({ recorded: 1 });
      await settled();
      await settled();
      const [entry] = await history();
      expect((entry as { summary: string }).summary).toMatch(/and 197 more, among 10200 written together$/);
      expect(await recorded()).toHaveLength(50);
    });
  });

  it('when the policy cannot be read in time: then everything is let through', async () => {
    const silent = { get: () => new Promise(() => undefined) } as unknown as DocumentStore;
    const { create } = await world({ policy: 'refuse', serverDocuments: silent });
    expect((await create(onPort('8088'))).status).toBe(200);
  });

  it('when the rules may not be read: what is known stays', async () => {
    const { create, extensions } = await world({ policy: 'refuse', forbidden: true });
    expect((await create(onPort('8088'))).status).toBe(409);
    expect(extensions.doors.counts()).toMatchObject({ outcomes: { refused: 1 }, cold: 1 });
  });
});

describe('writes of the workbench', () => {
  it('are judged once: not again when Kibana hands them back', async () => {
    const { extensions, stack, create, outcomes } = await world({ policy: 'refuse' });
    let answer: { status: number } | undefined;
    stack.exceptions.create = async (item) => {
      answer = await create(onPort('8088'));
      return item as never;
    };
    await extensions.around(stack).exceptions.create({ item_id: 'port-8088' } as ExceptionItem);
    expect(answer?.status).toBe(200);
    expect(outcomes()).toMatchObject({ own: 1 });
    expect((await create(onPort('8088'))).status).toBe(409);
  });
});
