/** How much an entry leaves open: the question an analyst should ask before saving it. */
import { parseCidr } from './ip';
import type { ItemEntry } from './types';

export type BreadthGrade = 'narrow' | 'moderate' | 'broad' | 'very_broad';

/** What an entry can pin down. */
export type Dimension =
  'program' | 'parent' | 'signer' | 'command' | 'destination' | 'port' | 'host' | 'account' | 'object' | 'other';

export interface Breadth {
  grade: BreadthGrade;
  /** Sum of how well each dimension is pinned down: 7 and more is narrow, below 3 very broad. */
  score: number;
  pins: Dimension[];
  /** Of program, destination, host and account: those that stay open. */
  open: Dimension[];
  /** One sentence. */
  words: string;
}

const dimensionWords: Readonly<Record<Dimension, string>> = {
  program: 'the program',
  parent: 'its parent',
  signer: 'the signer',
  command: 'the command line',
  destination: 'the destination',
  port: 'the port',
  host: 'the host',
  account: 'the account',
  object: 'the file, key or value',
  other: 'another field',
};

/** Accounts that every machine has say little about who did it. */
const sharedAccounts = new Set([
  's-1-5-18',
  's-1-5-19',
  's-1-5-20',
  'system',
  'local service',
  'network service',
  'root',
  '0',
  'administrator',
]);

/** How much an exact value of the field says, 1 to 3, by the longest matching prefix. */
const fieldWeights: ReadonlyArray<readonly [prefix: string, dimension: Dimension, weight: number]> = [
  ['process.hash.', 'program', 3],
  ['process.executable', 'program', 3],
  ['process.name', 'program', 2],
  ['process.pe.original_file_name', 'program', 2],
  ['process.code_signature.subject_name', 'signer', 2],
  ['process.code_signature', 'signer', 0],
  ['process.Ext.code_signature', 'signer', 2],
  ['process.parent.', 'parent', 2],
  ['process.command_line', 'command', 3],
  ['process.args', 'command', 2],
  ['process.', 'other', 1],
  ['destination.ip', 'destination', 3],
  ['destination.domain', 'destination', 2],
  ['destination.address', 'destination', 2],
  ['destination.port', 'port', 1],
  ['destination.', 'other', 1],
  ['dns.question.name', 'destination', 2],
  ['url.domain', 'destination', 2],
  ['host.id', 'host', 3],
  ['host.name', 'host', 3],
  ['host.hostname', 'host', 3],
  ['agent.id', 'host', 3],
  ['user.name', 'account', 2],
  ['user.id', 'account', 2],
  ['registry.data.strings', 'object', 2],
  ['registry.path', 'object', 2],
  ['registry.value', 'object', 1],
  ['file.path', 'object', 3],
  ['file.hash.', 'object', 3],
  ['file.name', 'object', 1],
  ['dll.path', 'object', 2],
];

function weightOf(field: string): { dimension: Dimension; weight: number } {
  const found = fieldWeights
    .filter(([prefix]) => field.startsWith(prefix))
    .sort((a, b) => b[0].length - a[0].length)[0];
  return found === undefined ? { dimension: 'other', weight: 1 } : { dimension: found[1], weight: found[2] };
}

/** Long lists and wide networks pin less down. */
function discount(values: readonly string[], dimension: Dimension): number {
  if (dimension === 'account' && values.some((value) => sharedAccounts.has(value.toLowerCase()))) return 1;
  const networks = values.map(parseCidr).filter((range) => range !== undefined);
  const widest = Math.max(0, ...networks.map((range) => (range.last - range.first).toString(2).length));
  const width = widest > 24 ? 3 : widest > 16 ? 2 : widest > 8 ? 1 : 0;
  return width + (values.length > 100 ? 2 : values.length > 10 ? 1 : 0);
}

/** Literal characters between the wildcards decide how much a pattern says. */
function patternWeight(pattern: string, weight: number): number {
  const literal = pattern.replace(/[*?]/g, '').length;
  return literal >= 8 ? weight - 1 : literal >= 3 ? Math.min(1, weight - 1) : 0;
}

function pinned(entry: ItemEntry): { dimension: Dimension; weight: number } {
  if (entry.type === 'nested') {
    const inner = entry.entries.map((one) => pinned({ ...one, field: `${entry.field}.${one.field}` }));
    return inner.sort((a, b) => b.weight - a.weight)[0] ?? { dimension: 'other', weight: 0 };
  }
  const { dimension, weight } = weightOf(entry.field);
  if (entry.operator === 'excluded' || entry.type === 'exists') return { dimension, weight: 0 };
  switch (entry.type) {
    case 'match':
      return { dimension, weight: Math.max(0, weight - discount([entry.value], dimension)) };
    case 'match_any':
      return { dimension, weight: Math.max(0, weight - discount(entry.value, dimension)) };
    case 'wildcard':
      return { dimension, weight: Math.max(0, patternWeight(entry.value, weight)) };
    case 'list':
      return { dimension, weight: Math.max(0, weight - 1) };
  }
}

function gradeOf(score: number): BreadthGrade {
  if (score >= 7) return 'narrow';
  if (score >= 5) return 'moderate';
  return score >= 3 ? 'broad' : 'very_broad';
}

function join(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Grades conditions that are and-ed. */
export function breadthOf(entries: readonly ItemEntry[]): Breadth {
  const best = new Map<Dimension, number>();
  for (const entry of entries) {
    const { dimension, weight } = pinned(entry);
    if (weight > (best.get(dimension) ?? 0)) best.set(dimension, weight);
  }
  const score = [...best.values()].reduce((sum, weight) => sum + weight, 0);
  const grade = gradeOf(score);
  const pins = [...best.keys()];
  const open = (['program', 'destination', 'host', 'account'] as const).filter((dimension) => !best.has(dimension));
  const names = pins.length === 0 ? 'It names nothing' : `It names ${join(pins.map((pin) => dimensionWords[pin]))}`;
  const leaves =
    open.length === 0
      ? ''
      : `; any ${join(open.map((dimension) => dimensionWords[dimension].replace('the ', '')))} passes`;
  return { grade, score, pins, open, words: `${names}${grade === 'narrow' ? '' : leaves}.` };
}
