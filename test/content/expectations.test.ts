/** Statements about the expectations of all packs, proven by the engine on the recordings. */
import { run, compile } from '../../common/eql';
import { seconds } from '../../common/rules/duration';
import { render } from '../../common/rules';
import { answerOf } from '../support/answers';
import { FIELD_TYPES } from '../support/fields';
import { matrix, type MatrixRow } from '../support/matrix';
import { packsUnderTest } from '../support/packs';

const { packs } = packsUnderTest();
const rules = packs.flatMap((pack) => pack.rules).map((rule) => render(rule));
const rows: Array<[string, MatrixRow]> = matrix(packs).map((row) => [`${row.label} on ${row.source}`, row]);

describe('on every recording', () => {
  it.each(rows)('%s: exactly the named rules fire, as often as stated', (_name, row) => {
    const found = Object.fromEntries(
      rules.flatMap((rule) => {
        const { matches, error } = answerOf(rule, row.events, FIELD_TYPES);
        expect(error).toBeUndefined();
        return matches.length > 0 ? [[rule.id, matches.length]] : [];
      }),
    );
    expect(found).toEqual(row.fires);
  });
});

describe('every expectation', () => {
  const expectations = packs.flatMap((pack) => pack.expectations.map((expectation) => ({ pack, expectation })));

  it.each(expectations.map((entry) => [entry.expectation.id, entry] as const))(
    '%s keeps silent what must not fire',
    (_id, { expectation }) => {
      const firing = expectation.sources.flatMap((source) => source.must_fire.map((entry) => entry.rule));
      for (const { rule } of expectation.must_not_fire) expect(firing).not.toContain(rule);
    },
  );

  it.each(expectations.map((entry) => [entry.expectation.id, entry] as const))(
    '%s is caught by an alerting rule on some data source',
    (_id, { expectation }) => {
      const alerting = new Set(rules.filter((rule) => !rule.buildingBlock).map((rule) => rule.id));
      expect(expectation.sources.flatMap((source) => source.must_fire).some(({ rule }) => alerting.has(rule))).toBe(
        true,
      );
    },
  );

  it.each(expectations.map((entry) => [entry.expectation.id, entry] as const))(
    '%s calls a source not visible exactly when no rule fires there',
    (_id, { expectation }) => {
      for (const source of expectation.sources) {
        if (source.recording)
          expect({ [source.source]: source.state === 'not_visible' }).toEqual({
            [source.source]: source.must_fire.length === 0,
          });
      }
    },
  );
});

describe('every expected signal', () => {
  const signals = packs.flatMap((pack) =>
    pack.expectations.flatMap((expectation) =>
      expectation.sources.flatMap((source) =>
        source.signals.map((signal) => ({
          name: `${expectation.id} on ${source.source}: ${signal.id}`,
          signal,
          events: pack.recordings.find((recording) => recording.path === source.recording)?.events ?? [],
        })),
      ),
    ),
  );

  it.each(signals.map((entry) => [entry.name, entry] as const))(
    '%s is in the recording',
    (_name, { signal, events }) => {
      const { events: hits } = run(compile(signal.eql, { schema: FIELD_TYPES }), events, { size: 1000 });
      expect(hits.length).toBeGreaterThanOrEqual(signal.min);
      expect(hits.length).toBeLessThanOrEqual(signal.max);
      const times = hits.map((hit) => Date.parse(String(hit._source['@timestamp'])));
      if (signal.within)
        expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(seconds(signal.within) * 1000);
    },
  );
});
