import { tokenize, type Token } from './tokens';

export interface DiffToken extends Token {
  change: 'same' | 'added' | 'removed';
}

/** Past this many cells the middle is shown as replaced as a whole: exact, only less fine. */
const MAX_CELLS = 4_000_000;

function commonStart(a: readonly Token[], b: readonly Token[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length]?.text === b[length]?.text) length += 1;
  return length;
}

/** Longest common subsequence of the part that differs, then its edit script: removals before additions. */
function diffMiddle(before: readonly Token[], after: readonly Token[]): DiffToken[] {
  const rows = before.length + 1;
  const columns = after.length + 1;
  if (rows * columns > MAX_CELLS) {
    return [
      ...before.map((token): DiffToken => ({ ...token, change: 'removed' })),
      ...after.map((token): DiffToken => ({ ...token, change: 'added' })),
    ];
  }
  const length = new Uint32Array(rows * columns);
  const at = (row: number, column: number) => length[row * columns + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      length[row * columns + column] =
        before[row]?.text === after[column]?.text
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const out: DiffToken[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const old = before[row];
    const fresh = after[column];
    if (old && fresh && old.text === fresh.text) {
      out.push({ ...fresh, change: 'same' });
      row += 1;
      column += 1;
    } else if (old && (!fresh || at(row + 1, column) >= at(row, column + 1))) {
      out.push({ ...old, change: 'removed' });
      row += 1;
    } else if (fresh) {
      out.push({ ...fresh, change: 'added' });
      column += 1;
    }
  }
  return out;
}

/** Token by token, so that one more port in a list shows as one more port. */
export function diffQueries(before: string, after: string): DiffToken[] {
  const a = tokenize(before);
  const b = tokenize(after);
  const start = commonStart(a, b);
  const end = commonStart([...a.slice(start)].reverse(), [...b.slice(start)].reverse());
  const same = (tokens: readonly Token[]) => tokens.map((token): DiffToken => ({ ...token, change: 'same' }));
  return [
    ...same(b.slice(0, start)),
    ...diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(b.slice(b.length - end)),
  ];
}
