import type { EqlPipe } from './ast';

/**
 * Which results are kept: the first `head` or `tail` pipe, capped by `size` in its own direction, then the other pipes; without
 * pipes `size` and the result position. Takes results one by one, in order, and holds no more than the first of these lets
 * through.
 */
export class ResultWindow<T> {
  private readonly fromHead: boolean;
  private readonly limit: number;
  private readonly rest: readonly EqlPipe[];
  /** Results that tie (same time, same tiebreaker) share a group. */
  private readonly groups: T[][] = [];
  private held = 0;
  total = 0;

  constructor(pipes: readonly EqlPipe[], size: number, position: 'head' | 'tail') {
    const [first, ...rest] = pipes;
    this.fromHead = (first?.name ?? position) === 'head';
    this.limit = first ? Math.min(first.count, size) : size;
    this.rest = rest;
  }

  add(result: T, tiesWithPrevious = false): void {
    this.total += 1;
    if (this.fromHead && this.held >= this.limit) return;
    const last = this.groups[this.groups.length - 1];
    if (tiesWithPrevious && last) last.push(result);
    else this.groups.push([result]);
    this.held += 1;
    if (this.held > this.limit) this.dropFirst();
  }

  /** A tail is read backwards: of several that tie, Elasticsearch meets the first in the index first and keeps it longest. */
  private dropFirst(): void {
    const first = this.groups[0]!;
    first.pop();
    this.held -= 1;
    if (first.length === 0) this.groups.shift();
  }

  results(): T[] {
    let list = this.groups.flat(1) as T[];
    for (const { name, count } of this.rest) {
      list = name === 'head' ? list.slice(0, count) : list.slice(Math.max(0, list.length - count));
    }
    return list;
  }
}
