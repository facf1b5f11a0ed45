/** The guard's input from content and from the space. Pure. */
import type { GuardExpectation, GuardRecording, GuardRule, RegressionRecording } from '../../../common/expectations';
import type { Expectation, Pack } from '../../../common/packs';
import type { InstalledRule } from '../../stack/rules';

/** @param id how the caller calls the rule: its key, or its `rule_id` when it is not one of ours */
export function guardRuleOfInstalled(id: string, rule: InstalledRule): GuardRule {
  return {
    id,
    name: rule.name,
    type: rule.type,
    language: rule.language,
    query: rule.query,
    index: rule.index,
    filters: rule.filters,
    building_block_type: rule.building_block_type,
    timestamp_field: rule.timestamp_field,
    timestamp_override: rule.timestamp_override,
    event_category_override: rule.event_category_override,
    tiebreaker_field: rule.tiebreaker_field,
    ...(rule.enabled ? {} : { resting: 'disabled' }),
  };
}

export function guardExpectation(expectation: Expectation): GuardExpectation {
  const mustNotFire = expectation.must_not_fire.map(({ rule }) => rule);
  return {
    id: expectation.id,
    name: expectation.title,
    outcomes: expectation.sources.map((source) => ({
      source: source.source,
      mustFire: source.must_fire.map(({ rule, matches }) => ({ rule, min: matches })),
      mustNotFire,
      ...(source.state === 'not_visible' ? { notVisible: source.reason ?? 'The data source cannot show it' } : {}),
    })),
  };
}

/** The recordings that expectations name, one per expectation and data source. */
export function guardRecordings(pack: Pack): GuardRecording[] {
  const byPath = new Map(pack.recordings.map((recording) => [recording.path, recording]));
  return pack.expectations.flatMap((expectation) =>
    expectation.sources.flatMap((source): GuardRecording[] => {
      const recording = source.recording === undefined ? undefined : byPath.get(source.recording);
      if (!recording) return [];
      return [
        {
          id: `${expectation.id}.${source.source}`,
          expectation: expectation.id,
          source: source.source,
          events: recording.events,
        },
      ];
    }),
  );
}

export function regressionRecordings(pack: Pack): RegressionRecording[] {
  return pack.regressions.map((sample) => ({
    id: sample.id,
    rule: sample.rule,
    kind: sample.fires.some(({ rule }) => rule === sample.rule) ? 'positive' : 'negative',
    events: sample.events,
  }));
}

export interface GuardContent {
  expectations: GuardExpectation[];
  recordings: GuardRecording[];
  regressions: RegressionRecording[];
}

const contentOfPack = new WeakMap<Pack, GuardContent>();

/** The guard's part of a pack. Kept per loaded pack: recordings never change while they are loaded. */
export function guardContent(packs: readonly Pack[]): GuardContent {
  const parts = packs.map((pack) => {
    const known = contentOfPack.get(pack);
    if (known) return known;
    const content = {
      expectations: pack.expectations.map(guardExpectation),
      recordings: guardRecordings(pack),
      regressions: regressionRecordings(pack),
    };
    contentOfPack.set(pack, content);
    return content;
  });
  return {
    expectations: parts.flatMap((part) => part.expectations),
    recordings: parts.flatMap((part) => part.recordings),
    regressions: parts.flatMap((part) => part.regressions),
  };
}

/** Data source id -> its name for people. */
export function sourceLabels(packs: readonly Pack[]): Record<string, string> {
  return Object.fromEntries(
    packs.flatMap(({ manifest }) => manifest.data_sources.map(({ id, label }): [string, string] => [id, label])),
  );
}
