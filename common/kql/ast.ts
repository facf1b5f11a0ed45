/** A KQL query as a tree. Ranges are offsets into the text, in UTF-16 units, `end` excluded. */

export interface TextRange {
  start: number;
  end: number;
}

export interface KqlLiteral {
  type: 'literal';
  /** Unquoted `true`, `false` and `null` are values of their own; numbers stay text. */
  value: string | boolean | null;
  quoted: boolean;
  range: TextRange;
}

/** An unquoted text with stars in it: `a*b` has the pieces `a` and `b`. */
export interface KqlWildcard {
  type: 'wildcard';
  pieces: string[];
  range: TextRange;
}

export type KqlText = KqlLiteral | KqlWildcard;

export type KqlNode =
  | { type: 'all'; range: TextRange }
  | { type: 'or' | 'and'; children: KqlNode[] }
  | { type: 'not'; child: KqlNode; range: TextRange }
  /** `field: value`, or free text when the field is null. */
  | { type: 'is'; field: KqlText | null; value: KqlText; range: TextRange }
  | { type: 'range'; field: KqlText; operator: 'lt' | 'lte' | 'gt' | 'gte'; value: KqlText; range: TextRange }
  | { type: 'nested'; path: KqlText; child: KqlNode; range: TextRange };

/** `*` alone: as a value it means that the field exists. */
export const isLoneStar = (text: KqlText): boolean =>
  text.type === 'wildcard' && text.pieces.length === 2 && text.pieces.every((piece) => piece === '');

/** The text as typed, without quotes and escapes, stars as `*`. */
export const plainText = (text: KqlText): string =>
  text.type === 'wildcard' ? text.pieces.join('*') : String(text.value);

/** Calls `visit` on a node and everything below it, parents first. */
export const walk = (node: KqlNode, visit: (node: KqlNode) => void): void => {
  visit(node);
  switch (node.type) {
    case 'or':
    case 'and':
      for (const child of node.children) walk(child, visit);
      break;
    case 'not':
    case 'nested':
      walk(node.child, visit);
      break;
  }
};
