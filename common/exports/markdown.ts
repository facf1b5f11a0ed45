/** Markdown with text from elsewhere in it. */

/** Text that reads as it is written: no markup, no HTML, one line. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&]/g, (character) =>
      character === '&' ? '&amp;' : character === '<' ? '&lt;' : `\\${character}`,
    );
}

/** A table; cells are Markdown already. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
