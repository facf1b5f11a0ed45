/** What queries match, in small tables: the project's own cases, independent of recordings. Ids are positions from 1. */
import { compile, type EqlHit, type EqlResult, run, type RunOptions } from '.';

const DOCS = [
  { s: 'cmd.exe', n: 7, f: true, args: ['/c', 'Whoami'], ip: '10.1.2.3' },
  { s: 'CMD.EXE', n: 2.5, f: false, ip: ['192.168.0.1', 'fe80::1'] },
  { n: [1, 50, 250], s: ['x', 'É'] },
  { s: '', n: null, args: [] },
  {},
].map((source, at): EqlHit => ({
  _id: String(at + 1),
  _source: {
    '@timestamp': `2024-03-01T10:00:0${at}Z`,
    event: { category: at === 4 ? 'file' : ['process', 'start'] },
    ...source,
  },
}));

function idsOf({ events, sequences }: EqlResult): unknown {
  const flat = events.map(({ _id }) => Number(_id));
  return sequences.length === 0
    ? flat
    : sequences.map((one) => one.events.map((event) => ('missing' in event ? -1 : Number(event._id))));
}

describe('conditions', () => {
  test.each<[string, number[]]>([
    // equality is exact, patterns fold ASCII only
    ['s == "cmd.exe"', [1]],
    ['s : "cmd.exe"', [1, 2]],
    ['s : "é"', []],
    ['s like "*.exe"', [1]],
    ['s like~ "c?d.*"', [1, 2]],
    ['s in ("cmd.exe", "x")', [1, 3]],
    ['s in~ ("CMD.exe")', [1, 2]],
    ['s in ("cmd*")', []],
    // the empty string is a value, but no pattern finds it
    ['s == ""', [4]],
    ['s : ""', []],
    ['s : "*"', [1, 2, 3, 4]],
    // a negation matches what has no value
    ['s != "cmd.exe"', [2, 3, 4, 5]],
    ['not s : "*"', [5]],
    ['not (n > 3)', [2, 4, 5]],
    ['s == null', [5]],
    ['n not in (7, null)', [2, 3, 4, 5]],
    ['n in (null)', []],
    ['not n in (null)', []],
    // any value of an array, each condition for itself
    ['n > 100 and n < 20', [3]],
    ['n + n == 51', [3]],
    ['args : "whoami"', [1]],
    ['length(args) == 2', [1]],
    // three-valued below the surface
    ['(n > 3) == null', [4, 5]],
    ['(f == true) == false', [2, 3, 4, 5]],
    ['f == false', [2]],
    ['f', [1]],
    // numbers
    ['n / 2 == 3', [1]],
    ['n / 2.0 == 3.5', [1]],
    ['n == "7"', [1]],
    ['n % 0 == 1', []],
    ['string(n) : ("7", "2.5")', [1, 2]],
    // networks
    ['cidrMatch(ip, "10.0.0.0/8")', [1]],
    ['cidrMatch(ip, "fe80::/10", "172.16.0.0/12")', [2]],
    ['ip == "10.0.0.0/8"', [1]],
    ['ip > "10.1.2.3"', [2]],
    // regular expressions are Lucene's on fields and Java's on computed values
    ['s regex "c[a-m]d.exe"', [1]],
    ['s regex~ "CMD\\\\.(exe|com)"', [1, 2]],
    ['s regex "cmd"', []],
    ['s regex "~(.*exe)"', [2, 3, 4]],
    ['s regex ".{3,7}&c.*"', [1]],
    ['concat(s, "!") regex "^cmd.*!$"', [1]],
    // dates: a short literal is a stretch of time
    ['@timestamp == "2024-03-01T10:00"', [1, 2, 3, 4, 5]],
    ['@timestamp > "2024-03-01T10:00:03Z"', [5]],
    ['@timestamp < "2024-03-01T10:00:03Z||-1s"', [1, 2]],
  ])('%s', (condition, ids) => {
    expect(idsOf(run(compile(`any where ${condition}`), DOCS))).toEqual(ids);
  });

  test('categories may be several', () => {
    expect(idsOf(run(compile('process where true'), DOCS))).toEqual([1, 2, 3, 4]);
    expect(idsOf(run(compile('"start" where n == 7'), DOCS))).toEqual([1]);
  });

  test('documents may be nested, flattened or mixed, and arrays hold objects', () => {
    const shapes = [
      { a: { b: { c: 'x' } } },
      { 'a.b.c': 'x' },
      { 'a.b': { c: 'x' } },
      { a: { 'b.c': 'x' } },
      { a: [{ b: { c: 'y' } }, { b: [{ c: ['x'] }] }] },
    ];
    const matcher = compile('any where a.b.c == "x"');
    for (const shape of shapes) expect(run(matcher, [{ _id: '1', _source: shape }]).total).toBe(1);
  });

  test('with a schema an unmapped optional field is null', () => {
    const schema = { '@timestamp': 'date', 'event.category': 'keyword', s: 'keyword' };
    const ids = (condition: string) => idsOf(run(compile(`any where ${condition}`, { schema }), DOCS));
    expect(ids('?gone != "x"')).toEqual([1, 2, 3, 4, 5]);
    expect(ids('not ?gone : "x"')).toEqual([]);
    expect(ids('not (?gone : "x" or s == "cmd.exe")')).toEqual([2, 3, 4, 5]);
    expect(() => ids('gone == 1')).toThrow('Unknown column [gone]');
  });

  test('what a null makes constant tests nothing: beside it in an `or` a null stays null, and so does its `not`', () => {
    const schema = { '@timestamp': 'date', 'event.category': 'keyword', s: 'keyword', n: 'long' };
    const ids = (condition: string) => idsOf(run(compile(`any where ${condition}`, { schema }), DOCS));
    expect(ids('(n + ?gone) == null')).toEqual([1, 2, 3, 4, 5]);
    expect(ids('((n + ?gone) != null or ?gone in ("")) == false')).toEqual([]);
    expect(ids('((n + ?gone) != null or concat(?gone, "") in ("")) == false')).toEqual([]);
    expect(ids('((n + ?gone) != null or s == "cmd.exe") == false')).toEqual([2, 3, 4, 5]);
    expect(ids('((n + ?gone) != null) or (?gone in ("")) == false')).toEqual([]);
  });
});

