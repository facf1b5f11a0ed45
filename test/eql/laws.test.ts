/** Laws of the engine, on random queries, documents and streams. */
import fc from 'fast-check';
import {
  compile,
  type EqlHit,
  type EqlResult,
  EqlError,
  type EventMatcher,
  explain,
  parse,
  print,
  run,
  runStream,
} from '../../common/eql';
import { withoutRanges } from '../../common/eql/tree';
import { conditionText, document, SCHEMA, sequenceShape, sequenceText, stream } from './arbitraries';
import { bruteForce } from './brute_force';
import { interpret } from './interpreter';

const RUNS = { numRuns: 1500 };

/** Some generated conditions are refused (types, two fields compared); they say nothing about matching. */
function compiled(condition: string): EventMatcher {
  try {
    return compile(`any where ${condition}`, { schema: SCHEMA }) as EventMatcher;
  } catch (error) {
    fc.pre(!(error instanceof EqlError));
    throw error;
  }
}

test('a compiled matcher says what the specification says', () => {
  fc.assert(
    fc.property(conditionText, document, (condition, doc) => {
      const matcher = compiled(condition);
      const { query } = matcher.statement;
      if (query.kind !== 'event') throw new Error('an event query');
      expect(matcher.matches(doc)).toBe(interpret(query.condition, doc, SCHEMA));
    }),
    { ...RUNS, numRuns: 4000 },
  );
});

test('the root of an explanation is the verdict of the engine', () => {
  fc.assert(
    fc.property(conditionText, document, (condition, doc) => {
      const matcher = compiled(condition);
      const explanation = explain(matcher, doc);
      expect(explanation.root.verdict).toBe(matcher.matches(doc));
      expect(explanation.firstDecidingFalse === undefined).toBe(matcher.matches(doc));
    }),
    RUNS,
  );
});

test('printing and parsing again gives an equal tree', () => {
  fc.assert(
    fc.property(conditionText, (condition) => {
      const tree = parse(`any where ${condition}`);
      expect(withoutRanges(parse(print(tree)))).toEqual(withoutRanges(tree));
    }),
    RUNS,
  );
});

test('printing keeps any string, category and field name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (value, name) => {
      fc.pre(!/[\ud800-\udfff]/u.test(value) && !/[\r\n]/.test(name));
      const range = { start: 0, end: 0 };
      const tree = parse('any where a == "b"');
      if (tree.query.kind !== 'event' || tree.query.condition.kind !== 'comparison') throw new Error('a comparison');
      const left = { kind: 'field', name, optional: false, range } as const;
      const right = { kind: 'literal', type: 'string', value, range } as const;
      const condition = { ...tree.query.condition, left, right };
      const changed = { ...tree, query: { ...tree.query, category: value, condition } };
      expect(withoutRanges(parse(print(changed)))).toEqual(withoutRanges(changed));
    }),
    RUNS,
  );
});

function idsOf({ sequences }: EqlResult): number[][] {
  return sequences.map(({ events }) => events.map((event) => ('missing' in event ? -1 : Number(event._id))));
}

test('the sequence matcher finds what a brute-force search finds', () => {
  fc.assert(
    fc.property(sequenceShape, stream, (shape, hits) => {
      const result = run(compile(sequenceText(shape)), hits, { size: 1000, resultPosition: 'head' });
      expect(idsOf(result)).toEqual(bruteForce(shape, hits));
    }),
    { ...RUNS, numRuns: 4000 },
  );
});

async function* streamOf(hits: readonly EqlHit[]): AsyncIterable<EqlHit> {
  yield* hits;
}

test('a stream gives what an array gives, in any order of the array', async () => {
  const query = fc.oneof(
    sequenceShape.map(sequenceText),
    fc.constantFrom(
      'any where tag == "A"',
      'any where tag != "B" | tail 3 | head 2',
      'sample by key [any where tag == "A"] [any where tag != "C"]',
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      query,
      stream,
      fc.constantFrom('head' as const, 'tail' as const),
      fc.nat(4),
      async (text, hits, resultPosition, size) => {
        const matcher = compile(text);
        const streamed = await runStream(matcher, streamOf(hits), { size, resultPosition });
        expect(streamed).toEqual(run(matcher, hits, { size, resultPosition }));
      },
    ),
    RUNS,
  );
});

test('running twice gives the same: a matcher keeps nothing', () => {
  fc.assert(
    fc.property(sequenceShape, stream, (shape, hits) => {
      const matcher = compile(sequenceText(shape));
      expect(run(matcher, hits)).toEqual(run(matcher, hits));
    }),
    { numRuns: 200 },
  );
});
