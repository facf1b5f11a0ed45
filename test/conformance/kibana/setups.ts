/** The set-up of each scenario that needs one. Numbers are those of the exchanges before which something happens. */
import type { RuleRecord } from '../../doubles/kibana/rules/rule_table';
import { ALERT_SETUPS } from './alert_setups';
import { isItem, isRule, type Setup, type Stage } from './stage';

type Updated = { attributes: { results: { updated: RuleRecord[] } } };

/** The rules of the scenario `alerts/run` were there from then on, switched off again. */
function rulesOfTheRun(stage: Stage): void {
  const seen = new Map(stage.objects<RuleRecord>(isRule).map((rule) => [rule.rule_id, rule]));
  for (let at = 2; at <= 16; at += 1) {
    const rule = stage.answer<RuleRecord>(at, 'alerts/run');
    stage.rule(seen.get(rule.rule_id) ?? { ...rule, enabled: false });
  }
}

const LETTERS = 'ABCDEFGHIJKL';

function rulesToFind(stage: Stage): void {
  const seen = stage.objects<RuleRecord>(isRule);
  const pattern = seen.find(({ rule_id }) => rule_id === 'rec-find-3') as RuleRecord;
  for (const [at, letter] of [...LETTERS].entries()) {
    const id = `rec-find-${at}`;
    const made = {
      id: stage.double.state.newId(),
      rule_id: id,
      name: `Find ${letter}`,
      tags: ['Plugin: Rec', at % 2 === 0 ? 'even' : 'odd'],
      risk_score: at * 5,
    };
    stage.rule(seen.find(({ rule_id }) => rule_id === id) ?? { ...pattern, ...made });
  }
}

const NEW = { enabled: false, revision: 0, version: 1, tags: ['t0'] };

function rulesForBulkActions(stage: Stage): void {
  const first = stage.answer<Updated>(1).attributes.results.updated[0] as RuleRecord;
  const second = stage.answer<Updated>(3).attributes.results.updated.find(({ rule_id }) => rule_id === 'rec-b2');
  const third = stage.answer<Updated>(25).attributes.results.updated[0] as RuleRecord;
  stage.rule(first, NEW);
  stage.rule(second, NEW);
  stage.rule(third, { ...NEW, updated_at: third.created_at });
  const { index: _index, ...esql } = third as RuleRecord & { index?: unknown };
  stage.rule(esql, {
    ...NEW,
    updated_at: String(esql['created_at']),
    ...{ id: '2c5d56e1-3308-4a0f-ba35-8101f395d5f6', rule_id: 'rec-b4', name: 'Rec rec-b4' },
    ...{ type: 'esql', language: 'esql' },
  });
}

const DEFAULT_VIEW = '6626f541-5b6b-43d1-97d0-7ccf62423dca';

