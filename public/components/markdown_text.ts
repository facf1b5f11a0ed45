/** Markdown as people write it in files, made fit for a page. Code fences are left alone. */

const STARTS_BLOCK = /^\s*(?:[-*+] |\d+[.)] |#|>|\||```|$)/;
const STANDS_ALONE = /^\s*(?:#|\||```|$)/;

/**
 * Lines that were wrapped for the editor become one paragraph again (the renderer would break at each), and headings go one
 * level down, because the page's own title is the only first one.
 */
export function pageMarkdown(text: string): string {
  const lines: string[] = [];
  let inFence = false;
  for (const line of text.split('\n')) {
    const isFence = line.trimStart().startsWith('```');
    const previous = lines[lines.length - 1];
    if (inFence || isFence) lines.push(line);
    else if (previous === undefined || STARTS_BLOCK.test(line) || STANDS_ALONE.test(previous)) {
      lines.push(line.startsWith('#') ? `#${line}` : line);
    } else lines[lines.length - 1] = `${previous.trimEnd()} ${line.trim()}`;
    if (isFence) inFence = !inFence;
  }
  return lines.join('\n');
}
