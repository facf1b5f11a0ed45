/** Laws of the check at the door, over random items, the recorded attacks of the packs and every rule of theirs. */
import fc from 'fast-check';
import type { ExceptionItem, ItemEntry } from '../../common/allowlist';
import { valuesOf } from '../../common/allowlist/values';
import { brokenRules, judge, type Judgement } from '../../common/expectations';
import { bundledPacks } from '../../test/support/packs';
import { Catalog } from '../services/catalog';
import { Budget } from './budget';
import { checkItems } from './item_check';
import { ListedItems } from './listed_items';
import { coldSnapshot, type SpaceSnapshot } from './space_snapshot';

// Reading and replaying the packs.
jest.setTimeout(60_000);

const now = Date.parse('2026-11-23T00:00:00.000Z');
const patient = () => new Budget(() => 0);
const FIELDS = [
  'process.name',
  'process.executable',
  'host.name',
  'destination.ip',
  'destination.port',
  'no.such.field',
];

let snapshot: SpaceSnapshot;
let listIds: string[];
let item: fc.Arbitrary<ExceptionItem>;

beforeAll(async () => {
  snapshot = await coldSnapshot(new Catalog({ packs: bundledPacks().packs, reports: [] }), now, undefined);
  listIds = snapshot.rules.flatMap(({ links }) => links.map(({ list_id }) => list_id));
  item = items();
});

/** Values that occur, so that items hit something, and some that do not, or do not fit their field. */
function items(): fc.Arbitrary<ExceptionItem> {
  const events = snapshot.content.recordings.flatMap((recording) => recording.events);
  const operator = fc.constantFrom('included' as const, 'included' as const, 'excluded' as const);
  const entry = fc.constantFrom(...FIELDS).chain((field): fc.Arbitrary<ItemEntry> => {
    const known = [...new Set(events.flatMap(({ _source }) => valuesOf(_source, field).map(String)))].slice(0, 40);
    const value = fc.constantFrom(...known, 'other', '203.0.113.0/24');
    return fc.oneof(
      fc.record({ type: fc.constant('match' as const), field: fc.constant(field), operator, value }),
      fc.record({ type: fc.constant('exists' as const), field: fc.constant(field), operator }),
    );
  });
  return fc.record({
    item_id: fc.uuid(),
    list_id: fc.constantFrom(...listIds),
    namespace_type: fc.constant('single' as const),
    type: fc.constant('simple' as const),
    name: fc.constant('Item'),
    description: fc.constant(''),
    entries: fc.array(entry, { minLength: 1, maxLength: 3 }),
    os_types: fc.constantFrom([], ['windows' as const]),
    tags: fc.constant([]),
    comments: fc.constant([]),
  });
}

/** The whole judgement, without any of the door's shortcuts. */
function judged(before: readonly ExceptionItem[], after: readonly ExceptionItem[]): Judgement {
  const state = (all: readonly ExceptionItem[]) => ({
    rules: snapshot.rules.map(({ rule }) => rule),
    items: new Map(snapshot.rules.map(({ rule, links }) => [rule.id, new ListedItems(all).of(links)])),
  });
  return judge({ before: state(before), after: state(after), ...snapshot.content, regressions: [], now });
}

const check = (written: readonly ExceptionItem[], stored: readonly ExceptionItem[]) =>
  checkItems(written, { ...snapshot, items: new ListedItems(stored) }, patient(), now);

it('what passes, or has no effect, leaves no attack without an alert that had one, and breaks no rule', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 2 }), fc.array(item, { maxLength: 2 }), (written, stored) => {
      const { verdict } = check(written, stored);
      fc.pre(verdict === 'passes' || verdict === 'ineffective');
      const judgement = judged(stored, [...stored, ...written]);
      expect(judgement.expectations.filter((one) => one.verdict === 'blinded' && one.before !== 'blinded')).toEqual([]);
      expect(judgement.worse.filter((row) => row.verdict === 'blinded' && !row.buildingBlockOnly)).toEqual([]);
      expect(brokenRules(judgement)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('what is called blinding leaves an attack without an alert, and each sentence of evidence is true', () => {
  fc.assert(
    fc.property(item, fc.array(item, { maxLength: 1 }), (written, stored) => {
      const { verdict, evidence } = check([written], stored);
      fc.pre(verdict === 'blinding');
      const lost = judged(stored, [...stored, written]).worse.filter((row) => row.verdict === 'blinded');
      expect(lost.length).toBeGreaterThan(0);
      for (const sentence of evidence)
        expect(
          lost.some((row) => sentence.startsWith(`${row.expectation} `) && sentence.includes(` on ${row.source}`)),
        ).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('what breaks a rule is called so, whatever else it does', () => {
  fc.assert(
    fc.property(item, (written) => {
      const isBroken = brokenRules(judged([], [written])).length > 0;
      expect(check([written], []).verdict === 'breaks_rule').toBe(isBroken);
    }),
    { numRuns: 60 },
  );
});
