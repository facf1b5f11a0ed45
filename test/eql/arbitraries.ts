/** Random queries, documents and streams, small enough that the interesting coincidences are common. */
import fc from 'fast-check';
import type { EqlHit, EqlSchema, EventSource } from '../../common/eql';

export const SCHEMA: EqlSchema = {
  '@timestamp': 'date',
  'event.category': 'keyword',
  s: 'keyword',
  'o.t': 'keyword',
  n: 'long',
  'o.m': 'long',
  d: 'double',
  f: 'boolean',
};

const text = fc.constantFrom('', 'a', 'b', 'A', 'ab', 'aB', 'aab', 'É', '7', 'true', 'a*', 'b?b');
const number = fc.constantFrom('0', '1', '2', '7', '3');
const decimal = fc.constantFrom('0.5', '2.0', '1.5');
const quoted = text.map((value) => JSON.stringify(value));
const stringField = fc.constantFrom('s', 'o.t', '?s', '?gone');
const numberField = fc.constantFrom('n', 'o.m', 'd', '?n', '?gone');
const pattern = fc.constantFrom('"a*"', '"*b"', '"*a*"', '"?"', '"*"', '"a?b"', '""', '"AB"', '"a*a*b"', '"é"', '"**"');

const { condition } = fc.letrec<{ condition: string; str: string; num: string; leaf: string }>((tie) => ({
  str: fc.oneof(
    { weight: 4, arbitrary: stringField },
    { weight: 3, arbitrary: quoted },
    { weight: 1, arbitrary: fc.tuple(stringField, quoted).map(([a, b]) => `concat(${a}, ${b})`) },
  ),
  num: fc.oneof(
    { weight: 4, arbitrary: numberField },
    { weight: 3, arbitrary: fc.oneof(number, decimal) },
    { weight: 1, arbitrary: stringField.map((field) => `length(${field})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(numberField, fc.constantFrom('+', '-', '*', '/', '%'), fc.oneof(number, decimal, numberField))
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
    },
  ),
  leaf: fc.oneof(
    fc.tuple(tie('str'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), quoted).map((parts) => parts.join(' ')),
    fc
      .tuple(tie('num'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), fc.oneof(number, decimal))
      .map((parts) => parts.join(' ')),
    fc.tuple(stringField, fc.constantFrom('==', '!='), number).map((parts) => parts.join(' ')),
    fc.tuple(fc.oneof(tie('str'), tie('num')), fc.constantFrom('== null', '!= null')).map((parts) => parts.join(' ')),
    fc
      .tuple(
        tie('str'),
        fc.constantFrom('in', 'not in', 'in~', 'not in~'),
        fc.array(fc.oneof(quoted, fc.constant('null')), { minLength: 1, maxLength: 3 }),
      )
      .map(([operand, op, list]) => `${operand} ${op} (${list.join(', ')})`),
    fc
      .tuple(tie('str'), fc.constantFrom(':', 'like', 'like~'), fc.array(pattern, { minLength: 1, maxLength: 3 }))
      .map(([operand, op, list]) => `${operand} ${op} (${list.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom('startsWith', 'endsWith', 'stringContains', 'startsWith~', 'endsWith~'),
        stringField,
        quoted,
      )
      .map(([name, field, part]) => `${name}(${field}, ${part})`),
    fc.constantFrom('f == true', 'f == false', 'f != true', 'f', 'true', 'false', 'null == null'),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: tie('leaf') },
    { weight: 2, arbitrary: tie('condition').map((inner) => `not (${inner})`) },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('condition'), { minLength: 2, maxLength: 3 })
        .map((parts) => parts.map((p) => `(${p})`).join(' and ')),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('condition'), { minLength: 2, maxLength: 3 })
        .map((parts) => parts.map((p) => `(${p})`).join(' or ')),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('condition'), fc.constantFrom('== true', '!= false', '== false'))
        .map(([inner, op]) => `(${inner}) ${op}`),
    },
  ),
}));

/** A well-typed condition over the fields of `SCHEMA`. */
export const conditionText = condition;

const many = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    one,
    fc.array(fc.oneof(one, fc.constant(null)), { maxLength: 3 }),
  );

/** A document: nested, flattened or both, values missing, single or several. */
export const document: fc.Arbitrary<EventSource> = fc
  .record({
    s: many(text),
    t: many(text),
    n: many(fc.constantFrom(0, 1, 2, 7, -3)),
    m: many(fc.constantFrom(0, 1, 2, 3)),
    d: many(fc.constantFrom(0.5, 2, 1.5)),
    f: many(fc.boolean()),
    shape: fc.constantFrom('nested', 'flat', 'mixed'),
  })
  .map(({ t, m, shape, ...rest }) => {
    if (shape === 'flat') return { ...rest, 'o.t': t, 'o.m': m };
    return shape === 'nested' ? { ...rest, o: { t, m } } : { ...rest, o: { t }, 'o.m': m };
  });

export interface Event {
  readonly tag: string;
  readonly key: string | null;
  readonly gap: number;
}

const event: fc.Arbitrary<Event> = fc.record({
  tag: fc.constantFrom('A', 'B', 'C', 'M'),
  key: fc.constantFrom('x', 'y', null),
  gap: fc.constantFrom(0, 1, 1, 2, 5),
});

/** A short stream in order of time; several events may share a time. */
export const stream: fc.Arbitrary<EqlHit[]> = fc.array(event, { maxLength: 12 }).map((events) => {
  let now = Date.UTC(2024, 0, 1);
  return events.map(({ tag, key, gap }, at) => {
    now += gap * 1000;
    return {
      _id: String(at + 1),
      _source: { '@timestamp': new Date(now).toISOString(), event: { category: 't' }, tag, key },
    };
  });
});

export interface SequenceShape {
  /** Tags of the stages; `!` in front for a missing event. */
  readonly stages: readonly string[];
  readonly by: '' | 'by key' | 'by ?key';
  readonly spanSeconds: number | null;
  readonly until: boolean;
}

export const sequenceShape: fc.Arbitrary<SequenceShape> = fc
  .record({
    stages: fc.array(fc.constantFrom('A', 'B', 'C', '!M'), { minLength: 2, maxLength: 4 }),
    by: fc.constantFrom('' as const, 'by key' as const, 'by ?key' as const),
    spanSeconds: fc.constantFrom(null, 1, 2, 5),
    until: fc.boolean(),
  })
  .filter(({ stages, spanSeconds }) => {
    const missing = stages.filter((stage) => stage.startsWith('!')).length;
    return missing < stages.length && (missing === 0 || spanSeconds !== null);
  });

export function sequenceText({ stages, by, spanSeconds, until }: SequenceShape): string {
  const span = spanSeconds === null ? '' : `with maxspan=${spanSeconds}s`;
  const terms = stages.map((stage) =>
    stage.startsWith('!') ? `![any where tag == "${stage.slice(1)}"]` : `[any where tag == "${stage}"]`,
  );
  return `sequence ${by} ${span} ${terms.join(' ')}${until ? ' until [any where tag == "M"]' : ''}`;
}
