/**
 * Regular expressions as a graph of shared nodes: equal expressions are one object, so sets of them compare by id. Code
 * points are grouped into the classes that the expression can tell apart; a node remembers, per class, what is left to match
 * after reading one (its partial derivatives).
 */
export interface RegexNode {
  readonly id: number;
  readonly kind: 'nothing' | 'empty' | 'chars' | 'concat' | 'union' | 'repeat' | 'and' | 'not';
  /** Matches the empty string. */
  readonly nullable: boolean;
  readonly ranges?: readonly CharRange[];
  readonly left?: RegexNode;
  readonly right?: RegexNode;
  readonly parts?: readonly RegexNode[];
  readonly min?: number;
  readonly max?: number;
  /** Partial derivatives by character class, filled as needed. */
  readonly after: (readonly RegexNode[] | undefined)[];
}

export type CharRange = readonly [from: number, to: number];
const MAX_CODE_POINT = 0x10ffff;
const MAX_NODES = 100_000;

export class RegexTooComplex extends Error {
  constructor() {
    super('Regular expression is too complex');
  }
}

export class NodeFactory {
  private readonly interned = new Map<string, RegexNode>();
  readonly nothing = this.intern('nothing', { kind: 'nothing', nullable: false });
  readonly empty = this.intern('empty', { kind: 'empty', nullable: true });

  private intern(key: string, node: Omit<RegexNode, 'id' | 'after'>): RegexNode {
    const known = this.interned.get(key);
    if (known) return known;
    if (this.interned.size >= MAX_NODES) throw new RegexTooComplex();
    const made: RegexNode = { ...node, id: this.interned.size, after: [] };
    this.interned.set(key, made);
    return made;
  }

  /** All code points in any of the ranges. */
  chars(ranges: readonly CharRange[]): RegexNode {
    if (ranges.length === 0) return this.nothing;
    return this.intern(`c${ranges.join(';')}`, { kind: 'chars', nullable: false, ranges });
  }

  anyChar(): RegexNode {
    return this.chars([[0, MAX_CODE_POINT]]);
  }

  concat(left: RegexNode, right: RegexNode): RegexNode {
    if (left === this.nothing || right === this.nothing) return this.nothing;
    if (left === this.empty) return right;
    if (right === this.empty) return left;
    return this.intern(`.${left.id},${right.id}`, {
      kind: 'concat',
      nullable: left.nullable && right.nullable,
      left,
      right,
    });
  }

  /** Leans to the right, so that walking a long expression is a loop. */
  sequence(nodes: readonly RegexNode[]): RegexNode {
    return nodes.reduceRight((rest, node) => this.concat(node, rest), this.empty);
  }

  union(nodes: readonly RegexNode[]): RegexNode {
    const flat = nodes.flatMap((node) => (node.kind === 'union' ? node.parts! : [node]));
    const parts = [...new Set(flat)].filter((node) => node !== this.nothing).sort((a, b) => a.id - b.id);
    if (parts.length === 0) return this.nothing;
    if (parts.length === 1) return parts[0]!;
    const key = `|${parts.map((part) => part.id).join(',')}`;
    return this.intern(key, { kind: 'union', nullable: parts.some((part) => part.nullable), parts });
  }

  /** Between `min` and `max` times; Infinity for no upper bound. */
  repeat(left: RegexNode, min: number, max: number): RegexNode {
    if (max < min) return this.nothing;
    if (max === 0 || left === this.empty) return this.empty;
    if (min === 1 && max === 1) return left;
    if (left === this.nothing) return min === 0 ? this.empty : this.nothing;
    return this.intern(`*${left.id},${min},${max}`, {
      kind: 'repeat',
      nullable: min === 0 || left.nullable,
      left,
      min,
      max,
    });
  }

  and(left: RegexNode, right: RegexNode): RegexNode {
    if (left === this.nothing || right === this.nothing) return this.nothing;
    if (left === right) return left;
    const [a, b] = left.id < right.id ? [left, right] : [right, left];
    return this.intern(`&${a.id},${b.id}`, { kind: 'and', nullable: a.nullable && b.nullable, left: a, right: b });
  }

  not(left: RegexNode): RegexNode {
    if (left.kind === 'not') return left.left!;
    return this.intern(`~${left.id}`, { kind: 'not', nullable: !left.nullable, left });
  }
}

/** The code points left out by the ranges. */
export function complementRanges(ranges: readonly CharRange[]): CharRange[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const gaps: CharRange[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= MAX_CODE_POINT) gaps.push([next, MAX_CODE_POINT]);
  return gaps;
}
