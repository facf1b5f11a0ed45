/** Laws of exceptions and of the guard, over random items and the recorded events of the packs. */
import fc from 'fast-check';
import { guardContent } from '../../server/services/guard/guard_input';
import { bundledPacks } from '../../test/support/packs';
import {
  compileItem,
  compileItems,
  covers,
  fieldSchema,
  toQueryDsl,
  type ExceptionItem,
  type ItemEntry,
  type NestedEntry,
} from '../allowlist';
import { valuesOf } from '../allowlist/values';
import { compileQuery, type Query } from '../query_dsl';
import { render } from '../rules';
import { brokenRules, judge, type RecordedEvent } from '.';
import { guardRuleOfEffective } from './change';
import { mappingOf } from './mapping';
import { prepareRule } from './prepare';

const { packs } = bundledPacks();
const rules = packs.flatMap((pack) => pack.rules).map((rule) => guardRuleOfEffective(render(rule)));
const content = guardContent(packs);
const events: RecordedEvent[] = content.recordings.flatMap((recording) => recording.events);
const { schema, names } = mappingOf(undefined, events, () => events);
const now = Date.parse('2026-11-23T00:00:00.000Z');

const fields = [
  'process.executable',
  'process.name',
  'process.command_line',
  'process.parent.name',
  'process.code_signature.trusted',
  'host.name',
  'user.name',
  'destination.ip',
  'destination.port',
  'source.port',
  'registry.data.strings',
  'file.name',
  'event.type',
  'no.such.field',
];
const operator = fc.constantFrom('included' as const, 'included' as const, 'excluded' as const);

/** Values that occur, so that items hit something, and some that do not. */
function valueOf(field: string): fc.Arbitrary<string> {
  const known = [...new Set(events.flatMap((event) => valuesOf(event._source, field).map(String)))].slice(0, 40);
  const networks = field === 'destination.ip' ? ['203.0.113.0/24', '198.51.100.0/25', '::/0'] : [];
  const other =
    field === 'destination.ip'
      ? '192.0.2.1'
      : field.endsWith('.port')
        ? '1'
        : field.endsWith('trusted')
          ? 'false'
          : 'other';
  return fc.constantFrom(...known, ...networks, other);
}