export const SETUPS: Readonly<Record<string, Setup>> = {
  ...ALERT_SETUPS,

  'platform/headers-and-protocol': { 0: rulesOfTheRun },

  'rules/create-failures': {
    // What the example before had made was removed.
    10: (stage) => stage.send('DELETE', '/api/detection_engine/rules?rule_id=rec-x').then(() => undefined),
  },

  'rules/find': {
    0: (stage) => {
      rulesOfTheRun(stage);
      rulesToFind(stage);
    },
  },

  'rules/update': {
    14: (stage) => ran(stage, 14),
    // Three writers at once.
    31: async (stage) => {
      const whole = await stage.send('GET', '/api/detection_engine/rules?rule_id=rec-u');
      const { description, risk_score, severity, enabled, interval, from, type, language, index, query } =
        whole as RuleRecord & Record<string, unknown>;
      const path = '/api/detection_engine/rules';
      await stage.send('PATCH', path, { rule_id: 'rec-u', name: 'Writer A' });
      await stage.send('PATCH', path, { rule_id: 'rec-u', name: 'Writer B' });
      const body = { description, risk_score, severity, enabled, interval, from, type, language, index, query };
      await stage.send('PUT', path, { rule_id: 'rec-u', ...body, name: 'Writer C' });
    },
    32: (stage) => ran(stage, 32),
  },

  'rules/bulk-action': {
    0: rulesForBulkActions,
    // "Every rule of the space": those of the run, these four and the two copies.
    28: (stage) => stage.otherRules(15),
  },

  'rules/import-export': {
    0: (stage) => {
      rulesOfTheRun(stage);
      stage.forgetLinks();
    },
    26: (stage) => listsOfTheRun(stage),
  },

  'exceptions/lists': {
    20: (stage) => {
      const [endpoint, other] = stage.answer<{ data: unknown[] }>(21).data;
      stage.list(endpoint);
      stage.list(other, { name: 'zzz' });
      stage.otherLists(2);
    },
  },

  'exceptions/items': {
    0: (stage) => {
      for (const list_id of ['rec-l', 'rec-l2']) {
        stage.list(listLike(stage), { id: stage.double.state.newId(), list_id });
      }
    },
  },

  'exceptions/transfer': {
    0: (stage) => {
      const [list, ...items] = stage.lines(0);
      stage.list(list);
      for (const item of items.filter(isItem)) stage.item(item);
    },
    14: (stage) => {
      const rule = stage.answer<RuleRecord>(15);
      const shared = rule.exceptions_list.filter(({ type }) => type === 'detection');
      stage.rule(rule, { revision: 0, exceptions_list: shared, updated_at: rule.created_at });
    },
  },

  'exceptions/value-lists': {
    0: (stage) => {
      stage.double.state.valueLists.in('rec').ready = true;
      stage.valueList(stage.answer<{ data: unknown[] }>(11).data[0]);
    },
    36: (stage) => addReference(stage, 36),
    38: (stage) => addReference(stage, 38),
  },

  'saved-objects/import-export': {
    // The retry of exchange 20, which is not replayed, set the title back.
    21: (stage) => {
      const { saved_objects } = stage.answer<{ saved_objects: Array<{ type: string; id: string }> }>(26);
      stage.savedObject(saved_objects[1] as { type: string; id: string });
    },
    23: (stage) => {
      for (const id of ['fleet-managed-rec', 'security-solution-rec']) {
        const tag = stage.lines(23).find((one) => one['id'] === id) as { type: string; id: string };
        stage.savedObject(tag);
      }
    },
    24: rulesOfTheRun,
  },

  'saved-objects/data-views': {
    0: (stage) => {
      const title = '.kibana-event-log-*';
      stage.savedObject({ type: 'index-pattern', id: 'kibana-event-log-data-view', attributes: { title } });
      stage.savedObject({ type: 'index-pattern', id: DEFAULT_VIEW, attributes: { title: '' } });
    },
  },
};

/** A run of the rule ended in between. */
function ran(stage: Stage, at: number): void {
  const { id, execution_summary } = stage.answer<RuleRecord>(at);
  const { rules } = stage.double.state;
  const rule = rules.all('rec').find((one) => one.rule_id === 'rec-u');
  if (rule) rules.put('rec', { ...rule, execution_summary });
  else throw new Error(`The rule ${id} is not there`);
}

function listLike(stage: Stage): unknown {
  return stage.answer(0, 'exceptions/lists');
}

function listsOfTheRun(stage: Stage): void {
  const lines = stage.lines(26);
  for (const line of lines) {
    if (line['list_id'] === 'rec-il') continue;
    if (isItem(line)) stage.item(line);
    else if ('immutable' in line && 'list_id' in line) stage.list(line);
  }
  for (const rule of lines.filter(isRule)) if (String(rule['rule_id']).startsWith('rec-a-')) stage.rule(rule);
}

interface InUse {
  message: { error: { references: Array<{ exception_item: unknown; exception_list: unknown }> } };
}

function addReference(stage: Stage, at: number): void {
  for (const { exception_item, exception_list } of stage.answer<InUse>(at).message.error.references) {
    stage.list(exception_list);
    stage.item(exception_item);
  }
}
