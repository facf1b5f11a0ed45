/** The guard on the shipped packs: content.md 4.3 (what careless versions cost) and 5.2 (what every test raises). */
import { bundledPacks } from '../../test/support/packs';
import { guardContent } from '../../server/services/guard/guard_input';
import { fillTemplate, itemsOf, type AllowlistEntry, type ExceptionItem, type TemplateCondition } from '../allowlist';
import { render } from '../rules';
import { brokenRules, isBlinding, judge, type GuardState, type JudgeInput } from '.';
import { guardRuleOfEffective, running } from './change';

const { packs } = bundledPacks();
const templates = packs.flatMap((pack) => pack.allowlist);
const careless = packs.flatMap((pack) => pack.careless);
const rules = packs.flatMap((pack) => pack.rules).map((rule) => guardRuleOfEffective(render(rule)));
const content = guardContent(packs);
const now = Date.parse('2026-11-23T00:00:00.000Z');

function entry(id: string, covered: readonly string[], conditions: AllowlistEntry['conditions']): AllowlistEntry {
  return { id, name: id, rules: [...covered], conditions, osTypes: [], reason: 'because', owner: 'soc', enabled: true };
}

function stateWith(entries: readonly AllowlistEntry[]): GuardState {
  const items = new Map<string, ExceptionItem[]>();
  for (const one of entries) {
    itemsOf(one).forEach((item, at) => {
      const rule = one.rules[at] as string;
      items.set(rule, [...(items.get(rule) ?? []), item]);
    });
  }
  return { rules, items };
}

function judged(entries: readonly AllowlistEntry[], more: Partial<JudgeInput> = {}) {
  return judge({ after: stateWith(entries), ...content, now, ...more });
}

function fill(entries: readonly TemplateCondition[]): AllowlistEntry['conditions'] {
  return fillTemplate(entries, {});
}

describe('the shipped rules without an allowlist', () => {
  const judgement = judged([]);

  it('catch all eight published tests', () => {
    const verdicts = judgement.expectations.map(({ expectation, verdict }) => [expectation, verdict]);
    expect(verdicts).toHaveLength(8);
    expect(verdicts.filter(([, verdict]) => verdict !== 'caught')).toEqual([]);
  });

  it('alert exactly as often as the packs declare, on every data source', () => {
    const wrong = judgement.cells.filter((cell) => cell.matches !== cell.expected);
    expect(wrong).toEqual([]);
  });

  it('are covered by the tests, but for the three that no test exercises', () => {
    const uncovered = judgement.rules.filter(({ coverage }) => coverage === 'uncovered').map(({ rule }) => rule);
    expect(uncovered.sort()).toEqual(['CP-2', 'NP-2', 'NP-5']);
  });

  it('pass every regression recording', () => {
    const failing = judgement.rules.flatMap(({ rule, regressions }) =>
      regressions.filter(({ holds }) => !holds).map(({ regression }) => `${rule} ${regression}`),
    );
    expect(failing).toEqual([]);
  });

  it('are not made worse by nothing', () => {
    expect(judgement.worse).toEqual([]);
    expect(isBlinding(judgement)).toBe(false);
  });
});

describe('a rule at rest', () => {
  const resting = (id: string, why: 'disabled' | 'not_installed') =>
    rules.map((rule) => (rule.id === id ? { ...rule, resting: why } : rule));
  const blindOf = (after: GuardState) =>
    judge({ after, before: { rules }, ...content, now }).expectations.filter(({ verdict }) => verdict === 'blinded');

  it('catches nothing: a test that only a disabled rule sees is blinded, with the rule named', () => {
    const judgement = judge({ after: { rules: resting('NP-6', 'disabled') }, before: { rules }, ...content, now });
    expect(judgement.expectations.find(({ expectation }) => expectation === 'T1571-2')?.verdict).toBe('blinded');
    const row = judgement.worse.find(({ expectation }) => expectation === 'T1571-2');
    expect(row).toMatchObject({ lost: ['NP-6'], reasons: [{ code: 'rule_disabled', text: 'NP-6 is disabled' }] });
    expect(isBlinding(judgement)).toBe(true);
  });

  it('stays covered: that it is switched off says nothing about its tests', () => {
    const judgement = judge({ after: { rules: resting('NP-6', 'disabled') }, ...content, now });
    expect(judgement.rules.find(({ rule }) => rule === 'NP-6')).toMatchObject({ coverage: 'covered' });
    expect(judgement.rules.find(({ rule }) => rule === 'NP-6')?.regressions.every(({ holds }) => holds)).toBe(true);
  });

  it('counts again once it runs', () => {
    const state = resting('NP-6', 'not_installed');
    expect(blindOf({ rules: state }).map(({ expectation }) => expectation)).toEqual(['T1571-2']);
    expect(blindOf({ rules: running(state, ['NP-1']) })).toHaveLength(1);
    expect(blindOf({ rules: running(state, ['NP-6']) })).toEqual([]);
    expect(running(state)).toEqual(rules);
  });
});

