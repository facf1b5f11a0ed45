import { type NodeFactory, type RegexNode, RegexTooComplex } from './nodes';

/**
 * Matches whole texts in time linear in their length. A state is the set of what may still follow; the step from a state over
 * a character class is computed once and kept, so after a while matching is table look-ups: a DFA built as far as needed.
 */
interface State {
  readonly nodes: readonly RegexNode[];
  readonly accepting: boolean;
  readonly dead: boolean;
  readonly next: (State | undefined)[];
}

const MAX_STATES = 5_000;
const MAX_NODES_PER_STATE = 10_000;

export function regexMatcher(root: RegexNode, factory: NodeFactory): (text: string) => boolean {
  const classes = new CharClasses(root);
  let states = new Map<string, State>();
  const stateOf = (nodes: readonly RegexNode[]): State => {
    if (nodes.length > MAX_NODES_PER_STATE) throw new RegexTooComplex();
    const key = nodes.map((node) => node.id).join(',');
    const known = states.get(key);
    if (known) return known;
    // Start over rather than grow without bound; the states in use stay alive by themselves.
    if (states.size >= MAX_STATES) states = new Map();
    const state: State = { nodes, accepting: nodes.some((node) => node.nullable), dead: nodes.length === 0, next: [] };
    states.set(key, state);
    return state;
  };
  const step = (state: State, charClass: number): State => {
    const merged = new Set<RegexNode>();
    for (const node of state.nodes) for (const rest of derive(node, charClass, classes, factory)) merged.add(rest);
    const next = stateOf([...merged].sort((a, b) => a.id - b.id));
    state.next[charClass] = next;
    return next;
  };
  const start = stateOf([root]);
  const matches = (text: string): boolean => {
    let state = start;
    for (let i = 0; i < text.length; i++) {
      const code = text.codePointAt(i)!;
      if (code > 0xffff) i += 1;
      const charClass = classes.of(code);
      state = state.next[charClass] ?? step(state, charClass);
      if (state.dead) return false;
    }
    return state.accepting;
  };
  return (text) => {
    try {
      return matches(text);
    } catch (error) {
      // Elasticsearch would fail the search; an expression that asks too much matches nothing.
      if (error instanceof RegexTooComplex) return false;
      throw error;
    }
  };
}

/** Partial derivatives: what may follow after one character of the class. Their union is the derivative. */
function derive(node: RegexNode, charClass: number, classes: CharClasses, factory: NodeFactory): readonly RegexNode[] {
  const known = node.after[charClass];
  if (known) return known;
  const found = new Set<RegexNode>();
  const add = (rests: readonly RegexNode[], tail: RegexNode) => {
    for (const rest of rests) {
      const whole = factory.concat(rest, tail);
      if (whole !== factory.nothing) found.add(whole);
    }
  };
  const go = (inner: RegexNode) => derive(inner, charClass, classes, factory);
  switch (node.kind) {
    case 'nothing':
    case 'empty':
      break;
    case 'chars':
      if (classes.contains(node, charClass)) found.add(factory.empty);
      break;
    case 'concat': {
      let at = node;
      while (at.kind === 'concat') {
        add(go(at.left!), at.right!);
        if (!at.left!.nullable) break;
        at = at.right!;
      }
      if (at.kind !== 'concat') add(go(at), factory.empty);
      break;
    }
    case 'union':
      for (const part of node.parts!) add(go(part), factory.empty);
      break;
    case 'repeat':
      add(go(node.left!), factory.repeat(node.left!, Math.max(0, node.min! - 1), node.max! - 1));
      break;
    case 'and':
      for (const left of go(node.left!)) {
        for (const right of go(node.right!)) add([factory.and(left, right)], factory.empty);
        if (found.size > MAX_NODES_PER_STATE) throw new RegexTooComplex();
      }
      break;
    case 'not':
      found.add(factory.not(factory.union(go(node.left!))));
      break;
  }
  return (node.after[charClass] = [...found]);
}

/** Code points grouped by what the expression can tell apart. */
class CharClasses {
  private readonly starts: number[];
  private readonly ascii = new Uint32Array(128);

  constructor(root: RegexNode) {
    const starts = new Set([0]);
    const seen = new Set<RegexNode>();
    const open = [root];
    for (let node = open.pop(); node; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      for (const [from, to] of node.ranges ?? []) starts.add(from).add(to + 1);
      for (const inner of [node.left, node.right, ...(node.parts ?? [])]) if (inner) open.push(inner);
    }
    this.starts = [...starts].sort((a, b) => a - b);
    for (let code = 0; code < 128; code++) this.ascii[code] = this.search(code);
  }

  of(code: number): number {
    return code < 128 ? this.ascii[code]! : this.search(code);
  }

  contains(node: RegexNode, charClass: number): boolean {
    const code = this.starts[charClass]!;
    return node.ranges!.some(([from, to]) => code >= from && code <= to);
  }

  private search(code: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= code) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