const entry: fc.Arbitrary<ItemEntry> = fc.constantFrom(...fields).chain((field): fc.Arbitrary<ItemEntry> => {
  const value = valueOf(field);
  const plain: Array<fc.Arbitrary<ItemEntry>> = [
    fc.record({ type: fc.constant('match' as const), field: fc.constant(field), operator, value }),
    fc.record({
      type: fc.constant('match_any' as const),
      field: fc.constant(field),
      operator,
      value: fc.array(value, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ type: fc.constant('exists' as const), field: fc.constant(field), operator }),
  ];
  const isText = !/ip$|port$|trusted$/.test(field);
  const pattern = fc
    .tuple(value, fc.nat(12), fc.constantFrom('*', '?', '*?', '\\*'))
    .map(([text, at, wild]) => `${text.slice(0, at).split('\\').join('\\\\')}${wild}`);
  const wildcard = fc.record({
    type: fc.constant('wildcard' as const),
    field: fc.constant(field),
    operator,
    value: pattern,
  });
  return fc.oneof(...plain, ...(isText ? [wildcard] : []));
});

const item: fc.Arbitrary<ExceptionItem> = fc
  .record({
    entries: fc.array(entry, { minLength: 1, maxLength: 3 }),
    os_types: fc.constantFrom([], [], ['windows' as const], ['linux' as const, 'macos' as const]),
    expired: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    id: fc.uuid(),
  })
  .map(({ entries, os_types, expired, id }) => ({
    item_id: id,
    list_id: 'list',
    namespace_type: 'single',
    type: 'simple',
    name: id,
    description: '',
    entries,
    os_types: [...os_types],
    tags: [],
    comments: [],
    ...(expired ? { expire_time: '2026-01-01T00:00:00.000Z' } : {}),
  }));

const someRules = fc.subarray(
  rules.map(({ id }) => id),
  { minLength: 1, maxLength: 4 },
);

describe('an item', () => {
  it('hides exactly the events that the filter sent to Elasticsearch removes', () => {
    fc.assert(
      fc.property(item, (subject) => {
        const compiled = compileItem(subject, { schema, now });
        const dsl = toQueryDsl(subject, { schema, now });
        const test = dsl === undefined ? () => false : compileQuery(dsl as Query, { mapping: { schema, names }, now });
        expect(events.filter((event) => compiled.matches(event._source) !== test(event))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('is explained by conditions that all hold when it hides, and by one that does not when it does not', () => {
    fc.assert(
      fc.property(item, fc.constantFrom(...events), (subject, event) => {
        const explained = compileItem(subject, { schema, now }).explain(event._source);
        if (explained.hides) expect(explained.entries.every(({ holds }) => holds)).toBe(true);
        else
          expect(explained.state !== 'active' || explained.savedBy.length > 0 || explained.osHolds === false).toBe(
            true,
          );
      }),
      { numRuns: 100 },
    );
  });

  it('that covers another hides everything that the other hides', () => {
    fc.assert(
      fc.property(item, item, (broad, narrow) => {
        const context = { schema, now };
        if (!covers(broad.entries, [...narrow.entries, ...broad.entries.slice(0, 1)], context)) return;
        const wide = compileItem({ ...broad, os_types: [], expire_time: undefined }, context);
        const small = compileItem({ ...narrow, entries: [...narrow.entries, ...broad.entries.slice(0, 1)] }, context);
        for (const event of events) if (small.matches(event._source)) expect(wide.matches(event._source)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the guard', () => {
  const base = judge({ after: { rules }, ...content, now, schema });

  it('has something to guard', () => {
    expect(base.totals.caught).toBe(8);
  });

  it('lets an item that it judges harmless change no verdict, alone or on top of others', () => {
    fc.assert(
      fc.property(item, someRules, fc.array(item, { maxLength: 2 }), (subject, covered, existing) => {
        const itemsOf = (list: readonly ExceptionItem[]) => new Map(covered.map((rule) => [rule, list]));
        const before = { rules, items: itemsOf(existing) };
        const judgement = judge({
          before,
          after: { rules, items: itemsOf([...existing, subject]) },
          ...content,
          now,
          schema,
        });
        const isHarmless = judgement.worse.length === 0 && brokenRules(judgement).length === 0;
        const changed = judgement.expectations.filter(({ verdict, before: old }) => verdict !== old);
        if (isHarmless) expect(changed).toEqual([]);
        else
          expect(
            judgement.cells.some(({ matches, matchesBefore }) => matches < matchesBefore) ||
              brokenRules(judgement).length > 0,
          ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('never lets the removal of an item take away an alert', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), someRules, fc.nat(3), (items, covered, at) => {
        const fewer = items.filter((_, index) => index !== at % items.length);
        const on = (list: readonly ExceptionItem[]) => new Map(covered.map((rule) => [rule, list]));
        const judgement = judge({
          before: { rules, items: on(items) },
          after: { rules, items: on(fewer) },
          ...content,
          now,
          schema,
        });
        expect(judgement.cells.filter(({ matches, matchesBefore }) => matches < matchesBefore)).toEqual([]);
        expect(judgement.worse).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('answers the same whether or not it has judged the rule before', () => {
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 3 }),
        fc.constantFrom(...rules),
        fc.constantFrom(...content.recordings),
        (items, rule, recording) => {
          const context = { schema, sample: () => events, sampleKey: events, now };
          const hiddenBy = compileItems(items, { schema, now });
          const isHidden = (position: number): boolean =>
            hiddenBy.hiddenBy((recording.events[position] as RecordedEvent)._source) !== undefined;
          const warm = prepareRule(rule, context).find(recording.events, isHidden);
          const left = recording.events.filter((_, position) => !isHidden(position));
          const cold = prepareRule({ ...rule }, context).find([...left]);
          expect(warm.matches).toBe(cold.matches);
        },
      ),
      { numRuns: 100 },
    );
  });
});

it('nested conditions ask one object at a time', () => {
  const nested: NestedEntry = {
    type: 'nested',
    field: 'process.Ext.code_signature',
    entries: [
      { type: 'match', field: 'subject_name', operator: 'included', value: 'Acme' },
      { type: 'match', field: 'trusted', operator: 'excluded', value: 'true' },
    ],
  };
  const types = {
    'process.Ext.code_signature': 'nested',
    'process.Ext.code_signature.subject_name': 'keyword',
    'process.Ext.code_signature.trusted': 'boolean',
  };
  const mapped = fieldSchema(types);
  const signature = fc.record({ subject_name: fc.constantFrom('Acme', 'Other'), trusted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(signature, { maxLength: 3 }), (signatures) => {
      const event = { process: { Ext: { code_signature: signatures } } };
      const subject: ExceptionItem = {
        item_id: 'n',
        list_id: 'l',
        namespace_type: 'single',
        type: 'simple',
        name: 'n',
        description: '',
        entries: [nested],
        os_types: [],
        tags: [],
        comments: [],
      };
      const dsl = toQueryDsl(subject, { schema: mapped, now });
      const test = compileQuery(dsl as Query, { mapping: { schema: mapped, names: Object.keys(types) }, now });
      const expected = signatures.some(({ subject_name, trusted }) => subject_name === 'Acme' && !trusted);
      expect(compileItem(subject, { schema: mapped, now }).matches(event)).toBe(expected);
      expect(test({ _id: '1', _index: 'i', _source: event })).toBe(expected);
    }),
  );
});