describe('careless exceptions', () => {
  it.each(careless.map((example) => [example.title, example] as const))(
    '"%s" costs what the pack says',
    (_title, example) => {
      const judgement = judged([entry('careless', example.rules, fill(example.entries))]);
      const effects = judgement.expectations
        .filter(({ verdict }) => verdict !== 'caught')
        .map(({ expectation, verdict, lost }) => ({
          test: expectation,
          verdict: verdict === 'blinded' ? 'blind' : verdict,
          lost: [...lost].sort(),
        }));
      const declared = example.effects.map((effect) => ({
        test: effect.test,
        verdict: effect.verdict,
        lost: [...effect.loses].sort(),
      }));
      expect(effects).toEqual(declared);
      if (declared.some(({ verdict }) => verdict === 'blind')) expect(isBlinding(judgement)).toBe(true);
    },
  );

  it('are explained by the item and the events it hides', () => {
    const judgement = judged([
      entry(
        'any certutil',
        ['CP-1', 'CP-3'],
        [{ type: 'match', field: 'process.name', operator: 'included', value: 'certutil.exe' }],
      ),
    ]);
    const row = judgement.worse.find(({ expectation, source }) => expectation === 'T1043-2' && source === 'defend');
    expect(row).toMatchObject({ verdict: 'blinded', before: 'caught', lost: ['CP-1', 'CP-3'], caughtBy: [] });
    expect(row?.reasons.map(({ code, itemName }) => [code, itemName])).toEqual([
      ['hidden_by_item', 'any certutil'],
      ['hidden_by_item', 'any certutil'],
    ]);
  });
});

describe('the fourteen templates, filled with their examples', () => {
  const entries = templates.map((template) => {
    const values = Object.fromEntries(template.placeholders.map(({ name, example }) => [name, example]));
    return entry(template.id, template.rules, fillTemplate(template.entries, values));
  });

  it('change no verdict, all active at once', () => {
    const judgement = judged(entries);
    expect(judgement.worse).toEqual([]);
    expect(judgement.cells.filter(({ matches, matchesBefore }) => matches !== matchesBefore)).toEqual([]);
  });
});

describe('a changed rule', () => {
  const before: GuardState = { rules };

  function changed(id: string, from: string, to: string) {
    const after = {
      rules: rules.map((rule) => (rule.id === id ? { ...rule, query: (rule.query ?? '').replace(from, to) } : rule)),
    };
    return judge({ after, before, ...content, now });
  }

  it('that no longer matches names the clause', () => {
    const judgement = changed('NP-4', '3389', '33890');
    const row = judgement.worse.find(({ expectation }) => expectation === 'T1571-3');
    expect(row?.verdict).toBe('blinded');
    expect(isBlinding(judgement)).toBe(true);
    expect(row?.reasons[0]).toMatchObject({ code: 'clause_no_longer_matches' });
    expect(row?.reasons[0]?.clause).toContain('33890');
  });

  it('that Elasticsearch refuses cannot be judged, which is not safe', () => {
    const judgement = changed('NP-4', 'registry where', 'registry wheer');
    const row = judgement.rows.find(({ expectation, source }) => expectation === 'T1571-3' && source === 'defend');
    expect(row?.verdict).toBe('unknown');
    expect(isBlinding(judgement)).toBe(true);
    expect(judgement.rules.find(({ rule }) => rule === 'NP-4')).toMatchObject({ coverage: 'unknown' });
  });

  it('that is gone blinds its test', () => {
    const judgement = judge({ after: { rules: rules.filter(({ id }) => id !== 'NP-4') }, before, ...content, now });
    expect(judgement.expectations.find(({ expectation }) => expectation === 'T1571-3')).toMatchObject({
      verdict: 'blinded',
      lost: ['NP-4'],
    });
    expect(isBlinding(judgement)).toBe(true);
  });
});

describe('items that break a rule', () => {
  it('are reported for rules that no test exercises, too', () => {
    const judgement = judged([
      entry(
        'port http',
        ['NP-2', 'NP-1'],
        [{ type: 'match', field: 'destination.port', operator: 'included', value: 'http' }],
      ),
    ]);
    expect(brokenRules(judgement).map(({ rule, exceptions }) => [rule, exceptions])).toEqual([
      ['NP-1', 'fails'],
      ['NP-2', 'fails'],
    ]);
    expect(judgement.worse.some(({ reasons }) => reasons.some(({ code }) => code === 'item_fails_rule'))).toBe(true);
  });
});

describe('other rules of the space', () => {
  it('count as coverage whoever wrote them, and say why they cannot be judged', () => {
    const own = {
      id: 'own',
      name: 'Own KQL rule',
      type: 'query',
      language: 'kuery',
      index: ['logs-*', 'winlogbeat-*'],
      query: 'destination.port : 9001 and process.name : powershell.exe',
    };
    const lucene = { ...own, id: 'lucene', language: 'lucene', query: 'destination.port:9001' };
    const threshold = { ...own, id: 'threshold', type: 'threshold' };
    const judgement = judge({ after: { rules: [own, lucene, threshold] }, ...content, now });
    const cells = judgement.cells
      .filter(({ rule }) => rule === 'own')
      .map(({ expectation, verdict }) => [expectation, verdict]);
    expect(new Set(cells.map(String))).toEqual(new Set(['T1571-4,caught']));
    expect(judgement.rules.map(({ rule, coverage }) => [rule, coverage])).toEqual([
      ['own', 'covered'],
      ['lucene', 'unknown'],
      ['threshold', 'unknown'],
    ]);
  });
});
