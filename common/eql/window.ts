import type { EqlPipe } from './ast';

/**
 * Which results are kept: the first `head` or `tail` pipe, capped by `size` in its own direction, then the other pipes; without
 * pipes `size` and the result position. Takes results one by one and holds no more than the first of these lets through.
 */
export class ResultWindow<T> {
  private readonly fromHead: boolean;
  private readonly limit: number;
  private readonly rest: readonly EqlPipe[];
  private readonly kept: T[] = [];
  /** Where the oldest of `kept` is once a tail is full. */
  private oldest = 0;
  total = 0;

  constructor(pipes: readonly EqlPipe[], size: number, position: 'head' | 'tail') {
    const [first, ...rest] = pipes;
    this.fromHead = (first?.name ?? position) === 'head';
    this.limit = first ? Math.min(first.count, size) : size;
    this.rest = rest;
  }

  add(result: T): void {
    this.total += 1;
    if (this.kept.length < this.limit) this.kept.push(result);
    else if (!this.fromHead && this.limit > 0) {
      this.kept[this.oldest] = result;
      this.oldest = (this.oldest + 1) % this.limit;
    }
  }

  results(): T[] {
    let list = [...this.kept.slice(this.oldest), ...this.kept.slice(0, this.oldest)];
    for (const { name, count } of this.rest) {
      list = name === 'head' ? list.slice(0, count) : list.slice(Math.max(0, list.length - count));
    }
    return list;
  }
}
