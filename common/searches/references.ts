/** Links of a guide to parts of its pack: `[Process tree](search:T1043-S2)`. */

export type ReferenceKind = 'rule' | 'search' | 'hunt';

const REFERENCE = /\[([^\]]+)\]\((rule|search|hunt):([A-Z0-9.-]+)\)/g;

/**
 * Turns the references of a guide into links that the page understands.
 *
 * @param hrefOf address inside the product; without one the words stay and the link goes
 */
export function resolveReferences(
  markdown: string,
  hrefOf: (kind: ReferenceKind, id: string) => string | undefined,
): string {
  return markdown.replace(REFERENCE, (_match, words: string, kind: ReferenceKind, id: string) => {
    const href = hrefOf(kind, id);
    return href === undefined ? words : `[${words}](${href})`;
  });
}
