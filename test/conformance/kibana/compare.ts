/** Compares an answer of the double with the recorded one, member by member. */
import { short } from '../json';
import type { Bindings } from './bindings';
import { cutList, cutText } from './recording';

export interface Difference {
  path: string;
  expected: string;
  actual: string;
}

/**
 * Members that a clock, a ranking or the data behind it decides, and that nothing of ours reads. `fields` and the like
 * describe the indices of the recorded machine.
 */
const NOT_COMPARED: Readonly<Record<string, string>> = {
  took: 'how long it took',
  _score: 'how Elasticsearch ranks',
  max_score: 'how Elasticsearch ranks',
  score: 'how Elasticsearch ranks',
  duration: 'how long it took',
  metrics: 'how long it took',
  cursor: 'position in an order that Elasticsearch chooses',
  index_uuid: 'name of an index of the recorded machine',
  shard: 'number of a shard',
};

export const notComparedMembers = Object.entries(NOT_COMPARED).map(([name, why]) => `${name}: ${why}`);

export interface CompareOptions {
  bindings: Bindings;
  /** The request asks for an order, so lists are compared place by place. */
  ordered: boolean;
  /** Members left out for this exchange. */
  ignore: ReadonlySet<string>;
}

export function compare(recorded: unknown, actual: unknown, options: CompareOptions, path = ''): Difference[] {
  const differs = (): Difference[] => [{ path, expected: short(recorded), actual: short(actual) }];
  if (typeof recorded === 'string' && typeof actual === 'string') {
    const start = cutText(recorded);
    const [left, right] = start === undefined ? [recorded, actual] : [start, actual.slice(0, start.length)];
    return left === right || options.bindings.same(left, right) ? [] : differs();
  }
  if (Array.isArray(recorded) && Array.isArray(actual)) return compareLists(recorded, actual, options, path, false);
  if (!isRecord(recorded) || !isRecord(actual)) return Object.is(recorded, actual) ? [] : differs();
  const names = new Set([...Object.keys(recorded), ...Object.keys(actual)]);
  return [...names].flatMap((name) => {
    if (name in NOT_COMPARED || options.ignore.has(name)) return [];
    const [left, right, inner] = [recorded[name], actual[name], path === '' ? name : `${path}.${name}`];
    return Array.isArray(left) && Array.isArray(right)
      ? compareLists(left, right, options, inner, isPart(left, recorded['total']))
      : compare(left, right, options, inner);
  });
}

/** The list is a page of a longer one. */
function isPart(list: readonly unknown[], total: unknown): boolean {
  const count = isRecord(total) ? total['value'] : total;
  return typeof count === 'number' && count > cutList(list).length;
}

function compareLists(
  recorded: unknown[],
  actual: unknown[],
  options: CompareOptions,
  path: string,
  isPage: boolean,
): Difference[] {
  const { shown, length } = cutList(recorded);
  if (actual.length !== length) {
    return [
      { path, expected: `${length} elements ${short(recorded)}`, actual: `${actual.length} elements ${short(actual)}` },
    ];
  }
  const pairs = options.ordered ? undefined : pairsByName(shown, actual, options.bindings);
  // Without an order a page may show others of the same list; then only their number can be compared.
  if (pairs === 'others' && isPage) return [];
  const compared: Pairs = Array.isArray(pairs) ? pairs : shown.map((one, at) => [one, actual[at]]);
  return compared.flatMap(([left, right], at) => compare(left, right, options, `${path}.${at}`));
}

type Pairs = Array<[unknown, unknown]>;

/** Objects are matched by what names them: without a sort, Elasticsearch answers in an order of its own. */
function pairsByName(
  recorded: readonly unknown[],
  actual: readonly unknown[],
  bindings: Bindings,
): Pairs | 'others' | undefined {
  for (const nameOf of [serverName, clientName]) {
    const names = actual.map(nameOf);
    const wanted = recorded.map(nameOf);
    if (names.includes(undefined) || wanted.some((name) => name === undefined || !bindings.knows(name))) continue;
    const places = wanted.map((name) => names.indexOf(bindings.translate(name as string)));
    if (places.some((at) => at < 0)) return 'others';
    if (new Set(places).size < places.length) continue;
    return recorded.map((one, at) => [one, actual[places[at] as number]]);
  }
  return undefined;
}

/** The id that the server gave. */
function serverName(value: unknown): string | undefined {
  const id = isRecord(value) ? (value['id'] ?? value['_id']) : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** The name that a client gave. */
function clientName(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const ancestors = (value['_source'] as Record<string, unknown> | undefined)?.['kibana.alert.ancestors'];
  if (Array.isArray(ancestors)) return ancestors.map(({ id, type }) => (type === 'event' ? id : '')).join();
  const name = ['rule_id', 'item_id', 'value', 'list_id']
    .map((member) => value[member])
    .find((one) => one !== undefined);
  return typeof name === 'string' ? name : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
