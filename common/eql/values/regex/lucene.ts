import { regexMatcher } from './matcher';
import { type CharRange, complementRanges, NodeFactory, RegexTooComplex, type RegexNode } from './nodes';

/** Wrong syntax, in Lucene's words. Lucene reports it when the search runs. */
export class RegexSyntaxError extends Error {}

const MAX_LENGTH = 20_000;
const MAX_NESTING = 200;
const MAX_REPEAT = 100_000;

const DIGITS: readonly CharRange[] = [[48, 57]];
const SPACES: readonly CharRange[] = [
  [9, 10],
  [13, 13],
  [32, 32],
];
const WORDS: readonly CharRange[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const PREDEFINED: Readonly<Record<string, readonly CharRange[]>> = {
  d: DIGITS,
  D: complementRanges(DIGITS),
  s: SPACES,
  S: complementRanges(SPACES),
  w: WORDS,
  W: complementRanges(WORDS),
};

/**
 * Compiles expressions of Lucene's dialect (all optional operators on) into one test of whole texts: true when any matches.
 * With `caseInsensitive`, single ASCII letters fold; ranges do not.
 */
export function luceneRegex(patterns: readonly string[], caseInsensitive: boolean): (text: string) => boolean {
  const factory = new NodeFactory();
  const roots = patterns.map((pattern) => new Parser(pattern, caseInsensitive, factory).parse());
  return regexMatcher(factory.union(roots), factory);
}

/** Why an expression is refused, in Lucene's words, or undefined. */
export function luceneRegexProblem(pattern: string): string | undefined {
  try {
    new Parser(pattern, false, new NodeFactory()).parse();
    return undefined;
  } catch (error) {
    if (error instanceof RegexSyntaxError || error instanceof RegexTooComplex) return error.message;
    throw error;
  }
}

/** Union, then intersection, then concatenation, then repetition, then complement. */
class Parser {
  private readonly input: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(
    pattern: string,
    private readonly fold: boolean,
    private readonly factory: NodeFactory,
  ) {
    if (pattern.length > MAX_LENGTH) {
      throw new RegexSyntaxError(
        `The length of regex [${pattern.length}] has exceeded the allowed maximum of [${MAX_LENGTH}]`,
      );
    }
    this.input = Array.from(pattern);
  }

  parse(): RegexNode {
    if (this.input.length === 0) return this.factory.empty;
    const node = this.union();
    if (this.more()) throw new RegexSyntaxError(`end-of-string expected at position ${this.at}`);
    return node;
  }

  private more(): boolean {
    return this.at < this.input.length;
  }

  private peek(characters: string): boolean {
    return this.more() && characters.includes(this.input[this.at]!);
  }

  private match(character: string): boolean {
    if (this.input[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    if (!this.more()) throw new RegexSyntaxError('unexpected end-of-string');
    return this.input[this.at++]!;
  }

  private union(): RegexNode {
    if (++this.depth > MAX_NESTING) throw new RegexSyntaxError('expression nests too deep');
    const parts = [this.intersection()];
    while (this.match('|')) parts.push(this.intersection());
    this.depth -= 1;
    return this.factory.union(parts);
  }

  private intersection(): RegexNode {
    let node = this.concatenation();
    while (this.match('&')) node = this.factory.and(node, this.concatenation());
    return node;
  }

  private concatenation(): RegexNode {
    const parts = [this.repetition()];
    while (this.more() && !this.peek(')|&')) parts.push(this.repetition());
    return this.factory.sequence(parts);
  }

  private repetition(): RegexNode {
    let node = this.complement();
    while (this.peek('?*+{')) {
      if (this.match('?')) node = this.factory.repeat(node, 0, 1);
      else if (this.match('*')) node = this.factory.repeat(node, 0, Infinity);
      else if (this.match('+')) node = this.factory.repeat(node, 1, Infinity);
      else node = this.counted(node);
    }
    return node;
  }

  private counted(node: RegexNode): RegexNode {
    this.at += 1;
    const min = this.count();
    let max = min;
    if (this.match(',')) max = this.peek('0123456789') ? this.count() : Infinity;
    if (!this.match('}')) throw new RegexSyntaxError(`expected '}' at position ${this.at}`);
    return this.factory.repeat(node, min, max);
  }

  private count(): number {
    const start = this.at;
    while (this.peek('0123456789')) this.at += 1;
    if (start === this.at) throw new RegexSyntaxError(`integer expected at position ${this.at}`);
    const count = Number(this.input.slice(start, this.at).join(''));
    if (count > MAX_REPEAT) throw new RegexSyntaxError(`repetition [${count}] is too large`);
    return count;
  }

  private complement(): RegexNode {
    let negated = false;
    while (this.match('~')) negated = !negated;
    const node = this.characterClass();
    return negated ? this.factory.not(node) : node;
  }

  private characterClass(): RegexNode {
    if (!this.match('[')) return this.simple();
    const negated = this.match('^');
    const ranges = [...this.classMember()];
    while (this.more() && !this.peek(']')) ranges.push(...this.classMember());
    if (!this.match(']')) throw new RegexSyntaxError(`expected ']' at position ${this.at}`);
    return this.factory.chars(negated ? complementRanges(ranges) : ranges);
  }

  private classMember(): readonly CharRange[] {
    const predefined = this.predefined();
    if (predefined) return predefined;
    const from = this.character();
    if (!this.match('-')) return this.single(from);
    const to = this.character();
    if (from > to) throw new RegexSyntaxError(`invalid range: from (${from}) cannot be > to (${to})`);
    return [[from, to]];
  }

  private single(code: number): readonly CharRange[] {
    const letter = code | 32;
    if (!this.fold || letter < 97 || letter > 122 || code > 122) return [[code, code]];
    return [
      [letter - 32, letter - 32],
      [letter, letter],
    ];
  }

  /** `\d` and its like; `\` before any other letter is refused. */
  private predefined(): readonly CharRange[] | undefined {
    if (this.input[this.at] !== '\\') return undefined;
    const letter = this.input[this.at + 1];
    if (letter === undefined || !/^[a-zA-Z]$/.test(letter)) return undefined;
    const ranges = PREDEFINED[letter];
    if (!ranges) throw new RegexSyntaxError(`invalid character class \\${letter}`);
    this.at += 2;
    return ranges;
  }

  private character(): number {
    this.match('\\');
    return this.next().codePointAt(0)!;
  }

  private simple(): RegexNode {
    if (this.match('.')) return this.factory.anyChar();
    if (this.match('#')) return this.factory.nothing;
    if (this.match('@')) return this.factory.repeat(this.factory.anyChar(), 0, Infinity);
    if (this.match('"')) return this.quoted();
    if (this.match('(')) return this.group();
    if (this.match('<')) return this.interval();
    return this.factory.chars(this.predefined() ?? this.single(this.character()));
  }

  private quoted(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.more() && !this.peek('"')) parts.push(this.factory.chars(this.single(this.next().codePointAt(0)!)));
    if (!this.match('"')) throw new RegexSyntaxError(`expected '"' at position ${this.at}`);
    return this.factory.sequence(parts);
  }

  private group(): RegexNode {
    if (this.match(')')) return this.factory.empty;
    const node = this.union();
    if (!this.match(')')) throw new RegexSyntaxError(`expected ')' at position ${this.at}`);
    return node;
  }

  private interval(): RegexNode {
    const end = this.input.indexOf('>', this.at);
    if (end === -1) throw new RegexSyntaxError(`expected '>' at position ${this.at}`);
    const text = this.input.slice(this.at, end).join('');
    this.at = end + 1;
    const match = /^(\d{1,9})-(\d{1,9})$/.exec(text);
    if (!match) throw new RegexSyntaxError(`interval syntax error at position ${end}`);
    const width = match[1]!.length === match[2]!.length ? match[1]!.length : 0;
    const bounds = [Number(match[1]), Number(match[2])].sort((a, b) => a - b) as [number, number];
    return intervalNode(bounds, width, this.factory);
  }
}

/** `<n-m>`: decimal numbers of a fixed width, or with any number of leading zeros. */
function intervalNode([min, max]: readonly [number, number], width: number, factory: NodeFactory): RegexNode {
  if (width > 0) return digitsBetween(pad(min, width), pad(max, width), factory);
  const zeros = factory.repeat(factory.chars([[48, 48]]), 0, Infinity);
  const parts: RegexNode[] = [];
  for (let length = String(min).length; length <= String(max).length; length++) {
    const low = Math.max(min, length === 1 ? 0 : 10 ** (length - 1));
    const high = Math.min(max, 10 ** length - 1);
    parts.push(digitsBetween(String(low), String(high), factory));
  }
  return factory.concat(zeros, factory.union(parts));
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Digit strings of one length from `low` to `high`. */
function digitsBetween(low: string, high: string, factory: NodeFactory): RegexNode {
  if (low === '') return factory.empty;
  const [first, last] = [low.charCodeAt(0), high.charCodeAt(0)];
  const restLow = low.slice(1);
  const restHigh = high.slice(1);
  const digit = (from: number, to: number) => factory.chars(from <= to ? [[from, to]] : []);
  if (first === last) return factory.concat(digit(first, first), digitsBetween(restLow, restHigh, factory));
  const anyRest = factory.repeat(digit(48, 57), restLow.length, restLow.length);
  return factory.union([
    factory.concat(digit(first, first), digitsBetween(restLow, '9'.repeat(restLow.length), factory)),
    factory.concat(digit(first + 1, last - 1), anyRest),
    factory.concat(digit(last, last), digitsBetween('0'.repeat(restHigh.length), restHigh, factory)),
  ]);
}

/** Java's line terminators, at which `.` and the wildcards of computed values stop. */
const LINE_TERMINATORS: readonly CharRange[] = [
  [10, 10],
  [13, 13],
  [0x85, 0x85],
  [0x2028, 0x2029],
];

/** Wildcards over a computed value: like over a field, but neither `*` nor `?` crosses a line end. */
export function computedWildcard(pattern: string, caseInsensitive: boolean): (text: string) => boolean {
  const factory = new NodeFactory();
  const any = factory.chars(complementRanges(LINE_TERMINATORS));
  const parts = Array.from(pattern, (character) => {
    if (character === '*') return factory.repeat(any, 0, Infinity);
    if (character === '?') return any;
    const code = character.codePointAt(0)!;
    const letter = code | 32;
    const folds = caseInsensitive && code <= 122 && letter >= 97 && letter <= 122;
    return factory.chars(
      folds
        ? [
            [letter - 32, letter - 32],
            [letter, letter],
          ]
        : [[code, code]],
    );
  });
  return regexMatcher(factory.sequence(parts), factory);
}
