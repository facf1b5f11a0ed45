/**
 * `npm run fuzz:eql [-- SECONDS]`: changes queries of the corpus at random and holds the engine to what it promises for any text:
 * an answer or an `EqlError`, soon; printing gives an equal tree; explanations agree with verdicts. A text that is worded or
 * refused in a way not seen before joins the corpus; one that breaks a promise is kept as `crash-….txt` and ends the run.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { check, compile, EqlError, type EqlHit, explain, parse, print, run } from '../../common/eql';
import { withoutRanges } from '../../common/eql/tree';
import { SEEDS, WORDS } from './seeds';

const CORPUS = join(process.cwd(), 'test', 'fuzz', 'corpus');
const CORPUS_FILE = join(CORPUS, 'eql.json');
const MAX_CORPUS = 250;
const MAX_LENGTH = 600;
/** An input of at most `MAX_LENGTH` characters that takes longer is a defect. */
const SLOW_MS = 5_000;

const SCHEMA = {
  '@timestamp': 'date',
  'event.category': 'keyword',
  a: 'keyword',
  b: 'long',
  c: 'boolean',
  ip: 'ip',
  t: 'text',
  d: 'date',
};
const HITS: readonly EqlHit[] = [
  {
    _id: '1',
    _source: {
      '@timestamp': '2024-01-01T00:00:00Z',
      event: { category: 'process' },
      a: 'cmd.exe',
      b: 1,
      c: true,
      ip: '10.0.0.1',
    },
  },
  {
    _id: '2',
    _source: {
      '@timestamp': '2024-01-01T00:00:01Z',
      'event.category': ['file', 'process'],
      a: ['x', 'É', null],
      b: [2, 3],
      d: '2024',
    },
  },
  { _id: '3', _source: { '@timestamp': '2024-01-01T00:00:01Z', a: '', b: -7.5, c: [], ip: 'fe80::1', t: {} } },
];

/** What was seen: the kind of outcome, with names and numbers taken out. */
function tryOut(text: string): string {
  try {
    const tree = parse(text);
    const printed = print(tree);
    if (!isDeepStrictEqual(withoutRanges(parse(printed)), withoutRanges(tree)))
      throw new Error(`printed as ${printed}`);
    check(tree);
    check(tree, SCHEMA);
    for (const schema of [undefined, SCHEMA]) {
      const matcher = compile(tree, { schema });
      run(matcher, HITS);
      for (const { _source } of HITS) {
        const { verdict, root } = explain(matcher, _source);
        if (matcher.kind !== 'event') continue;
        const matches = matcher.matches(_source);
        if (verdict !== matches || root.verdict !== matches) throw new Error('explained otherwise than judged');
      }
    }
    return `runs: ${shapeOf(tree)}`;
  } catch (error) {
    if (error instanceof EqlError) return `${error.type}: ${error.message.split(/[[':{]/, 1)[0]}`;
    throw error;
  }
}

/** The kinds of nodes in a tree. */
function shapeOf(tree: unknown): string {
  const kinds = new Set<string>();
  JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'kind') kinds.add(String(value));
    return typeof value === 'bigint' ? String(value) : value;
  });
  return [...kinds].sort().join(' ');
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)]!;
}

function mutate(text: string, corpus: readonly string[]): string {
  const at = Math.floor(Math.random() * (text.length + 1));
  const to = Math.min(text.length, at + Math.floor(Math.random() * 12));
  const other = pick(corpus);
  const from = Math.floor(Math.random() * other.length);
  switch (Math.floor(Math.random() * 6)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return `${text.slice(0, at)}${pick(WORDS)}${text.slice(at)}`;
    case 2:
      return `${text.slice(0, at)} ${pick(WORDS)} ${text.slice(to)}`;
    case 3:
      return text.slice(0, at) + other.slice(from, from + 40) + text.slice(at);
    case 4:
      return text.slice(0, at) + text.slice(at, to).repeat(1 + Math.floor(Math.random() * 8)) + text.slice(to);
    default:
      return (
        text.slice(0, at) + String.fromCodePoint(pick([0, 9, 34, 39, 92, 96, 0x130, 0xd800, 0x1f600])) + text.slice(at)
      );
  }
}

function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function main(seconds: number): number {
  mkdirSync(CORPUS, { recursive: true });
  const kept = existsSync(CORPUS_FILE) ? (JSON.parse(readFileSync(CORPUS_FILE, 'utf8')) as string[]) : [];
  const corpus = [...SEEDS, ...kept];
  const seen = new Set<string>();
  let tried = 0;
  const attempt = (text: string, isNew: boolean): boolean => {
    const started = performance.now();
    try {
      const outcome = tryOut(text);
      if (performance.now() - started > SLOW_MS) throw new Error('too slow');
      if (!seen.has(outcome) && isNew && kept.length < MAX_CORPUS) {
        corpus.push(text);
        kept.push(text);
      }
      seen.add(outcome);
      return true;
    } catch (error) {
      writeFileSync(join(CORPUS, `crash-${nameOf(text)}.txt`), text);
      console.error(`broken by ${JSON.stringify(text)}\n`, error);
      return false;
    }
  };
  for (const text of [...corpus]) if (!attempt(text, false)) return 1;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    let text = pick(corpus);
    for (let changes = 1 + Math.floor(Math.random() * 4); changes > 0; changes--) text = mutate(text, corpus);
    tried += 1;
    if (!attempt(text.slice(0, MAX_LENGTH), true)) return 1;
  }
  writeFileSync(CORPUS_FILE, `${JSON.stringify(kept, null, 1)}\n`);
  console.log(`${tried} texts in ${seconds} s, ${seen.size} kinds of outcome, ${kept.length} in the corpus`);
  return 0;
}

process.exit(main(Number(process.argv[2] ?? 30)));