/** `A1 B2` is an event A at second 1 and an event B at second 2; `A1x` has key x. */
function eventsOf(text: string): EqlHit[] {
  return text.split(' ').map((word, at) => {
    const [, tag, second, key] = /^([A-Z])(\d+)([a-z]?)$/.exec(word)!;
    return {
      _id: String(at + 1),
      _source: { '@timestamp': 1_700_000_000_000 + Number(second) * 1000, tag, key: key || null },
    };
  });
}

describe('sequences', () => {
  test.each<[string, string, number[][]]>([
    ['[A] [B]', 'A1 A2 B3', [[2, 3]]],
    [
      '[A] [A]',
      'A1 A2 A3',
      [
        [1, 2],
        [2, 3],
      ],
    ],
    ['[A] [B]', 'B1 A2', []],
    ['with maxspan=2s [A] [B]', 'A1 B3 A4 B7', [[1, 2]]],
    ['[A] [B] until [C]', 'A1 C2 B3 A4 B5', [[4, 5]]],
    [
      'by key [A] [B]',
      'A1x A2y B3x B4y',
      [
        [1, 3],
        [2, 4],
      ],
    ],
    ['by key [A] [B]', 'A1 B2', []],
    ['by ?key [A] [B]', 'A1 B2', [[1, 2]]],
    ['[A] with runs=2 [B]', 'A1 A2 B3', [[1, 2, 3]]],
    ['with maxspan=5s [A] ![C] [B]', 'A1 B2 A3 C4 B5', [[1, -1, 2]]],
    ['with maxspan=5s [A] ![C]', 'A1 C9 A20 C25', [[1, -1]]],
    ['with maxspan=5s ![C] [A]', 'C1 A6 A7', [[-1, 3]]],
  ])('%s over %s', (shape, events, wanted) => {
    const query = `sequence ${shape.replace(/\[([A-Z])\]/g, '[any where tag == "$1"]')}`;
    const found = idsOf(run(compile(query), eventsOf(events)));
    expect(found).toEqual(wanted);
  });

  test('a sample takes different events of one key, in any order', () => {
    const sample = compile('sample by key [any where tag == "B"] [any where tag != "C"]');
    expect(idsOf(run(sample, eventsOf('A1x B2x B3y A4y C5z')))).toEqual([
      [2, 1],
      [3, 4],
    ]);
  });

  test('an array key joins under each of its values', () => {
    const hits = [
      { _id: '1', _source: { '@timestamp': 1, k: ['x', 'y'] } },
      { _id: '2', _source: { '@timestamp': 2, k: 'y' } },
    ];
    const [found] = run(compile('sequence by k [any where true] [any where true]'), hits).sequences;
    expect(found?.joinKeys).toEqual(['y']);
  });

  test('a bound on matches in the making is reported when it bites', () => {
    const hits = eventsOf(
      ['a', 'b', 'c', 'd']
        .map((key, at) => `A${at}${key}`)
        .concat('B9a', 'B9d')
        .join(' '),
    );
    const matcher = compile('sequence by key [any where tag == "A"] [any where tag == "B"]');
    expect(run(matcher, hits)).toMatchObject({ total: 2, truncated: false });
    expect(run(matcher, hits, { maxPartials: 2 })).toMatchObject({ total: 1, truncated: true });
  });
});

describe('which results come back', () => {
  test.each<[string, RunOptions, number[]]>([
    ['', {}, [1, 2, 3, 4, 5]],
    ['', { size: 2 }, [4, 5]],
    ['', { size: 2, resultPosition: 'head' }, [1, 2]],
    ['| head 3 | tail 1', {}, [3]],
    ['| tail 3 | head 1', { size: 2 }, [4]],
    ['| head 0', {}, []],
    ['', { size: 0 }, []],
  ])('%s %j', (pipes, options, ids) => {
    const result = run(compile(`any where true ${pipes}`), [...DOCS].reverse(), options);
    expect(idsOf(result)).toEqual(ids);
    expect(result.total).toBe(5);
  });
});
