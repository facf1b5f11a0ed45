import type { ExplainNode } from '../../../common/eql';

/** One line of the table that a clause tree is shown as. */
export interface ClauseRow {
  key: string;
  depth: number;
  node: ExplainNode;
  /** The condition without its values: `destination.port in`, `cidrMatch(destination.ip, …)`. */
  text: string;
  /** The first condition that decided against the event. */
  deciding: boolean;
  /** Alternatives below an `or` that did not hold and are folded into one line. */
  folded?: ExplainNode[];
}

const isGroup = ({ label }: ExplainNode) => label === 'and' || label === 'or' || label === 'not';

/** Alternatives that failed are noise beside one that held; from this many on they are folded. */
const FOLD_FROM = 2;

/** Operators as the language writes them, after a field. */
const OPERATOR = /^(\??[\w.@*`-]+)\s+(not in~?|in~?|like~?|regex~?)(?=[\s(])|^(\??[\w.@*`-]+)\s*(==|!=|<=|>=|<|>|:)/;

/** The condition in one short line; the values stand in their own columns. */
export function clauseText(node: ExplainNode): string {
  if (node.label === 'category') return 'event.category';
  if (node.label === 'call') {
    const name = /^[\w~]+/.exec(node.text)?.[0];
    if (name && node.field) return `${name}(${node.field}, …)`;
  }
  if (node.literal === undefined) return node.text;
  const found = OPERATOR.exec(node.text);
  if (!found) return node.text;
  return `${found[1] ?? found[3] ?? ''} ${found[2] ?? found[4] ?? ''}`;
}

const sameRange = (a: ExplainNode, b: ExplainNode | undefined) =>
  b !== undefined && a.range.start === b.range.start && a.range.end === b.range.end && a.label === b.label;

/** The conditions of a group, with a group of the same kind inside it dissolved: "all of (a and all of (b and c))" is three. */
function membersOf(node: ExplainNode, deciding: ExplainNode | undefined): ExplainNode[] {
  return node.children.flatMap((child) =>
    child.label === node.label && node.label !== 'not' && !sameRange(child, deciding)
      ? membersOf(child, deciding)
      : [child],
  );
}

/**
 * The tree as rows, depth first. Below an `or` that holds, the alternatives that do not hold are folded unless the key of their line is
 * in `open`.
 */
export function clauseRows(
  root: ExplainNode,
  deciding: ExplainNode | undefined,
  open: ReadonlySet<string>,
): ClauseRow[] {
  const rows: ClauseRow[] = [];
  const visit = (node: ExplainNode, depth: number, key: string) => {
    rows.push({ key, depth, node, text: clauseText(node), deciding: sameRange(node, deciding) });
    const failed =
      node.label === 'or' && node.verdict === true ? node.children.filter(({ verdict }) => verdict !== true) : [];
    const foldKey = `${key}.rest`;
    const fold = failed.length >= FOLD_FROM && !open.has(foldKey);
    if (isGroup(node)) {
      membersOf(node, deciding).forEach((child, index) => {
        if (fold && child.verdict !== true) return;
        visit(child, depth + 1, `${key}.${index}`);
      });
    }
    if (fold) rows.push({ key: foldKey, depth: depth + 1, node, text: '', deciding: false, folded: failed });
  };
  visit(root, 0, '0');
  return rows;
}
