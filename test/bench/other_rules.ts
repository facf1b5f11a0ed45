/** The page "Other rules" with many of them: what the server does for one answer, stack included. */
import { createServices, Catalog } from '../../server/services';
import type { RuleBody } from '../../server/stack/rules';
import { EmbeddedStack } from '../../standalone/stack';
import { createLogger } from '../../standalone/host/logger';
import { bundledPacks } from '../support/packs';
import { rule } from '../contract/fixtures';
import { variedQueries } from './rule_queries';
import { milliseconds, processorTime, type Figure } from './table';

const RULES = 2_000;
/** Every tenth rule shares one list, every tenth has its own. */
const ITEMS_OF_SHARED_LIST = 100;

const logger = createLogger({ level: 'error', write: (line) => console.error(line) }, 'bench');

const item = (list: string, at: number) => ({
  item_id: `${list}-${at}`,
  list_id: list,
  namespace_type: 'single' as const,
  type: 'simple' as const,
  name: `${list} ${at}`,
  description: '',
  entries: [
    { type: 'match' as const, field: 'process.name', operator: 'included' as const, value: `known-${at}.exe` },
    {
      type: 'wildcard' as const,
      field: 'process.executable',
      operator: 'included' as const,
      value: 'C:\\\\Known\\\\*',
    },
  ],
  os_types: [],
  tags: [],
  comments: [],
});

const link = (list: string) => ({ id: list, list_id: list, type: 'detection', namespace_type: 'single' as const });

async function fill(embedded: EmbeddedStack, queries: readonly string[]): Promise<void> {
  const { rules, exceptions } = embedded.stackOf('bench');
  const ensure = (list: string) => exceptions.ensureList({ list_id: list, name: list, description: '', tags: [] });
  await ensure('shared');
  for (let at = 0; at < ITEMS_OF_SHARED_LIST; at += 1) await exceptions.create(item('shared', at));
  const bodies: RuleBody[] = [];
  for (const [at, query] of queries.entries()) {
    const own = `own-${at}`;
    if (at % 10 === 1) {
      await ensure(own);
      await exceptions.create(item(own, 0));
    }
    const exceptions_list = at % 10 === 0 ? [link('shared')] : at % 10 === 1 ? [link(own)] : [];
    bodies.push(rule({ rule_id: `other-${at}`, name: `Other ${at}`, index: ['logs-*'], query, exceptions_list }));
  }
  await rules.upsert(bodies);
}

export const otherRulesFigures = async (): Promise<Figure[]> => {
  const embedded = EmbeddedStack.open({ userName: () => 'bench', log: logger });
  try {
    const queries = variedQueries(RULES);
    await fill(embedded, queries);
    const { packs, reports } = bundledPacks();
    const recordings = packs.flatMap((pack) => pack.recordings.flatMap(({ events }) => events));
    const lines = recordings.map((event) => JSON.stringify(event));
    const parse = milliseconds(() => lines.forEach((line) => JSON.parse(line)));
    const ask = (testId?: string) =>
      createServices({
        stack: embedded.stackOf('bench'),
        catalog: new Catalog({ packs, reports }),
        clock: Date.now,
        logger,
        tier: 'view',
        pluginVersion: 'bench',
      }).otherRules.list(testId);
    let caught = 0;
    const start = performance.now();
    const coldProcessor = await processorTime(() => ask('T1571-4'));
    const cold = performance.now() - start;
    const all = await processorTime(async () => {
      caught = (await ask()).rules.filter(({ catches }) => catches.length > 0).length;
    });
    const again = await processorTime(() => ask());
    return [
      {
        what: `one recorded attack against ${RULES.toLocaleString('en')} rules, first time`,
        goal: 2_000,
        measured: cold,
        unit: 'ms',
        note: `by the clock; ${coldProcessor.toFixed(0)} ms of processor time, collection of garbage beside it included`,
      },
      {
        what: `all recorded attacks against ${RULES.toLocaleString('en')} rules`,
        goal: undefined,
        measured: all,
        unit: 'ms',
        note: `${lines.length} events, parsing them ${parse.toFixed(1)} ms; ${caught} rules catch something`,
      },
      { what: 'the same again', goal: undefined, measured: again, unit: 'ms' },
    ];
  } finally {
    await embedded.stop();
  }
};
