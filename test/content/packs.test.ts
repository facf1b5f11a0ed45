/** Statements about all packs that need no engine: they load, refer to what exists, and say what they must say. */
import { TACTICS } from '../../common/rules';
import { packsUnderTest } from '../support/packs';

const { packs, reports } = packsUnderTest();
const rules = packs.flatMap((pack) => pack.rules);
const byPack = packs.map((pack) => [pack.id, pack] as const);
const byRule = rules.map((rule) => [rule.id, rule] as const);

describe('every pack', () => {
  it('loads without an error or a warning', () => {
    expect(reports.map(({ id, status, errors, warnings }) => ({ id, status, errors, warnings }))).toEqual(
      reports.map(({ id, origin }) => ({
        id,
        status: 'loaded',
        errors: [],
        warnings: origin === 'bundled' ? [] : [expect.objectContaining({ code: 'lock_missing' })],
      })),
    );
  });

  it.each(byPack)('%s lists only rules that say so themselves', (_id, pack) => {
    for (const { rule: id, pack: home } of pack.manifest.listed_rules) {
      const rule = rules.find((candidate) => candidate.id === id);
      expect(rule).toMatchObject({ pack: home });
      expect(rule?.listed_by).toContain(pack.manifest.technique.id);
    }
  });

  it.each(byPack)('%s is deprecated only with live techniques that its rules really carry', (_id, pack) => {
    const { deprecated } = pack.manifest.technique;
    if (!deprecated) return;
    const carried = packs
      .flatMap((other) => other.rules)
      .flatMap((rule) => rule.attack.v18.flatMap((entry) => entry.techniques));
    for (const live of deprecated.live) expect(carried.map((id) => id.slice(0, 5))).toContain(live);
    const own = pack.rules
      .flatMap((rule) => [...rule.attack.v18, ...rule.attack.v19])
      .flatMap((entry) => entry.techniques);
    expect(own).not.toContain(pack.manifest.technique.id);
  });

  it.each(byPack)('%s has an expectation for every published test', (_id, pack) => {
    const numbers = (pack.published?.tests ?? []).map((test) => test.number);
    expect(pack.expectations.flatMap((expectation) => expectation.published_test ?? []).sort()).toEqual(numbers);
  });

  it.each(byPack)(
    '%s answers every published false positive with a template, or explains the rule that needs none',
    (_id, pack) => {
      const answered = pack.allowlist.flatMap(({ answers }) =>
        answers === 'own' ? [] : answers.published_false_positive,
      );
      for (const { number } of pack.published?.false_positives ?? []) expect(answered).toContain(number);
    },
  );

  it.each(byPack)('%s names every data source that one of its rules reads', (_id, pack) => {
    const known = new Set(pack.manifest.data_sources.map((source) => source.id));
    const read = pack.rules.flatMap((rule) => rule.sources.map((entry) => entry.source));
    expect(read.filter((source) => !known.has(source))).toEqual([]);
  });

  it.each(byPack)('%s points every link at a place that can exist', (_id, pack) => {
    const links = [
      pack.manifest.technique.link,
      ...pack.rules.flatMap((rule) => rule.references),
      pack.published?.source.link ?? [],
    ].flat();
    for (const link of links) {
      const { protocol, pathname, hostname } = new URL(link);
      expect(protocol).toBe('https:');
      if (hostname === 'attack.mitre.org')
        expect(pathname).toMatch(/^\/(techniques\/T\d{4}(\/\d{3})?|tactics\/TA\d{4})\/$/);
    }
  });
});

describe('every rule', () => {
  it.each(byRule)('%s maps to tactics that its ATT&CK release has', (_id, rule) => {
    for (const release of ['v18', 'v19'] as const) {
      for (const { tactic } of rule.attack[release]) expect(Object.keys(TACTICS[release])).toContain(tactic);
    }
  });

  it.each(byRule)('%s has the same techniques in both ATT&CK releases', (_id, rule) => {
    const techniques = (release: 'v18' | 'v19') =>
      [...new Set(rule.attack[release].flatMap((entry) => entry.techniques))].sort();
    expect(techniques('v18')).toEqual(techniques('v19'));
  });

  it.each(byRule)('%s is a building block exactly when its risk is low', (_id, rule) => {
    expect(rule.building_block).toBe(rule.severity === 'low');
  });

  it.each(byRule)('%s explains which way each of its own knobs is looser or tighter', (_id, rule) => {
    const silent = rule.knobs.filter((knob) => knob.looser === undefined && knob.tighter === undefined);
    expect(silent.map((knob) => knob.id)).toEqual([]);
  });

  it.each(byRule)('%s gives reasons for values of its defaults, and candidates that are none', (_id, rule) => {
    for (const knob of rule.knobs) {
      const values: unknown[] = Array.isArray(knob.default) ? knob.default : [knob.default];
      expect((knob.reasons ?? []).flatMap((entry) => entry.values).filter((value) => !values.includes(value))).toEqual(
        [],
      );
      expect(
        (knob.candidates ?? []).flatMap((entry) => entry.values).filter((value) => values.includes(value)),
      ).toEqual([]);
    }
  });

  it.each(byRule)('%s mirrors only lists that agree by default', (_id, rule) => {
    for (const knob of rule.knobs) {
      if (!knob.mirrors) continue;
      const { rule: id, knob: name } = knob.mirrors;
      const other = rules.find((candidate) => candidate.id === id)?.knobs.find((candidate) => candidate.id === name);
      expect(other?.default).toEqual(knob.default);
    }
  });
});
